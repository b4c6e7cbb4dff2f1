import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { errorDataOf } from "../../definitions/errors.ts";
import type { ErrorData } from "../../definitions/error-data.ts";
import { fileError } from "./workflow-files.ts";

/** Is the argument the name of a file with one JSON document a line? */
export function isJsonLinesFile(argument: string, cwd: string): boolean {
  return /\.(jsonl|ndjson)$/u.test(argument) && existsSync(resolve(cwd, argument));
}

export type JsonLine = { line: number; value: unknown } | { line: number; error: ErrorData };

/** One entry a line that is not empty, numbered from 1; a line that is no JSON is an entry with its error. */
export function readJsonLines(argument: string, cwd: string): JsonLine[] {
  return readFileSync(resolve(cwd, argument), "utf8")
    .split("\n")
    .flatMap((text, index): JsonLine[] => {
      if (text.trim() === "") return [];
      const line = index + 1;
      try {
        return [{ line, value: JSON.parse(text) as unknown }];
      } catch (thrown) {
        const problem = `line ${line}: ${(thrown as Error).message}`;
        return [{ line, error: errorDataOf(fileError(argument, "JSON lines file", problem)) }];
      }
    });
}
