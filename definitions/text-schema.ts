import * as z from "zod";
import type { LocalizedText } from "./text.ts";

/** Text that a person reads, checked. Apart from `text.ts`, so that a page which only shows text loads no schemas. */
export const localizedTextSchema = z.union([
  z.string().min(1).max(2_000),
  z
    .strictObject({ en: z.string().max(2_000).optional(), zh: z.string().max(2_000).optional() })
    .refine((text) => text.en !== undefined || text.zh !== undefined, "give the text in at least one language"),
]) satisfies z.ZodType<LocalizedText>;
