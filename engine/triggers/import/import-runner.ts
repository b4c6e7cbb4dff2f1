import type { ObjectDescription } from "../../../definitions/catalogue.ts";
import { errorDataOf, FlowrightError } from "../../../definitions/errors.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import type { ImportJob, ImportRow, Store } from "../../store/index.ts";
import { BackgroundLoop } from "../../background-loop.ts";
import { type ColumnMap, mapColumns } from "./map-columns.ts";
import { readCell } from "./read-cell.ts";
import { type CsvRow, readRows } from "./read-rows.ts";

export interface ImportRunnerOptions {
  store: Store;
  /** Rows a transaction, at most 50. */
  batchRows?: number;
  leaseMs?: number;
  pollMs?: number;
}

const CLEANING_MS = 600_000;

/**
 * Works on import jobs in this process. Rows and progress are written in one transaction a batch, so a process that is
 * killed leaves the job exactly at a row, and the next one goes on there.
 */
export class ImportRunner {
  readonly #store: Store;
  readonly #batchRows: number;
  readonly #leaseMs: number;
  readonly #loop: BackgroundLoop;
  #cleanedAt = 0;

  constructor(options: ImportRunnerOptions) {
    this.#store = options.store;
    this.#batchRows = Math.min(50, options.batchRows ?? 50);
    this.#leaseMs = options.leaseMs ?? 30_000;
    this.#loop = new BackgroundLoop({
      turn: () => this.#turn(),
      everyMs: options.pollMs ?? 500,
      logger: options.store.context.logger,
      complaint: "imports could not be looked for",
    });
  }

  start(): void {
    this.#loop.start();
  }

  /** Stops after the batch in hand and gives the job back. */
  async stop(): Promise<void> {
    await this.#loop.stop();
  }

  /** Works on one job if there is one. Answers whether there was. */
  async runOne(): Promise<boolean> {
    const { imports, context } = this.#store;
    const job = await imports.claim(this.#leaseMs);
    if (job === null) return false;
    try {
      const outcome = await this.#work(job);
      if (outcome === "done") await imports.complete(job);
      if (outcome === "stopped") await imports.release(job);
    } catch (error) {
      const isFinal = error instanceof FlowrightError && error.class === "user";
      context.logger.warn({ err: error, import: job.id }, isFinal ? "an import failed" : "an import is tried again");
      if (isFinal) await imports.fail(job, errorDataOf(error));
      else await imports.release(job, 5_000);
    }
    return true;
  }

  /** Works until there is no job. */
  async #turn(): Promise<void> {
    if (Date.now() - this.#cleanedAt > CLEANING_MS) {
      this.#cleanedAt = Date.now();
      await this.#store.imports.dropAbandonedUploads();
    }
    let isBusy = true;
    while (isBusy && !this.#loop.isStopping) isBusy = await this.runOne();
  }

  /** `lost`: another worker took the job over. */
  async #work(job: ImportJob): Promise<"done" | "stopped" | "lost"> {
    const description = await this.#store.objects.get(job.workspaceId, job.object);
    const rows = readRows(() => this.#store.imports.readFile(job));
    const map = await this.#readHeader(job, description, rows);
    let settled = job.rows;
    let index = 0;
    let batch: ImportRow[] = [];
    let bytes = 0;
    const flush = async () => {
      const leaseMs = this.#leaseMs;
      const kept = await this.#store.imports.writeBatch(job, description, batch, { settled, bytes, leaseMs });
      settled += batch.length;
      batch = [];
      return kept;
    };
    for await (const row of rows) {
      index += 1;
      if (index <= job.rows) continue;
      batch.push(toImportRow(map, row));
      bytes = row.bytes;
      if (batch.length < this.#batchRows) continue;
      if (!(await flush())) return "lost";
      if (this.#loop.isStopping) return "stopped";
    }
    return batch.length === 0 || (await flush()) ? "done" : "lost";
  }

  async #readHeader(job: ImportJob, description: ObjectDescription, rows: AsyncGenerator<CsvRow>): Promise<ColumnMap> {
    const header = await rows.next();
    const cells = header.done === true ? [] : header.value.cells;
    const map = mapColumns(
      description,
      cells.map((cell) => cell.trim()),
      job.mapping,
    );
    const problems = map.unknown.map((column) => ({
      line: 1,
      code: "IMPORT_COLUMN_UNKNOWN",
      message: `The column ${column} fits no field of ${description.name}; its values are left out`,
    }));
    if (problems.length > 0 && job.rows === 0) await this.#store.imports.noteProblems(job, problems);
    return map;
  }
}

function toImportRow(map: ColumnMap, row: CsvRow): ImportRow {
  const { line } = row;
  if (row.problem !== null)
    return {
      line,
      problem: { code: "IMPORT_CSV_MALFORMED", message: `The line cannot be read as CSV: ${row.problem}` },
    };
  const fields: JsonObject = {};
  for (const [index, field] of map.fields.entries())
    if (field !== null) fields[field.name] = readCell(field, row.cells[index] ?? "");
  return { line, fields };
}
