import { type ComponentType, lazy } from "react";
import { matchRoutes, Navigate, type RouteObject, useRoutes } from "react-router";
import { NotFoundPage } from "./not-found-page.tsx";
import { Shell } from "./shell.tsx";

type PageModule = { default: ComponentType };
function page(load: () => Promise<PageModule>): Pick<RouteObject, "element" | "handle"> {
  const Page = lazy(load);
  return { element: <Page />, handle: load };
}
const pages: RouteObject[] = [
  { index: true, element: <Navigate to="/workflows" replace /> },
  { path: "workflows", ...page(() => import("../features/workflows/workflows-page.tsx")) },
  { path: "templates", ...page(() => import("../features/templates/templates-page.tsx")) },
  { path: "workflows/:key", ...page(() => import("../features/editor/editor-page.tsx")) },
  { path: "workflows/:key/test", ...page(() => import("../features/test-panel/test-page.tsx")) },
  { path: "workflows/:key/compare", ...page(() => import("../features/versions/compare-page.tsx")) },
  { path: "workflows/:key/heat", ...page(() => import("../features/heat/heat-page.tsx")) },
  { path: "runs", ...page(() => import("../features/runs/runs-page.tsx")) },
  { path: "runs/:id", ...page(() => import("../features/run-canvas/run-page.tsx")) },
  { path: "inbox", ...page(() => import("../features/inbox/inbox-page.tsx")) },
  { path: "inbox/:id", ...page(() => import("../features/inbox/inbox-page.tsx")) },
  { path: "records/:object", ...page(() => import("../features/records/records-page.tsx")) },
  { path: "records/:object/:id", ...page(() => import("../features/records/records-page.tsx")) },
  { path: "tables", ...page(() => import("../features/tables/tables-page.tsx")) },
  { path: "tables/:key", ...page(() => import("../features/tables/table-page.tsx")) },
  { path: "rules", ...page(() => import("../features/rule-sets/rules-page.tsx")) },
  { path: "rules/sets/:key", ...page(() => import("../features/rule-sets/rule-set-page.tsx")) },
  { path: "rules/conditions/:key", ...page(() => import("../features/rule-sets/shared-condition-page.tsx")) },
  { path: "rules/points/:key", ...page(() => import("../features/scoring/points-page.tsx")) },
  { path: "rules/learned/:key", ...page(() => import("../features/scoring/learned-page.tsx")) },
  { path: "connections", ...page(() => import("../features/connections/connections-page.tsx")) },
  { path: "dashboard", ...page(() => import("../features/dashboard/dashboard-page.tsx")) },
  { path: "mailbox", ...page(() => import("../features/mailbox/mailbox-page.tsx")) },
  { path: "mailbox/:id", ...page(() => import("../features/mailbox/mailbox-page.tsx")) },
  { path: "settings", element: <Navigate to="/settings/users" replace /> },
  { path: "settings/:section", ...page(() => import("../features/settings/settings-page.tsx")) },
  { path: "settings/:section/:key", ...page(() => import("../features/settings/settings-page.tsx")) },
  { path: "*", element: <NotFoundPage /> },
];

const routes: RouteObject[] = [
  { path: "/sign-in", ...page(() => import("../features/sign-in/sign-in-page.tsx")) },
  {
    path: "/",
    element: <Shell />,
    children: pages,
  },
];

/** The page of the present address. While the next one is loaded the last one stays. */
export function Pages() {
  return useRoutes(routes);
}

/** Starts to load the code of an address' page: it comes while the server is asked who is signed in. */
export function loadPageAhead(path: string): void {
  const load: unknown = matchRoutes(routes, path)?.at(-1)?.route.handle;
  // What goes wrong here goes wrong again, and is told, when the page is shown.
  if (typeof load === "function") (load as () => Promise<PageModule>)().catch(() => undefined);
}
