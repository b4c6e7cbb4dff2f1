import { expect, test } from "vitest";
import type { Step } from "../../../../definitions/run.ts";
import type { StepAttempt } from "../../../../definitions/step-attempt.ts";
import { attemptRows } from "./attempt-rows.ts";

const error = { code: "ERP_AWAY", class: "connector" as const, retryable: true, message: "503" };
const step = (more: Partial<Step>): Step => ({
  nodeId: "push",
  stepId: "push",
  iteration: 0,
  status: "completed",
  startedAt: "2026-03-02T01:00:00.000Z",
  endedAt: "2026-03-02T01:00:04.000Z",
  attempts: 1,
  ...more,
});
const reported = (attempt: number, more: Partial<StepAttempt> = {}): StepAttempt => ({
  attempt,
  calledAt: "2026-03-02T01:00:00.000Z",
  operation: "erp.push",
  idempotencyKey: "r1/push/0",
  startedAt: `2026-03-02T01:00:${String(attempt).padStart(2, "0")}.000Z`,
  ms: 900,
  error,
  lines: [],
  linesDropped: 0,
  ...more,
});
const shown = (rows: ReturnType<typeof attemptRows>) => rows.map(({ number, outcome }) => `${number} ${outcome}`);

test("a quiet success is one attempt, as long as its step", () => {
  expect(attemptRows(step({}), [])).toMatchObject([
    { number: 1, outcome: "done", startedAt: "2026-03-02T01:00:00.000Z", ms: 4_000 },
  ]);
});

test("failures, then the success; the last one is told by the step where nobody reported it", () => {
  const all = [reported(1), reported(2), reported(3, { error: null })];
  expect(shown(attemptRows(step({ attempts: 3 }), all))).toEqual(["1 failed", "2 failed", "3 done"]);
  const timedOut = { ...error, code: "OPERATION_TIMED_OUT" };
  const rows = attemptRows(step({ attempts: 2, status: "failed", error: timedOut }), [reported(1)]);
  expect(shown(rows)).toEqual(["1 failed", "2 failed"]);
  expect(rows[1]).toMatchObject({ error: timedOut, startedAt: null, ms: null });
});

test("attempts without a report are one row", () => {
  const rows = attemptRows(step({ attempts: 12 }), [reported(1), reported(11), reported(12, { error: null })]);
  expect(shown(rows)).toEqual(["1 failed", "2 lost", "11 failed", "12 done"]);
  expect(rows[1]).toMatchObject({ number: 2, last: 10 });
});

test("an operator's retry counts on; what undid the step comes last", () => {
  const again = { calledAt: "2026-03-02T09:00:00.000Z", startedAt: "2026-03-02T09:00:01.000Z" };
  const undo = { idempotencyKey: "r1/push/0:compensate", calledAt: "2026-03-02T10:00:00.000Z", error: null };
  const rows = attemptRows(step({ attempts: 4, status: "compensated" }), [
    reported(1),
    reported(2),
    reported(1, again),
    reported(2, { ...again, error: null }),
    reported(1, undo),
  ]);
  expect(shown(rows)).toEqual(["1 failed", "2 failed", "3 failed", "4 done", "1 undone"]);
});

test("a step under way shows the attempt that is next, one that waits for an operator does not", () => {
  const open = { endedAt: null, attempts: 1 } as const;
  expect(shown(attemptRows(step({ ...open, status: "running" }), []))).toEqual(["1 next"]);
  expect(shown(attemptRows(step({ ...open, status: "running" }), [reported(1)]))).toEqual(["1 failed", "2 next"]);
  expect(shown(attemptRows(step({ ...open, status: "incident", error }), [reported(1)]))).toEqual(["1 failed"]);
});
