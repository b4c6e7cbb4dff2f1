import { type ComponentType, lazy, type ReactElement } from "react";
import { Navigate, type RouteObject, useRoutes } from "react-router";
import { NotFoundPage } from "./not-found-page.tsx";
import { Shell } from "./shell.tsx";

type PageModule = { default: ComponentType };
function page(load: () => Promise<PageModule>): ReactElement {
  const Page = lazy(load);
  return <Page />;
}
const pages: RouteObject[] = [
  { index: true, element: <Navigate to="/workflows" replace /> },
  { path: "workflows", element: page(() => import("../features/workflows/workflows-page.tsx")) },
  { path: "templates", element: page(() => import("../features/templates/templates-page.tsx")) },
  { path: "workflows/:key", element: page(() => import("../features/editor/editor-page.tsx")) },
  { path: "workflows/:key/test", element: page(() => import("../features/test-panel/test-page.tsx")) },
  { path: "workflows/:key/compare", element: page(() => import("../features/versions/compare-page.tsx")) },
  { path: "workflows/:key/heat", element: page(() => import("../features/heat/heat-page.tsx")) },
  { path: "runs", element: page(() => import("../features/runs/runs-page.tsx")) },
  { path: "runs/:id", element: page(() => import("../features/run-canvas/run-page.tsx")) },
  { path: "inbox", element: page(() => import("../features/inbox/inbox-page.tsx")) },
  { path: "inbox/:id", element: page(() => import("../features/inbox/inbox-page.tsx")) },
  { path: "records/:object", element: page(() => import("../features/records/records-page.tsx")) },
  { path: "records/:object/:id", element: page(() => import("../features/records/records-page.tsx")) },
  { path: "tables", element: page(() => import("../features/tables/tables-page.tsx")) },
  { path: "tables/:key", element: page(() => import("../features/tables/table-page.tsx")) },
  { path: "rules", element: page(() => import("../features/rule-sets/rules-page.tsx")) },
  { path: "rules/sets/:key", element: page(() => import("../features/rule-sets/rule-set-page.tsx")) },
  { path: "rules/conditions/:key", element: page(() => import("../features/rule-sets/shared-condition-page.tsx")) },
  { path: "rules/points/:key", element: page(() => import("../features/scoring/points-page.tsx")) },
  { path: "rules/learned/:key", element: page(() => import("../features/scoring/learned-page.tsx")) },
  { path: "connections", element: page(() => import("../features/connections/connections-page.tsx")) },
  { path: "dashboard", element: page(() => import("../features/dashboard/dashboard-page.tsx")) },
  { path: "mailbox", element: page(() => import("../features/mailbox/mailbox-page.tsx")) },
  { path: "mailbox/:id", element: page(() => import("../features/mailbox/mailbox-page.tsx")) },
  { path: "settings", element: <Navigate to="/settings/users" replace /> },
  { path: "settings/:section", element: page(() => import("../features/settings/settings-page.tsx")) },
  { path: "settings/:section/:key", element: page(() => import("../features/settings/settings-page.tsx")) },
  { path: "*", element: <NotFoundPage /> },
];

const routes: RouteObject[] = [
  { path: "/sign-in", element: page(() => import("../features/sign-in/sign-in-page.tsx")) },
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
