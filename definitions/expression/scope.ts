import type { ErrorData } from "../error-data.ts";
import type { Json, JsonObject } from "../json.ts";

/** What a step left behind. A skipped step is absent; a failed one has its `error` and no output. */
export interface StepResult {
  output?: Json;
  error?: ErrorData;
  [key: string]: unknown;
}

/** The names that expressions and conditions see (DESIGN §6). */
export interface Scope {
  trigger: JsonObject;
  record: JsonObject | null;
  steps: Record<string, StepResult>;
  vars: JsonObject;
  item?: Json;
  index?: number;
  run: RunFacts;
  /** The event at hand, in `when` and `correlate` of waits and exit rules. */
  event?: JsonObject;
  /** Of a rule set: what it was asked with, and the facts fetched so far. */
  input?: JsonObject;
  facts?: JsonObject;
}

/** The run's own facts. `startedAt` and `now` are ISO instants: the workflow's own time. */
export interface RunFacts {
  id: string;
  workflow: string;
  version: number;
  startedAt: string;
  now: string;
}

/** The names that a scope can hold. */
export const SCOPE_NAMES = [
  "trigger",
  "record",
  "steps",
  "vars",
  "item",
  "index",
  "run",
  "event",
  "input",
  "facts",
] as const;
