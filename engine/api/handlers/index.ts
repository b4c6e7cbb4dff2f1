import type { Handlers } from "../api-request.ts";
import { connectionsHandlers } from "./connections.ts";
import { decisionsHandlers } from "./decisions.ts";
import { inboxHandlers } from "./inbox.ts";
import { peopleHandlers } from "./people.ts";
import { presenceHandlers } from "./presence.ts";
import { recordsHandlers } from "./records.ts";
import { resourcesHandlers } from "./resources.ts";
import { runWorkHandlers } from "./run-work.ts";
import { runsHandlers } from "./runs.ts";
import { sessionHandlers } from "./session.ts";
import { settingsHandlers } from "./settings.ts";
import { tablesHandlers } from "./tables.ts";
import { workflowTestsHandlers } from "./workflow-tests.ts";
import { workflowsHandlers } from "./workflows.ts";

/** A handler for every route of the table. A route without one does not compile. */
export const HANDLERS: Handlers = {
  ...sessionHandlers,
  ...workflowsHandlers,
  ...workflowTestsHandlers,
  ...presenceHandlers,
  ...runsHandlers,
  ...runWorkHandlers,
  ...recordsHandlers,
  ...peopleHandlers,
  ...resourcesHandlers,
  ...tablesHandlers,
  ...connectionsHandlers,
  ...decisionsHandlers,
  ...inboxHandlers,
  ...settingsHandlers,
};
