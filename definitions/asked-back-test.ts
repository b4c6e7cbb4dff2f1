import * as z from "zod";
import { errorDataSchema } from "./error-data.ts";
import { jsonObjectSchema } from "./json.ts";
import { runSummarySchema } from "./run.ts";

/** One question that a step of a real run asked; the answers of then and now are of the kind that is tried. */
export const askedStepSchema = z.object({
  runId: z.string(),
  workflow: z.string(),
  record: runSummarySchema.shape.record,
  stepId: z.string(),
  at: z.string(),
  /** `failed`: what is tried has no answer to this input, for example because it needs a fact that was not fetched then; `error` says why. */
  verdict: z.enum(["different", "failed"]),
  input: jsonObjectSchema,
  error: errorDataSchema.nullable(),
});
export type AskedStep = z.infer<typeof askedStepSchema>;

/** In how many runs how many questions were asked, and how many would get another answer or none. */
export const askedCountsSchema = z.object({
  runs: z.int(),
  compared: z.int(),
  same: z.int(),
  different: z.int(),
  failed: z.int(),
});
export type AskedCounts = z.infer<typeof askedCountsSchema>;
