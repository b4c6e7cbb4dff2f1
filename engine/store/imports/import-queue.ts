import type { ErrorData } from "../../../definitions/error-data.ts";
import { errorDataOf, FlowrightError } from "../../../definitions/errors.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import type { WriteContext } from "../../../activities/ports.ts";
import type { ObjectDescription } from "../../../definitions/catalogue.ts";
import type { ClientSession } from "mongodb";
import { recordCollection } from "../collections.ts";
import type { StoreContext } from "../context.ts";
import type { EventDocument, ImportDocument, RecordDocument } from "../documents.ts";
import { hasCome } from "../instant-filter.ts";
import { upsertRecord } from "../records/upsert-record.ts";
import { prepareRecord } from "../records/write-record.ts";
import { inTransaction, retryOnDuplicate } from "../transaction.ts";
import { chunkId, mappingOf } from "./import-store.ts";

const PROBLEMS_KEPT = 1_000;
const UPLOAD_ABANDONED_MS = 3_600_000;

/** A job as its worker sees it. */
export interface ImportJob {
  id: string;
  workspaceId: string;
  object: string;
  mapping: Record<string, string>;
  match: string[];
  automations: "run" | "skip";
  byUser: string | null;
  chunks: number;
  /** Data rows that are settled. */
  rows: number;
}
/** A row of the file: its fields, or why it cannot be read. `line` is where it starts. */
export type ImportRow =
  | { line: number; fields: JsonObject }
  | { line: number; problem: { code: string; message: string } };

/** Import jobs of all workspaces, for the process that works on them. */
export class ImportQueue {
  readonly #store: StoreContext;

  constructor(store: StoreContext) {
    this.#store = store;
  }

