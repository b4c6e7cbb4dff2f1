import { expect, it } from "vitest";
import { workflowDefinitionSchema } from "../../definitions/workflow.ts";
import { simulate } from "./simulate.ts";

const answer = (after: string, by: string, outcome: string) => ({ after, task: "ask", by, outcome });
const run = async (assignees: object, required: number, events: ReturnType<typeof answer>[]) => {
  const definition = workflowDefinitionSchema.parse({
    schemaVersion: 1,
    key: "ask",
    name: "Ask",
    triggers: [{ id: "go", type: "manual" }],
    nodes: [{ id: "ask", type: "approval", assignees, required, due: "PT8H", reminders: [{ before: "PT2H" }] }],
    edges: [{ id: "e", source: "go", sourcePort: "out", target: "ask" }],
  });
  const { steps } = await simulate(definition, { at: "2026-03-02T08:00:00Z", events });
  return [steps[0]?.port, steps[0]?.endedAt];
};
const THREE = { users: ["a", "b", "c"] };

it("counts each person once, and is rejected as soon as approval is impossible", async () => {
  const [yes, no] = ["approved", "rejected"];
  expect(await run(THREE, 2, [answer("PT1H", "a", yes), answer("PT2H", "a", yes), answer("PT3H", "b", yes)])).toEqual([
    "approved",
    "2026-03-02T11:00:00.000Z",
  ]);
  expect(await run(THREE, 2, [answer("PT1H", "a", no), answer("PT2H", "b", yes), answer("PT3H", "c", no)])).toEqual([
    "rejected",
    "2026-03-02T11:00:00.000Z",
  ]);
  expect(await run(THREE, 2, [answer("PT1H", "a", yes)])).toEqual(["timeout", "2026-03-02T16:00:00.000Z"]);
});

it("where nobody knows how many are asked, one rejection settles it", async () => {
  expect(await run({ role: "boss" }, 2, [answer("PT1H", "x", "rejected")])).toEqual([
    "rejected",
    "2026-03-02T09:00:00.000Z",
  ]);
});
