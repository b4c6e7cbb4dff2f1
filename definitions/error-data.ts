import * as z from "zod";

/** Who can mend it: `user` = the definition or the data, `connector` = the other system, `system` = ours (§5.3). */
export const ERROR_CLASSES = ["user", "connector", "system"] as const;
export type ErrorClass = (typeof ERROR_CLASSES)[number];

/** An error as data: what is stored, sent over HTTP and carried by Temporal failures. */
export const errorDataSchema = z.object({
  /** `NOUN_PROBLEM`, stable. */
  code: z.string(),
  class: z.enum(ERROR_CLASSES),
  retryable: z.boolean(),
  message: z.string(),
  /** Values of the localized text (error-texts/), never secrets. */
  details: z.record(z.string(), z.unknown()).optional(),
});
export type ErrorData = z.infer<typeof errorDataSchema>;
