import { Suspense } from "react";
import { BrowserRouter } from "react-router";
import { CrashBoundary } from "./crash-boundary.tsx";
import { Providers } from "./providers.tsx";
import { Pages } from "./router.tsx";

/** The whole user interface. */
export function App() {
  return (
    <Providers>
      <BrowserRouter>
        <CrashBoundary address="">
          <Suspense fallback={null}>
            <Pages />
          </Suspense>
        </CrashBoundary>
      </BrowserRouter>
    </Providers>
  );
}
