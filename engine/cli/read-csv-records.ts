import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { readRows } from "../triggers/import/read-rows.ts";
import { fileError } from "./workflow-files.ts";

/** The rows of a CSV file as objects by the names of its header. Throws `WORKFLOW_FILE_INVALID` with the line. */
export async function* readCsvRecords(file: string, cwd: string): AsyncGenerator<Record<string, string>> {
  const path = resolve(cwd, file);
  let header: string[] | null = null;
  try {
    for await (const { cells, line, problem } of readRows(() => createReadStream(path))) {
      if (problem !== null) throw fileError(file, "CSV file", `line ${line}: ${problem}`);
      if (header === null) header = cells.map((cell) => cell.trim());
      else yield Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ""]));
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      throw fileError(file, "CSV file", "no such file");
    throw error;
  }
}
