import type { IncomingHttpHeaders } from "node:http";
import type { RouteName } from "../../../definitions/api.ts";
import { decisionHandlers } from "./handlers/decisions.ts";
import { heatHandlers } from "./handlers/heat.ts";
import { messageHandlers } from "./handlers/messages.ts";
import { recordHandlers } from "./handlers/records.ts";
import { resourceHandlers } from "./handlers/resources.ts";
import { runWorkHandlers } from "./handlers/run-work.ts";
import { runHandlers } from "./handlers/runs.ts";
import { tableHandlers } from "./handlers/tables.ts";
import { workflowTestHandlers } from "./handlers/workflow-tests.ts";
import { workflowHandlers } from "./handlers/workflows.ts";
import type { World } from "./world.ts";

export interface Call {
  world: World;
  params: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
  headers: IncomingHttpHeaders;
}
export type Handler = (call: Call) => unknown;

/** One handler a route of the table; a route without one does not compile. */
export const HANDLERS: Record<RouteName, Handler> = {
  ...workflowHandlers,
  ...workflowTestHandlers,
  ...runHandlers,
  ...heatHandlers,
  ...runWorkHandlers,
  ...recordHandlers,
  ...resourceHandlers,
  ...tableHandlers,
  ...decisionHandlers,
  ...messageHandlers,
};
