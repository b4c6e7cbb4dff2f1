import { expect, test } from "vitest";
import type { RunAction } from "../../../../definitions/api.ts";
import type { Step } from "../../../../definitions/run.ts";
import { timelineEntries } from "./timeline-entries.ts";

const step = (stepId: string, startedAt: string) => ({ stepId, startedAt }) as Step;
const action = (id: string, at: string): RunAction => ({ id, at, byUser: "ada", action: "run.pause" });

test("what people did stands between the steps where it happened; steps keep the order of the run", () => {
  const entries = timelineEntries(
    [step("b", "2026-03-02T09:00:00Z"), step("a", "2026-03-02T09:00:00Z"), step("c", "2026-03-02T10:00:00Z")],
    [action("later", "2026-03-02T11:00:00Z"), action("between", "2026-03-02T09:30:00Z")],
  );
  expect(entries.map(({ id }) => id)).toEqual(["b", "a", "between", "c", "later"]);
  expect(timelineEntries([], [action("only", "2026-03-02T11:00:00Z")]).map(({ id }) => id)).toEqual(["only"]);
});
