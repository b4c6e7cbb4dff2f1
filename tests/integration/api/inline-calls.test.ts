import { afterAll, beforeAll, expect, it } from "vitest";
import { validateWorkflow } from "../../../definitions/validate/index.ts";
import { workflowDefinitionSchema, type WorkflowDefinitionInput } from "../../../definitions/workflow.ts";
import { type ApiUnderTest, startApi } from "./api-under-test.ts";

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi({ validate: validateWorkflow });
});
afterAll(async () => api.stop());

type Nodes = WorkflowDefinitionInput["nodes"];
/** A line of nodes behind a manual trigger. */
const draw = (key: string, nodes: NonNullable<Nodes>) =>
  workflowDefinitionSchema.parse({
    schemaVersion: 1,
    key,
    name: key,
    triggers: [{ id: "go", type: "manual" }],
    nodes,
    edges: nodes.map(({ id }, index) => ({
      id: `e${index}`,
      source: index === 0 ? "go" : (nodes[index - 1]?.id ?? ""),
      sourcePort: "out",
      target: id,
    })),
  });
const call = (workflow: string) => ({ id: "ask", type: "call" as const, workflow, mode: "inline" as const, input: {} });
const done = (output: string) => ({ id: "end", type: "end" as const, output });
async function save(key: string, nodes: NonNullable<Nodes>): Promise<number> {
  const known = await api.call("listWorkflows", {});
  if (known.items.every((one) => one.key !== key))
    return (await api.call("createWorkflow", { body: { definition: draw(key, nodes) } })).revision;
  const { revision } = await api.call("getWorkflow", { params: { key } });
  const headers = { "if-match": `"${revision}"` };
  return (await api.call("saveDraft", { params: { key }, body: draw(key, nodes), headers })).revision;
}
const publishing = (key: string, revision: number) => ({
  params: { key },
  body: {},
  headers: { "if-match": `"${revision}"` },
});

it("publishing puts the called workflow's published version in; simulations run it; circles are refused", async () => {
  const asks = await save("asks", [call("answers"), done("=steps.ask.output")]);
  // Nothing is published yet that could be put in.
  expect(await api.refusal("publishWorkflow", publishing("asks", asks))).toMatch(
    /WORKFLOW_(INVALID|UNPUBLISHED|UNKNOWN)/,
  );
  await api.call("publishWorkflow", publishing("answers", await save("answers", [done("one")])));
  const tried = await api.call("simulateWorkflow", { params: { key: "asks" }, body: {} });
  expect(tried).toMatchObject({ status: "completed", output: "one" });
  await api.call("publishWorkflow", publishing("asks", asks));
  const { planHash } = await api.store.workspace("default").workflows.versions.get("asks", 1);
  const plan = await api.store.published.getPlan("default", planHash);
  expect(plan.nodes.map(({ id }) => id)).toEqual(["ask", "end", "ask/end"]);
  expect(plan.nodes[0]?.inline).toMatchObject({ workflow: { key: "answers" }, version: 1 });

  const back = await save("answers", [call("asks"), done("=steps.ask.output")]);
  expect(await api.refusal("publishWorkflow", publishing("answers", back))).toBe("422 CALL_INLINE_CYCLE");
});
