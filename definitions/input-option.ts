import * as z from "zod";

/** So many values a field offers at once; more are found by searching. */
export const MAX_INPUT_OPTIONS = 100;

/** A value that a field of an operation's input may take, as the other system names it. */
export const inputOptionSchema = z.object({
  value: z.union([z.string().min(1).max(500), z.number()]),
  label: z.string().min(1).max(500),
  /** What tells it from others of the same name: a code, a city. */
  hint: z.string().max(500).nullish(),
});
export type InputOption = z.infer<typeof inputOptionSchema>;
