import type * as z from "zod";
import { fileError } from "../workflow-files.ts";

/** What a file holds, checked. Throws `WORKFLOW_FILE_INVALID` naming file, place and problem. */
export function parseAs<T>(file: string, schema: z.ZodType<T>, what: string, content: unknown): T {
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw fileError(file, what, `${first?.path.join(".") ?? ""}: ${first?.message ?? "does not fit"}`);
}
