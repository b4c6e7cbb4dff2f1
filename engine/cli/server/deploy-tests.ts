import { stableJson } from "../../../definitions/diff/index.ts";
import type { WorkflowTestFile } from "../../../definitions/workflow-test.ts";
import type { ServerConnection } from "./connect-server.ts";
import { type DeployResult, findWorkflow } from "./deploy-files.ts";

/** Words that an id may hold at most; the name itself may be longer. */
const MAX_ID = 60;

/**
 * Stores the tests of files beside their workflows on the server, by their names. Tests that the server has
 * and the files have not stay. Throws what the server refuses (`WORKFLOW_UNKNOWN`).
 */
export async function deployTests(
  server: ServerConnection,
  files: readonly { file: string; content: WorkflowTestFile }[],
  { isDryRun }: { isDryRun: boolean },
): Promise<DeployResult[]> {
  const results: DeployResult[] = [];
  for (const { file, content } of files) {
    const key = content.workflow;
    // A dry run has not created the workflow.
    const isComing = isDryRun && (await findWorkflow(server, key)) === null;
    const { items } = isComing ? { items: [] } : await server.call("listWorkflowTests", { params: { key } });
    const stored = new Map(items.map(({ id, test }) => [id, test]));
    const idsByName = new Map(items.map(({ id, test }) => [test.name, id]));
    for (const [newId, test] of withIds(content.tests)) {
      const id = idsByName.get(test.name) ?? newId;
      const present = stored.get(id);
      const isSame = present !== undefined && stableJson(present) === stableJson(test);
      if (!isSame && !isDryRun) await server.call("saveWorkflowTest", { params: { key, id }, body: test });
      const action = present === undefined ? "created" : isSame ? "unchanged" : "changed";
      results.push({ file, kind: "test", key: `${key}/${id}`, action, published: null, issues: [] });
    }
  }
  return results;
}

/** A name that has no letter of an id, for example a Chinese one, is known by its place. */
function withIds<T extends { name: string }>(tests: readonly T[]): Map<string, T> {
  const byId = new Map<string, T>();
  for (const [index, test] of tests.entries()) {
    const words = test.name.toLowerCase().replaceAll(/[^a-z0-9]+/gu, "-");
    const trimmed = words
      .replaceAll(/^[-0-9]+|-+$/gu, "")
      .slice(0, MAX_ID)
      .replace(/-+$/u, "");
    const id = trimmed === "" ? `test-${index + 1}` : trimmed;
    byId.set(byId.has(id) ? `${id}-${index + 1}` : id, test);
  }
  return byId;
}
