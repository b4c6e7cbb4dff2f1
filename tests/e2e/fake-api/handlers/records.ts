import { randomUUID } from "node:crypto";
import type { RecordImport, RouteName } from "../../../../definitions/api.ts";
import type { JsonObject } from "../../../../definitions/json.ts";
import type { Call, Handler } from "../handlers.ts";
import { Problem, type StoredRecord } from "../world.ts";
import { found, pageOf } from "./paging.ts";

const listOf = ({ world, params }: Call) => found(world.records[params["object"] ?? ""], "object");
const ofId = (call: Call) =>
  found(
    listOf(call).find((record) => record.id === call.params["id"]),
    "record",
  );

function checkFields(fields: JsonObject): void {
  const email = fields["email"];
  if (typeof email === "string" && email !== "" && !email.includes("@")) {
    throw new Problem(400, "RECORD_INVALID", "The record does not fit.", {
      issues: [{ path: "email", message: "Write an e-mail address, for example ann@example.com." }],
    });
  }
}

/** Sorts by `field` or `-field`. */
function sorted(list: readonly StoredRecord[], sort: string | undefined): StoredRecord[] {
  if (sort === undefined) return [...list];
  const field = sort.replace(/^-/, "");
  const factor = sort.startsWith("-") ? -1 : 1;
  return list.toSorted((left, right) => {
    const [a, b] = [left[field] ?? "", right[field] ?? ""];
    return (
      factor *
      (typeof a === "number" && typeof b === "number" ? a - b : JSON.stringify(a).localeCompare(JSON.stringify(b)))
    );
  });
}

/** Rows come in over some two seconds; every seventh row has no name and is refused. */
function importCsv({ world, query, body }: Call): RecordImport {
  const lines = String(body).trim().split(/\r?\n/).slice(1);
  const job: RecordImport = {
    id: `import-${randomUUID().slice(0, 8)}`,
    object: query["object"] ?? "lead",
    fileName: query["fileName"] ?? null,
    status: "running",
    rows: 0,
    created: 0,
    updated: 0,
    rejected: 0,
    progress: 0,
    problems: [],
    startedAt: new Date().toISOString(),
    endedAt: null,
  };
  world.imports.unshift(job);
  const timer = setInterval(() => {
    for (let turn = 0; turn < Math.max(1, Math.ceil(lines.length / 8)) && job.rows < lines.length; turn++) {
      job.rows += 1;
      if (job.rows % 7 === 0) {
        job.rejected += 1;
        job.problems.push({ line: job.rows + 1, code: "ROW_INVALID", message: "name: must not be empty" });
      } else job.created += 1;
    }
    job.progress = lines.length === 0 ? 1 : job.rows / lines.length;
    if (job.rows >= lines.length) {
      clearInterval(timer);
      Object.assign(job, { status: "completed", progress: 1, endedAt: new Date().toISOString() });
    }
  }, 250);
  return job;
}

export const recordHandlers = {
  listRecords: (call) => {
    const { status, owner, sort } = call.query;
    const list = listOf(call).filter(
      (record) =>
        (status === undefined || record["status"] === status || record["stage"] === status) &&
        (owner === undefined || record["owner"] === owner),
    );
    return pageOf(sorted(list, sort), call.query);
  },
  createRecord: (call) => {
    const fields = call.body as JsonObject;
    checkFields(fields);
    const now = new Date().toISOString();
    const record: StoredRecord = {
      ...fields,
      id: randomUUID().slice(0, 12),
      object: call.params["object"] ?? "",
      createdAt: now,
      updatedAt: now,
    };
    listOf(call).unshift(record);
    return record;
  },
  getRecord: ofId,
  updateRecord: (call) => {
    checkFields(call.body as JsonObject);
    return Object.assign(ofId(call), call.body, { updatedAt: new Date().toISOString() });
  },
  deleteRecord: (call) => {
    const list = listOf(call);
    list.splice(list.indexOf(ofId(call)), 1);
    return null;
  },
  importRecords: importCsv,
  listImports: ({ world }) => ({ items: world.imports }),
  getImport: ({ world, params }) =>
    found(
      world.imports.find((job) => job.id === params["id"]),
      "import",
    ),
  listUsers: ({ world }) => ({ items: world.users }),
  createUser: ({ world, body }) => {
    const { password: _password, ...person } = body as StoredUser & { password?: string };
    const user = { ...person, id: person.id ?? randomUUID().slice(0, 8) };
    world.users.push(user);
    return user;
  },
  updateUser: ({ world, params, body }) =>
    Object.assign(
      found(
        world.users.find((user) => user.id === params["id"]),
        "user",
      ),
      body,
    ),
  loadSampleData: () => ({ users: 8, leads: 20 }),
} satisfies Partial<Record<RouteName, Handler>>;
type StoredUser = Call["world"]["users"][number];
