import type { ErrorData } from "../../../../definitions/error-data.ts";
import type { Step } from "../../../../definitions/run.ts";
import type { StepAttempt } from "../../../../definitions/step-attempt.ts";

/** `lost`: no report came of it; `next`: under way, or soon. */
export type AttemptOutcome = "done" | "failed" | "lost" | "next" | "undone";
export interface AttemptRow {
  key: string;
  /** Among all attempts of the step; those from `number` to `last` had no report. */
  number: number;
  last: number;
  outcome: AttemptOutcome;
  startedAt: string | null;
  ms: number | null;
  error: ErrorData | null;
  reported: StepAttempt | null;
}

/**
 * Every attempt of a step in order: those that were reported, the last one where only the step tells of it, those without
 * a report as one row, then what undid the step. A step that an operator tried again counts on.
 */
export function attemptRows(step: Step, reported: readonly StepAttempt[]): AttemptRow[] {
  const isUndo = ({ idempotencyKey }: StepAttempt) => idempotencyKey.endsWith(":compensate");
  const rows: AttemptRow[] = [];
  let before = 0;
  let highest = 0;
  let call: string | null = null;
  for (const attempt of reported) {
    if (isUndo(attempt)) continue;
    if (call !== null && call !== attempt.calledAt) before = highest;
    call = attempt.calledAt;
    const number = before + attempt.attempt;
    fillUp(rows, highest + 1, number - 1);
    highest = number;
    rows.push(rowOf(attempt, number));
  }
  if (step.attempts > highest) {
    fillUp(rows, highest + 1, step.attempts - 1);
    rows.push(lastOf(step));
  } else if (isOpen(step) && rows.at(-1)?.outcome === "failed") rows.push({ ...EMPTY, ...numbered(highest + 1) });
  for (const attempt of reported)
    if (isUndo(attempt)) rows.push({ ...rowOf(attempt, attempt.attempt), key: `undo-${attempt.startedAt}` });
  return rows;
}

const EMPTY = { outcome: "next" as AttemptOutcome, startedAt: null, ms: null, error: null, reported: null };

function numbered(number: number, last = number): Pick<AttemptRow, "key" | "number" | "last"> {
  return { key: String(number), number, last };
}

function fillUp(rows: AttemptRow[], from: number, to: number): void {
  if (to >= from) rows.push({ ...EMPTY, ...numbered(from, to), outcome: "lost" });
}

function rowOf(reported: StepAttempt, number: number): AttemptRow {
  const { startedAt, ms, error, idempotencyKey } = reported;
  const well: AttemptOutcome = idempotencyKey.endsWith(":compensate") ? "undone" : "done";
  return { ...numbered(number), outcome: error === null ? well : "failed", startedAt, ms, error, reported };
}

/** The attempt that only the step tells of: it answered at once, never answered, or has not yet. */
function lastOf(step: Step): AttemptRow {
  const { attempts, startedAt, endedAt, error } = step;
  const row = { ...EMPTY, ...numbered(attempts) };
  if (isOpen(step)) return row;
  const hasFailed = (error ?? null) !== null;
  // Of several attempts the step's own start and end are those of all of them.
  const isWhole = attempts === 1 && typeof endedAt === "string";
  return {
    ...row,
    outcome: hasFailed ? "failed" : step.status === "cancelled" ? "lost" : "done",
    error: error ?? null,
    startedAt: isWhole ? startedAt : null,
    ms: isWhole ? Date.parse(endedAt) - Date.parse(startedAt) : null,
  };
}

function isOpen({ status }: Step): boolean {
  return status === "running" || status === "retrying";
}
