import * as z from "zod";
import { FlowrightError } from "../../definitions/errors.ts";
import { type JsonObject, jsonObjectSchema } from "../../definitions/json.ts";
import { isJsonLinesFile, readJsonLines } from "./read-json-lines.ts";
import { fileError, readJsonArgument } from "./workflow-files.ts";

/** Records from a JSON list, or from a file with one a line. Throws `WORKFLOW_FILE_INVALID` with the line. */
export function readRecords(argument: string, cwd: string): JsonObject[] {
  if (!isJsonLinesFile(argument, cwd))
    return readJsonArgument(argument, cwd, z.array(jsonObjectSchema), "list of records");
  return readJsonLines(argument, cwd).map((entry) => {
    if ("error" in entry) throw new FlowrightError(entry.error);
    const parsed = jsonObjectSchema.safeParse(entry.value);
    if (parsed.success) return parsed.data;
    throw fileError(argument, "list of records", `line ${entry.line}: not an object`);
  });
}
