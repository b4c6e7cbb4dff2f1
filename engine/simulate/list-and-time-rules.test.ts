import { expect, test } from "vitest";
import type { Condition } from "../../definitions/condition.ts";
import type { Calendar } from "../../definitions/resources.ts";
import { workflowDefinitionSchema } from "../../definitions/workflow.ts";
import { compilePlan } from "../publish/compile-plan.ts";
import { simulate } from "./simulate.ts";

const DAY: [string, string][] = [["09:00", "18:00"]];
const office: Calendar = {
  key: "office",
  tz: "Asia/Shanghai",
  hours: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY },
  holidays: ["2026-03-04"],
  overrides: {},
};
const branchOn = (when: Condition) =>
  workflowDefinitionSchema.parse({
    schemaVersion: 1,
    key: "rules",
    name: "Rules",
    triggers: [{ id: "manual", type: "manual" }],
    nodes: [{ id: "check", type: "condition", branches: [{ id: "yes", name: "Yes", when }] }],
    edges: [{ id: "e", source: "manual", sourcePort: "out", target: "check" }],
  });
const takenPort = async (when: Condition, input: Record<string, unknown>) => {
  const result = await simulate(branchOn(when), {
    at: "2026-03-05T02:00:00Z",
    input: input as never,
    calendars: [office],
  });
  return result.steps[0]?.port;
};

test("a rule counts business time in a calendar that the plan then names", async () => {
  const within = (duration: string): Condition => ({
    fact: "trigger",
    path: "since",
    operator: "withinLastBusiness",
    value: { duration, calendar: "office" },
  });
  expect(compilePlan(branchOn({ not: within("P1D") })).calendars).toEqual(["office"]);
  // Thursday morning; Wednesday is a holiday, so that a business day ago is Tuesday morning.
  expect(await takenPort(within("P1D"), { since: "2026-03-03T02:30:00Z" })).toBe("yes");
  expect(await takenPort(within("P1D"), { since: "2026-03-03T01:30:00Z" })).toBe("else");
});

test("a rule asks the items of a list, and says of each why", async () => {
  const some: Condition = {
    fact: "trigger",
    path: "lines",
    operator: "some",
    value: { all: [{ fact: "item", path: "amount", operator: "greaterThan", value: 100 }] },
  };
  expect(await takenPort(some, { lines: [{ amount: 40 }, { amount: 160 }] })).toBe("yes");
  expect(await takenPort(some, { lines: [{ amount: 40 }] })).toBe("else");
  const result = await simulate(branchOn(some), { input: { lines: [{ amount: 40 }, { amount: 160 }] } });
  expect(result.steps[0]?.explanation).toMatchObject([
    {
      held: true,
      children: [
        { id: "0", held: false },
        { id: "1", held: true },
      ],
    },
  ]);
});
