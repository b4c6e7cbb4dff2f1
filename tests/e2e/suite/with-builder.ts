import { type BrowserLook, type OpenBrowser, openBrowser } from "./open-browser.ts";
import { startFakeApi } from "../fake-api/server.ts";
import { storeWorkflow } from "../fake-api/seed/workflows.ts";
import type { StoredWorkflow, World } from "../fake-api/world.ts";
import { type WorkflowDefinitionInput, workflowDefinitionSchema } from "../../../definitions/workflow.ts";

interface Builder extends OpenBrowser {
  url: string;
  world: World;
  /** Puts a workflow on the server. */
  add: (definition: Omit<WorkflowDefinitionInput, "schemaVersion" | "name">) => StoredWorkflow;
}

/** Opens the built builder over a server in memory, signed in, for what needs a browser and no engine. */
export async function withBuilder(look: BrowserLook, work: (builder: Builder) => Promise<void>): Promise<void> {
  const { server, url, world } = await startFakeApi({ open: true });
  const browser = await openBrowser(look);
  const add: Builder["add"] = (definition) => {
    const parsed = workflowDefinitionSchema.parse({ schemaVersion: 1, name: definition.key, ...definition });
    const stored = storeWorkflow(parsed, 0);
    world.workflows.push(stored);
    return stored;
  };
  try {
    await work({ ...browser, url, world, add });
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}
