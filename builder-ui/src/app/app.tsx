import { RouterProvider } from "react-router/dom";
import { Providers } from "./providers.tsx";
import { router } from "./router.tsx";

/** The whole user interface. */
export function App() {
  return (
    <Providers>
      <RouterProvider router={router} />
    </Providers>
  );
}
