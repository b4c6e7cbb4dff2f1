import { Binary } from "mongodb";
import type { RecordImport } from "../../../definitions/api.ts";
import { userError } from "../../../definitions/errors.ts";
import type { StoreContext } from "../context.ts";
import type { ImportDocument } from "../documents.ts";
import { packJson, unpackJson } from "../json-text.ts";
import { newId } from "../new-id.ts";
import type { ObjectDirectory } from "../records/object-store.ts";
import { refuseUnknown } from "../records/record-schema.ts";

const CHUNK_BYTES = 512 * 1024;
const IMPORT_MAX_BYTES = 64 * 1024 * 1024;
const PROBLEMS_SHOWN = 1_000;
const LISTED = 50;

export interface NewImport {
  object: string;
  fileName?: string | undefined;
  /** Column header to field name; absent = columns are matched by field name or title. */
  mapping?: Record<string, string> | undefined;
  /** Default `run`. */
  automations?: "run" | "skip" | undefined;
  /** Fields to find existing records by; absent = every row is a new record. */
  match?: readonly string[] | undefined;
  byUser: string | null;
}

/** Import jobs of one workspace, with the file in chunks, so that any worker can go on with any job. */
export class ImportStore {
  readonly #store: StoreContext;
  readonly #objects: ObjectDirectory;
  readonly #workspaceId: string;

  constructor(store: StoreContext, objects: ObjectDirectory, workspaceId: string) {
    this.#store = store;
    this.#objects = objects;
    this.#workspaceId = workspaceId;
  }

  /**
   * Stores the file and queues the job. Throws `OBJECT_UNKNOWN`, `RECORD_FIELD_UNKNOWN` for a mapping or match that
   * names no field, `IMPORT_MATCH_UNMAPPED`, `IMPORT_EMPTY`, `IMPORT_TOO_LARGE` (more than 64 MB).
   */
  async create(given: NewImport, file: AsyncIterable<Uint8Array>): Promise<RecordImport> {
    const description = await this.#objects.get(this.#workspaceId, given.object);
    const targets = Object.values(given.mapping ?? {});
    refuseUnknown(description, Object.fromEntries([...targets, ...(given.match ?? [])].map((name) => [name, null])));
    const unmapped = (given.match ?? []).find((name) => given.mapping !== undefined && !targets.includes(name));
    if (unmapped !== undefined)
      throw userError("IMPORT_MATCH_UNMAPPED", `Rows are matched by ${unmapped}, which no column gives`, {
        field: unmapped,
      });
    const document = this.#newDocument(given);
    await this.#imports.insertOne(document);
    try {
      const { size, chunks } = await this.#storeFile(document._id, file);
      if (size === 0) throw userError("IMPORT_EMPTY", "The file is empty");
      await this.#imports.updateOne({ _id: document._id }, { $set: { size, chunks, status: "queued" } });
      return toImport({ ...document, size, chunks, status: "queued" });
    } catch (error) {
      await this.#store.collections.importChunks.deleteMany({ importId: document._id });
      await this.#imports.deleteOne({ _id: document._id });
      throw error;
    }
  }

  /** The latest 50, newest first. */
  async list(): Promise<RecordImport[]> {
    const found = await this.#imports
      .find({ workspaceId: this.#workspaceId, status: { $ne: "uploading" } })
      .sort({ _id: -1 })
      .limit(LISTED)
      .toArray();
    return found.map(toImport);
  }

  /** Throws `IMPORT_UNKNOWN`. */
  async get(id: string): Promise<RecordImport> {
    const found = await this.#imports.findOne({ _id: id, workspaceId: this.#workspaceId });
    if (found === null) throw userError("IMPORT_UNKNOWN", `There is no import ${id}`, { id });
    return toImport(found);
  }

  get #imports() {
    return this.#store.collections.imports;
  }

  #newDocument(given: NewImport): ImportDocument {
    return {
      _id: newId(),
      workspaceId: this.#workspaceId,
      object: given.object,
      fileName: given.fileName ?? null,
      status: "uploading",
      mapping: packJson(given.mapping ?? {}),
      automations: given.automations ?? "run",
      match: [...(given.match ?? [])],
      byUser: given.byUser,
      size: 0,
      chunks: 0,
      rows: 0,
      bytes: 0,
      created: 0,
      updated: 0,
      rejected: 0,
      problems: [],
      leaseUntil: new Date(0),
      createdAt: new Date(),
      endedAt: null,
      error: null,
    };
  }

  async #storeFile(importId: string, file: AsyncIterable<Uint8Array>): Promise<{ size: number; chunks: number }> {
    let size = 0;
    let chunks = 0;
    let held: Uint8Array[] = [];
    let heldBytes = 0;
    const flush = async () => {
      if (heldBytes === 0) return;
      const _id = chunkId(importId, chunks);
      const data = new Binary(Buffer.concat(held));
      await this.#store.collections.importChunks.insertOne({ _id, workspaceId: this.#workspaceId, importId, data });
      chunks += 1;
      held = [];
      heldBytes = 0;
    };
    for await (const part of file) {
      size += part.byteLength;
      if (size > IMPORT_MAX_BYTES)
        throw userError("IMPORT_TOO_LARGE", "The file has more than 64 MB", { limit: IMPORT_MAX_BYTES });
      held.push(part);
      heldBytes += part.byteLength;
      if (heldBytes >= CHUNK_BYTES) await flush();
    }
    await flush();
    return { size, chunks };
  }
}

export function chunkId(importId: string, index: number): string {
  return `${importId}:${String(index).padStart(6, "0")}`;
}

function toImport(document: ImportDocument): RecordImport {
  const done = document.status === "completed";
  return {
    id: document._id,
    object: document.object,
    fileName: document.fileName,
    status: document.status === "uploading" ? "queued" : document.status,
    rows: document.rows,
    created: document.created,
    updated: document.updated,
    rejected: document.rejected,
    progress: done ? 1 : document.size === 0 ? 0 : Math.min(1, document.bytes / document.size),
    problems: document.problems.slice(0, PROBLEMS_SHOWN),
    startedAt: document.createdAt.toISOString(),
    endedAt: document.endedAt?.toISOString() ?? null,
    error: document.error,
  };
}

/** The mapping as it was given; empty = match columns by name or title. */
export function mappingOf(document: ImportDocument): Record<string, string> {
  return unpackJson<Record<string, string>>(document.mapping);
}
