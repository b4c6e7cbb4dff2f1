import type { ComponentType } from "react";
import { createBrowserRouter, Navigate, type RouteObject } from "react-router";
import { NotFoundPage } from "./not-found-page.tsx";
import { PageCrash } from "./page-crash.tsx";
import { Shell } from "./shell.tsx";

type PageModule = { default: ComponentType };
const page = (load: () => Promise<PageModule>) => async () => ({ Component: (await load()).default });
const pages: RouteObject[] = [
  { index: true, element: <Navigate to="/workflows" replace /> },
  { path: "workflows", lazy: page(() => import("../features/workflows/workflows-page.tsx")) },
  { path: "templates", lazy: page(() => import("../features/templates/templates-page.tsx")) },
  { path: "workflows/:key", lazy: page(() => import("../features/editor/editor-page.tsx")) },
  { path: "workflows/:key/test", lazy: page(() => import("../features/test-panel/test-page.tsx")) },
  { path: "workflows/:key/compare", lazy: page(() => import("../features/versions/compare-page.tsx")) },
  { path: "workflows/:key/heat", lazy: page(() => import("../features/heat/heat-page.tsx")) },
  { path: "runs", lazy: page(() => import("../features/runs/runs-page.tsx")) },
  { path: "runs/:id", lazy: page(() => import("../features/run-canvas/run-page.tsx")) },
  { path: "inbox", lazy: page(() => import("../features/inbox/inbox-page.tsx")) },
  { path: "inbox/:id", lazy: page(() => import("../features/inbox/inbox-page.tsx")) },
  { path: "records/:object", lazy: page(() => import("../features/records/records-page.tsx")) },
  { path: "records/:object/:id", lazy: page(() => import("../features/records/records-page.tsx")) },
  { path: "tables", lazy: page(() => import("../features/tables/tables-page.tsx")) },
  { path: "tables/:key", lazy: page(() => import("../features/tables/table-page.tsx")) },
  { path: "rules", lazy: page(() => import("../features/rule-sets/rules-page.tsx")) },
  { path: "rules/sets/:key", lazy: page(() => import("../features/rule-sets/rule-set-page.tsx")) },
  { path: "rules/conditions/:key", lazy: page(() => import("../features/rule-sets/shared-condition-page.tsx")) },
  { path: "rules/points/:key", lazy: page(() => import("../features/scoring/points-page.tsx")) },
  { path: "rules/learned/:key", lazy: page(() => import("../features/scoring/learned-page.tsx")) },
  { path: "connections", lazy: page(() => import("../features/connections/connections-page.tsx")) },
  { path: "dashboard", lazy: page(() => import("../features/dashboard/dashboard-page.tsx")) },
  { path: "mailbox", lazy: page(() => import("../features/mailbox/mailbox-page.tsx")) },
  { path: "mailbox/:id", lazy: page(() => import("../features/mailbox/mailbox-page.tsx")) },
  { path: "settings", element: <Navigate to="/settings/users" replace /> },
  { path: "settings/:section", lazy: page(() => import("../features/settings/settings-page.tsx")) },
  { path: "settings/:section/:key", lazy: page(() => import("../features/settings/settings-page.tsx")) },
  { path: "*", element: <NotFoundPage /> },
];

export const router = createBrowserRouter([
  {
    path: "/sign-in",
    errorElement: <PageCrash />,
    lazy: page(() => import("../features/sign-in/sign-in-page.tsx")),
  },
  {
    path: "/",
    element: <Shell />,
    errorElement: <PageCrash />,
    children: [{ errorElement: <PageCrash />, children: pages }],
  },
]);
