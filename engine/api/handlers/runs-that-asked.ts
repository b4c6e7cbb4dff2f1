import type { RunDetail } from "../../../definitions/run.ts";
import type { WorkflowDefinition } from "../../../definitions/workflow.ts";
import type { ApiServices } from "../api-services.ts";

const RUNS_A_PAGE = 100;
/** Runs that are looked through for one back-test at most, whether they asked or not. */
const MAX_RUNS_SEEN = 5_000;
const TIME_MS = 20_000;

/**
 * Runs on versions in which some nodes ask what is tried (`nodesThatAsk`), newest first, with these nodes. Ends when the
 * time is up.
 */
export async function* runsThatAsked(
  { store }: ApiServices,
  workspaceId: string,
  nodesThatAsk: (definition: WorkflowDefinition) => Set<string>,
): AsyncGenerator<{ run: RunDetail; nodes: Set<string> }> {
  const { runs, workflows } = store.workspace(workspaceId);
  const endMs = performance.now() + TIME_MS;
  const versions = new Map<string, Set<string>>();
  let seen = 0;
  for (let cursor: string | undefined; seen < MAX_RUNS_SEEN;) {
    const page = await runs.list({ limit: RUNS_A_PAGE, ...(cursor === undefined ? {} : { cursor }) });
    for (const { id, workflowKey: workflow, version } of page.items) {
      if (performance.now() > endMs) return;
      seen += 1;
      const name = `${workflow}:${version}`;
      const nodes = versions.get(name) ?? nodesThatAsk((await workflows.versions.get(workflow, version)).definition);
      versions.set(name, nodes);
      if (nodes.size > 0) yield { run: await runs.get(id), nodes };
    }
    if (page.nextCursor === null) return;
    cursor = page.nextCursor;
  }
}