  /** Takes the oldest job that nobody works on. */
  async claim(leaseMs: number): Promise<ImportJob | null> {
    const now = new Date();
    const due = await this.#imports
      .find({ status: { $in: ["queued", "running"] }, ...hasCome("leaseUntil", now) })
      .sort({ _id: 1 })
      .limit(5)
      .toArray();
    for (const { _id } of due) {
      const taken = await this.#imports.updateOne(
        { _id, status: { $in: ["queued", "running"] }, ...hasCome("leaseUntil", now) },
        { $set: { status: "running", leaseUntil: new Date(now.getTime() + leaseMs) } },
      );
      const job = taken.modifiedCount === 1 ? await this.#imports.findOne({ _id }) : null;
      if (job !== null) return toJob(job);
    }
    return null;
  }

  /** The stored file, piece by piece. */
  async *readFile(job: ImportJob): AsyncGenerator<Uint8Array> {
    for (let index = 0; index < job.chunks; index += 1) {
      const chunk = await this.#store.collections.importChunks.findOne({
        _id: chunkId(job.id, index),
        workspaceId: job.workspaceId,
      });
      if (chunk === null) throw new Error(`The import ${job.id} lacks its part ${index}`);
      yield chunk.data.buffer;
    }
  }

  /**
   * Writes a batch of rows in one transaction together with the job's progress, so that a row is settled exactly when
   * its records and events are. `settled` is how many rows were settled before: another worker that has moved the job
   * on makes this one stop (false). Rows that are refused are counted and listed; the good ones go in.
   */
  async writeBatch(
    job: ImportJob,
    description: ObjectDescription,
    rows: readonly ImportRow[],
    at: { settled: number; bytes: number; leaseMs: number },
  ): Promise<boolean> {
    return retryOnDuplicate(() =>
      inTransaction(this.#store.client, async (session) => {
        const tally = await this.#writeRows(session, job, description, rows);
        const moved = await this.#imports.updateOne(
          { _id: job.id, status: "running", rows: at.settled },
          {
            $inc: {
              rows: rows.length,
              created: tally.created,
              updated: tally.updated,
              rejected: tally.problems.length,
            },
            $set: { bytes: at.bytes, leaseUntil: new Date(Date.now() + at.leaseMs) },
            $push: { problems: { $each: tally.problems, $slice: PROBLEMS_KEPT } },
          },
          { session },
        );
        if (moved.modifiedCount === 1) return true;
        await session.abortTransaction();
        return false;
      }),
    );
  }

  /** Notes about the file as a whole, once: `rows` must still be 0. */
  async noteProblems(job: ImportJob, problems: { line: number; code: string; message: string }[]): Promise<void> {
    await this.#imports.updateOne(
      { _id: job.id, status: "running", rows: 0 },
      { $set: { problems: problems.slice(0, PROBLEMS_KEPT) } },
    );
  }

  async complete(job: ImportJob): Promise<void> {
    await this.#end(job, { status: "completed", error: null });
  }
  async fail(job: ImportJob, error: ErrorData): Promise<void> {
    await this.#end(job, { status: "failed", error });
  }

  /** Gives the job back at once, for another worker. */
  async release(job: ImportJob, delayMs = 0): Promise<void> {
    await this.#imports.updateOne(
      { _id: job.id, status: "running" },
      { $set: { leaseUntil: new Date(Date.now() + delayMs) } },
    );
  }

  /** Removes uploads that broke off with their process. */
  async dropAbandonedUploads(): Promise<void> {
    const before = new Date(Date.now() - UPLOAD_ABANDONED_MS);
    const found = await this.#imports.find({ status: "uploading", createdAt: { $lt: before } }).toArray();
    for (const { _id } of found) {
      await this.#store.collections.importChunks.deleteMany({ importId: _id });
      await this.#imports.deleteOne({ _id, status: "uploading" });
    }
  }

  get #imports() {
    return this.#store.collections.imports;
  }

  async #end(job: ImportJob, end: { status: "completed" | "failed"; error: ErrorData | null }): Promise<void> {
    await this.#imports.updateOne({ _id: job.id, status: "running" }, { $set: { ...end, endedAt: new Date() } });
    await this.#store.collections.importChunks.deleteMany({ importId: job.id });
  }

  async #writeRows(
    session: ClientSession,
    job: ImportJob,
    description: ObjectDescription,
    rows: readonly ImportRow[],
  ): Promise<{ created: number; updated: number; problems: ImportDocument["problems"] }> {
    const tally = { created: 0, updated: 0, problems: [] as ImportDocument["problems"] };
    const records: RecordDocument[] = [];
    const events: EventDocument[] = [];
    const context = contextOf(job);
    for (const row of rows)
      try {
        if ("problem" in row) throw new RowProblem(row.problem);
        if (job.match.length > 0) {
          const { created } = await upsertRecord(this.#store, session, description, job.match, row.fields, context);
          tally[created ? "created" : "updated"] += 1;
        } else {
          const prepared = prepareRecord(description, row.fields, context);
          records.push(prepared.document);
          events.push(prepared.event);
          tally.created += 1;
        }
      } catch (error) {
        tally.problems.push({ line: row.line, ...problemOf(error) });
      }
    if (records.length > 0) {
      await recordCollection(this.#store.database, description.name).insertMany(records, { session });
      await this.#store.collections.events.insertMany(events, { session });
    }
    return tally;
  }
}

class RowProblem extends Error {
  readonly problem: { code: string; message: string };
  constructor(problem: { code: string; message: string }) {
    super(problem.message);
    this.problem = problem;
  }
}

/** What is wrong with a row; an error that is not the row's own goes on. */
function problemOf(error: unknown): { code: string; message: string } {
  if (error instanceof RowProblem) return error.problem;
  if (!(error instanceof FlowrightError) || error.class !== "user") throw error;
  const { code, message } = errorDataOf(error);
  return { code, message };
}

function contextOf(job: ImportJob): WriteContext {
  return {
    workspaceId: job.workspaceId,
    chain: [],
    ...(job.byUser === null ? {} : { byUser: job.byUser }),
    ...(job.automations === "skip" ? { skipAutomations: true } : {}),
  };
}

function toJob(document: ImportDocument): ImportJob {
  const { _id, workspaceId, object, match, automations, byUser, chunks, rows } = document;
  return { id: _id, workspaceId, object, mapping: mappingOf(document), match, automations, byUser, chunks, rows };
}
