import * as z from "zod";

/** RFC 9457 problem details with a stable `code`. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  class: z.enum(["user", "connector", "system"]).optional(),
  detail: z.string().optional(),
  details: z.record(z.string(), z.unknown()).optional(),
  /** Field errors: `path` dotted. */
  issues: z.array(z.object({ path: z.string(), message: z.string(), code: z.string().optional() })).optional(),
  requestId: z.string().optional(),
});
export type Problem = z.infer<typeof problemSchema>;
