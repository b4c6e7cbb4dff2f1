import * as z from "zod";
import { mailDetailSchema, mailSchema } from "../../../definitions/api.ts";

/** What is kept beside each `.eml`: the summary, the envelope, and the text that a search looks through. */
export const keptMailSchema = mailSchema.extend({
  envelope: z.object({ from: z.string(), to: z.array(z.string()) }),
  attachments: z.array(z.string()),
});
export type KeptMail = z.infer<typeof keptMailSchema>;

/** A mail with its content. */
export const caughtMailSchema = mailDetailSchema.extend({
  envelope: keptMailSchema.shape.envelope,
  attachments: keptMailSchema.shape.attachments,
});
export type CaughtMail = z.infer<typeof caughtMailSchema>;

export const mailPageSchema = z.object({
  items: z.array(keptMailSchema),
  nextCursor: z.string().nullable(),
  total: z.int(),
});
export type MailPage = z.infer<typeof mailPageSchema>;

export const mailsByMessageIdSchema = z.object({ count: z.int(), mails: z.array(keptMailSchema) });
export type MailsByMessageId = z.infer<typeof mailsByMessageIdSchema>;
