import * as z from "zod";
import { errorDataSchema } from "./error-data.ts";
import { jsonObjectSchema } from "./json.ts";

export const LINE_LEVELS = ["debug", "info", "warn", "error"] as const;

/** Something that an operation or its host wrote during an attempt; it holds no secrets. */
const attemptLineSchema = z.object({
  at: z.string(),
  level: z.enum(LINE_LEVELS),
  message: z.string(),
  /** For example method, url, status and ms of an HTTP call. */
  fields: jsonObjectSchema,
});
export type AttemptLine = z.infer<typeof attemptLineSchema>;

/** One attempt of a step's operation. Attempts that answered at once and wrote nothing are not kept: the step tells of them. */
export const stepAttemptSchema = z.object({
  /** Of this call: an operator's retry begins at 1 again. */
  attempt: z.int(),
  /** When the step made the call; the same for all attempts of it. */
  calledAt: z.string(),
  operation: z.string(),
  idempotencyKey: z.string(),
  startedAt: z.string(),
  ms: z.int(),
  error: errorDataSchema.nullable(),
  lines: z.array(attemptLineSchema),
  /** Lines beyond what is kept. */
  linesDropped: z.int(),
});
export type StepAttempt = z.infer<typeof stepAttemptSchema>;

/** An attempt and the step that it belongs to. */
export interface KeptAttempt {
  workspaceId: string;
  runId: string;
  stepId: string;
  attempt: StepAttempt;
}
