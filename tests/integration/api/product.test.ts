import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Template } from "../../../definitions/api.ts";
import { validateWorkflow } from "../../../definitions/validate/index.ts";
import { type WorkflowDefinition, workflowDefinitionSchema } from "../../../definitions/workflow.ts";
import { type ApiUnderTest, type Call, startApi } from "./api-under-test.ts";

const DEFINITION: WorkflowDefinition = workflowDefinitionSchema.parse({
  schemaVersion: 1,
  key: "greet",
  name: { en: "Greet", zh: "问候" },
  triggers: [
    {
      id: "hook",
      type: "webhook",
      signature: {},
      body: { type: "object", required: ["id"], properties: { id: { type: "string" } } },
      dedupeKey: "=trigger.body.id",
    },
    {
      id: "form",
      type: "form",
      title: { en: "Contact us", zh: "联系我们" },
      fields: {
        type: "object",
        required: ["name"],
        properties: { name: { type: "string", title: "Name", maxLength: 50 }, age: { type: "integer", title: "Age" } },
      },
    },
    { id: "byHand", type: "manual" },
  ],
  nodes: [
    { id: "score", type: "decision-table", name: "Score", table: "score", input: { n: "=1" } },
    { id: "done", type: "end", name: "Done", status: "completed" },
  ],
  edges: [
    { id: "e1", source: "hook", sourcePort: "out", target: "score" },
    { id: "e2", source: "form", sourcePort: "out", target: "score" },
    { id: "e3", source: "byHand", sourcePort: "out", target: "score" },
    { id: "e4", source: "score", sourcePort: "out", target: "done" },
  ],
});
const TABLE = {
  schemaVersion: 1,
  key: "score",
  name: "Score",
  hitPolicy: "F",
  inputs: [{ id: "n", type: "number" }],
  outputs: [{ id: "points", type: "number" }],
  rows: [{ id: "r1", when: ["-"], then: ["1"] }],
};
const TEMPLATE: Template = {
  id: "greeting",
  name: "Greeting",
  description: "Greets",
  group: "leads",
  definition: DEFINITION,
  resources: [{ kind: "tables", value: TABLE }],
};

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi({ validate: validateWorkflow, templates: [TEMPLATE] });
});
afterAll(async () => api.stop());

const key = "greet";
const publish = async (revision: number) =>
  api.call("publishWorkflow", { params: { key }, body: {}, headers: { "if-match": `"${revision}"` } });

describe("workflows", () => {
  it("come from a template with the resources that it brings, and never over what is there", async () => {
    const created = await api.call("createWorkflow", { body: { template: "greeting" } });
    expect(created).toMatchObject({ key, revision: 1, publishedVersion: null, hasDraftChanges: true, nodeCount: 2 });
    expect(created.issues.filter(({ severity }) => severity === "error")).toEqual([]);
    await api.call("putResource", { params: { kind: "tables", key: "score" }, body: { ...TABLE, name: "Mine" } });
    const second = await api.call("createWorkflow", { body: { template: "greeting" } });
    expect(second).toMatchObject({ key: "greet-2", name: { en: "Greet 2", zh: "问候 2" } });
    expect(await api.call("getResource", { params: { kind: "tables", key: "score" } })).toMatchObject({ name: "Mine" });
    await api.call("deleteWorkflow", { params: { key: "greet-2" } });
    expect(await api.refusal("createWorkflow", { body: { template: "nothing" } })).toBe("404 TEMPLATE_UNKNOWN");
    expect(await api.refusal("createWorkflow", { body: { definition: DEFINITION } })).toBe("409 WORKFLOW_EXISTS");
  });

  it("get a key from their name", async () => {
    expect((await api.call("createWorkflow", { body: { name: "Über 42 Leads!" } })).key).toBe("uber-42-leads");
    expect((await api.call("createWorkflow", { body: { name: "新线索" } })).key).toBe("workflow");
    const another = await api.call("createWorkflow", { body: { name: "新商机" } });
    expect(another).toMatchObject({ key: "workflow-2", name: "新商机" });
    await api.call("deleteWorkflow", { params: { key: "workflow-2" } });
    expect((await api.call("createWorkflow", { body: {} })).key).toBe("new-workflow");
  });

  it("save drafts against the revision that was read", async () => {
    const save = (revision: string | undefined, draft: unknown = DEFINITION): Call => ({
      params: { key },
      body: draft,
      headers: revision === undefined ? {} : { "if-match": revision },
    });
    expect(await api.refusal("saveDraft", save(undefined))).toBe("428 REVISION_MISSING");
    const saved = await api.call(
      "saveDraft",
      save('"1"', { ...DEFINITION, nodes: [{ ...DEFINITION.nodes[0], name: "Points" }, DEFINITION.nodes[1]] }),
    );
    expect(saved.revision).toBe(2);
    const conflict = await api.send("saveDraft", save("1"));
    expect(conflict.status).toBe(409);
    expect(await conflict.json()).toMatchObject({ code: "WORKFLOW_CONFLICT", details: { revision: 2 } });
    expect(await api.refusal("saveDraft", save("2", { ...DEFINITION, key: "other" }))).toBe(
      "422 WORKFLOW_KEY_MISMATCH",
    );
    const read = await api.send("getWorkflow", { params: { key } });
    expect(read.headers.get("etag")).toBe('"2"');
  });

  it("refuse to publish with errors, and name them", async () => {
    const edges = [...DEFINITION.edges, { id: "e5", source: "done", sourcePort: "out", target: "score" }];
    const broken = {
      ...DEFINITION,
      key: "broken",
      edges,
      nodes: [DEFINITION.nodes[0], { id: "done", type: "action", name: "Act", operation: "nothing.here", input: {} }],
    };
    const created = await api.call("createWorkflow", { body: { definition: broken } });
    const codes = created.issues.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(["NODE_CYCLE"]));
    const response = await api.send("publishWorkflow", {
      params: { key: "broken" },
      body: {},
      headers: { "if-match": "1" },
    });
    expect(response.status).toBe(422);
    const problem = (await response.json()) as { code: string; issues: { code: string }[] };
    expect(problem.code).toBe("WORKFLOW_INVALID");
    expect(problem.issues.map(({ code }) => code)).toContain("NODE_CYCLE");
    expect((await api.call("listVersions", { params: { key: "broken" } })).items).toEqual([]);
    expect(await api.refusal("startRun", { params: { key: "broken" }, body: {} })).toBe("409 WORKFLOW_NOT_PUBLISHED");
  });

  it("publish, list, restore and switch versions", async () => {
    const first = await publish(2);
    expect(first).toMatchObject({ version: 1 });
    expect(await api.refusal("publishWorkflow", { params: { key }, body: {}, headers: { "if-match": "1" } })).toBe(
      "409 WORKFLOW_CONFLICT",
    );
    const workflow = await api.call("getWorkflow", { params: { key } });
    expect(workflow).toMatchObject({ publishedVersion: 1, hasDraftChanges: false });
    expect(workflow.addresses.map(({ type }) => type).sort()).toEqual(["form", "webhook"]);
    expect((await api.call("getVersion", { params: { key, version: 1 } })).definition.key).toBe(key);
    expect(await api.refusal("getVersion", { params: { key, version: "x" } })).toBe("404 VERSION_UNKNOWN");
    const restored = await api.call("restoreVersion", { params: { key, version: 1 }, body: {} });
    expect(restored.revision).toBeGreaterThan(2);
    expect((await api.call("setWorkflowEnabled", { params: { key }, body: { enabled: false } })).enabled).toBe(false);
    expect(await api.refusal("startRun", { params: { key }, body: {} })).toBe("409 WORKFLOW_DISABLED");
    await api.call("setWorkflowEnabled", { params: { key }, body: { enabled: true } });
    const listed = await api.call("listWorkflows", { query: { status: "published", search: "问候" } });
    expect(listed.items.map((item) => item.key)).toEqual([key]);
  });

  it("show signing secrets to those alone who may publish", async () => {
    const { secret } = await api.call("createApiKey", { body: { name: "Reader", role: "viewer" } });
    const seen = await api.call("getWorkflow", { params: { key }, as: { apiKey: secret } });
    expect(seen.addresses.find(({ type }) => type === "webhook")).not.toHaveProperty("secret");
  });

  it("page through a list without losing or repeating any", async () => {
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: { items: { key: string }[]; nextCursor: string | null } = await api.call("listWorkflows", {
        query: { limit: "2", ...(cursor === "" ? {} : { cursor }) },
      });
      seen.push(...page.items.map((item) => item.key));
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe((await api.call("listWorkflows")).items.length);
  });
});

describe("public doors", () => {
  const addressOf = async (type: "webhook" | "form") => {
    const { addresses } = await api.call("getWorkflow", { params: { key } });
    const found = addresses.find((address) => address.type === type);
    if (found === undefined) throw new Error(`no ${type}`);
    return found;
  };
  const post = async (url: string, body: string, headers: Record<string, string> = {}) =>
    fetch(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body });
  const codeOf = async (response: Response) =>
    `${response.status} ${((await response.json()) as { code: string }).code}`;

  it("take a signed webhook once, however often it comes", async () => {
    const { url, secret = "" } = await addressOf("webhook");
    const body = JSON.stringify({ id: "order-1" });
    const sign = (text: string) => ({ "x-signature": createHmac("sha256", secret).update(text).digest("hex") });
    const first = await post(url, body, sign(body));
    expect(first.status).toBe(202);
    const { runId } = (await first.json()) as { runId: string };
    const again = await post(url, body, sign(body));
    expect(await again.json()).toEqual({ runId, repeated: true });
    expect(await codeOf(await post(url, body))).toBe("401 SIGNATURE_MISSING");
    expect(await codeOf(await post(url, body, sign(`${body} `)))).toBe("401 SIGNATURE_INVALID");
    expect(await codeOf(await post(url, "{bad", sign("{bad")))).toBe("400 BODY_MALFORMED");
    expect(await codeOf(await post(url, "{}", sign("{}")))).toBe("422 BODY_INVALID");
    expect(await codeOf(await post(url.replace("/default/", "/elsewhere/"), body, sign(body)))).toBe(
      "404 TRIGGER_ADDRESS_UNKNOWN",
    );
    expect(await codeOf(await post(`${url}x`, body, sign(body)))).toBe("404 TRIGGER_ADDRESS_UNKNOWN");
    expect(await api.store.database.collection("events").countDocuments({ kind: "trigger" })).toBe(1);
  });

  it("show and take a form without any script", async () => {
    const { url } = await addressOf("form");
    const accept = { accept: "text/html", "accept-language": "zh" };
    const page = await (await fetch(url, { headers: accept })).text();
    expect(page).toContain("联系我们");
    expect(page).toContain('type="number"');
    const form = { ...accept, "content-type": "application/x-www-form-urlencoded" };
    const wrong = await fetch(url, { method: "POST", headers: form, body: "name=&age=old" });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('value="old"');
    const thanks = await fetch(url, { method: "POST", headers: form, body: "name=%E9%99%88&age=30" });
    expect(thanks.status).toBe(200);
    const taken = await post(url, JSON.stringify({ name: "Bo" }));
    expect(taken.status).toBe(202);
  });
});

describe("who has a draft open", () => {
  /** The next state that a watch tells, or its end. */
  const readState = async (reader: ReadableStreamDefaultReader<Uint8Array>, until: (text: string) => boolean) => {
    let text = "";
    while (!until(text)) {
      const { value, done } = await reader.read();
      if (done) break;
      text += new TextDecoder().decode(value);
    }
    return text;
  };

  it("is told to all who watch it, with their steps and the draft's revision; who closes the tab is gone", async () => {
    expect(await api.refusal("watchDraft", { params: { key: "nope" }, query: { tab: "tab-number-1" } })).toBe(
      "404 WORKFLOW_UNKNOWN",
    );
    expect(await api.refusal("watchDraft", { params: { key }, query: { tab: "../x" } })).toBe("400 REQUEST_INVALID");
    const first = await api.send("watchDraft", { params: { key }, query: { tab: "tab-number-1" } });
    const reader = first.body?.getReader();
    if (reader === undefined) throw new Error("there is no stream");
    const { revision } = await api.call("getWorkflow", { params: { key } });
    expect(await readState(reader, (text) => text.includes("\n\n"))).toContain(`"revision":${revision}`);
    await api.call("tellPresence", { params: { key }, body: { tab: "tab-number-1", step: "greet" } });
    expect(await readState(reader, (text) => text.includes("greet"))).toContain('"step":"greet"');
    const second = await api.send("watchDraft", { params: { key }, query: { tab: "tab-number-2" } });
    expect(await readState(reader, (text) => text.includes("tab-number-2"))).toContain("tab-number-1");
    await second.body?.cancel();
    const after = await readState(reader, (text) => /\n\n/.test(text));
    expect(after).not.toContain("tab-number-2");
    await reader.cancel();
    await expect.poll(async () => api.store.workspace("default").presence.list(key), { timeout: 10_000 }).toEqual([]);
  });
});

describe("runs", () => {
  it("are promised at once, and what is unknown or closed is named", async () => {
    const { runId } = await api.call("startRun", { params: { key }, body: { payload: { a: 1 } } });
    expect(runId).toBeTruthy();
    expect(await api.refusal("startRun", { params: { key }, body: { triggerId: "nope" } })).toBe("422 TRIGGER_UNKNOWN");
    expect(await api.refusal("startRun", { params: { key }, body: { record: { object: "lead", id: "nope" } } })).toBe(
      "404 RECORD_UNKNOWN",
    );
    expect(await api.refusal("getRun", { params: { id: "nope" } })).toBe("404 RUN_UNKNOWN");
    expect(await api.refusal("watchRun", { params: { id: "nope" } })).toBe("404 RUN_UNKNOWN");
  });

  it("answer from the stored progress, hear operators, and end a watch", async () => {
    const { runs } = api.store.workspace("default");
    const run = {
      workflowKey: key,
      workflowName: "Greet",
      version: 1,
      planHash: "h",
      dedupeKey: "d1",
      record: null,
      recordFields: null,
      trigger: {},
      eventsSince: new Date(),
    };
    await runs.create({ ...run, runId: "01RUN", origin: { triggerId: "byHand", triggerType: "manual", chain: [] } });
    await runs.markStarted("01RUN");
    const read = await api.send("getRun", { params: { id: "01RUN" } });
    expect(read.headers.get("flowright-run-source")).toBe("stored");
    expect(await api.refusal("operateRun", { params: { id: "01RUN", operation: "explode" }, body: {} })).toBe(
      "404 RUN_OPERATION_UNKNOWN",
    );
    await api.call("operateRun", { params: { id: "01RUN", operation: "pause" }, body: { reason: "lunch" } });
    await api.call("resolveIncident", {
      params: { id: "01RUN", stepId: "score" },
      body: { action: "skip", output: 1 },
    });
    expect(api.gateway.asked.map(([name]) => name)).toEqual(["operate", "resolveIncident"]);
    const watching = await api.send("watchRun", { params: { id: "01RUN" } });
    expect(watching.headers.get("content-type")).toContain("text/event-stream");
    await api.call("operateRun", { params: { id: "01RUN", operation: "terminate" }, body: {} });
    const events = await watching.text();
    expect(events).toMatch(/event: state\ndata: \{.*"status":"running"/);
    expect(events).toMatch(/"status":"cancelled".*\n\nevent: end\n/);
    expect(await api.refusal("operateRun", { params: { id: "01RUN", operation: "resume" }, body: {} })).toBe(
      "409 RUN_CLOSED",
    );
  });
});

describe("records", () => {
  const object = "lead";
  it("are checked field by field", async () => {
    expect(await api.refusal("createRecord", { params: { object }, body: { name: "A", colour: "red" } })).toBe(
      "422 RECORD_FIELD_UNKNOWN",
    );
    const wrong = await api.send("createRecord", { params: { object }, body: { name: "A", score: "high" } });
    expect(await wrong.json()).toMatchObject({ code: "RECORD_INVALID", issues: [{ path: "score" }] });
    expect(await api.refusal("createRecord", { params: { object: "spaceship" }, body: {} })).toBe("404 OBJECT_UNKNOWN");
    expect(await api.refusal("listRecords", { params: { object }, query: { sort: "colour" } })).toBe(
      "400 REQUEST_INVALID",
    );
    expect(await api.refusal("listRecords", { params: { object }, query: { cursor: "zz" } })).toBe(
      "400 CURSOR_INVALID",
    );
  });

  it("are made once under an Idempotency-Key, changed, found and deleted", async () => {
    const call = {
      params: { object },
      body: { name: "陈晨", status: "new" },
      headers: { "idempotency-key": "lead-1" },
    };
    const [first, again] = [await api.call("createRecord", call), await api.call("createRecord", call)];
    expect(again.id).toBe(first.id);
    expect(await api.refusal("createRecord", { ...call, body: { name: "Else" } })).toBe("422 REQUEST_KEY_REUSED");
    const id = first.id;
    expect(await api.call("updateRecord", { params: { object, id }, body: { status: "contacted" } })).toMatchObject({
      status: "contacted",
      name: "陈晨",
    });
    const found = await api.call("search", { query: { q: "陈晨" } });
    expect(found.items).toMatchObject([{ kind: "record", id }]);
    expect((await api.call("listRecords", { params: { object }, query: { status: "contacted" } })).items).toHaveLength(
      1,
    );
    await api.call("deleteRecord", { params: { object, id } });
    expect(await api.refusal("getRecord", { params: { object, id } })).toBe("404 RECORD_UNKNOWN");
  });

  it("are sorted by any field, empty values last", async () => {
    for (const [name, score] of [
      ["C", 5],
      ["A", 30],
      ["B", null],
    ] as const)
      await api.call("createRecord", { params: { object: "account" }, body: { name, employees: score } });
    const names = async (query: Record<string, string>) =>
      (await api.call("listRecords", { params: { object: "account" }, query })).items.map((item) => item["name"]);
    expect(await names({ sort: "name" })).toEqual(["A", "B", "C"]);
    expect(await names({ sort: "-employees" })).toEqual(["A", "C", "B"]);
    expect(await names({})).toEqual(["B", "A", "C"]);
    const first = await api.call("listRecords", { params: { object: "account" }, query: { sort: "name", limit: "2" } });
    expect(await names({ sort: "name", limit: "2", cursor: first.nextCursor ?? "" })).toEqual(["C"]);
  });

  it("of another workspace are not found", async () => {
    const foreign = await api.store.records.create(
      "lead",
      { name: "Foreign" },
      { workspaceId: "elsewhere", chain: [] },
    );
    expect(await api.refusal("getRecord", { params: { object, id: foreign.id } })).toBe("404 RECORD_UNKNOWN");
    expect(await api.refusal("updateRecord", { params: { object, id: foreign.id }, body: { name: "Mine" } })).toBe(
      "404 RECORD_UNKNOWN",
    );
    expect(await api.refusal("deleteRecord", { params: { object, id: foreign.id } })).toBe("404 RECORD_UNKNOWN");
    expect((await api.call("search", { query: { q: "Foreign" } })).items).toEqual([]);
  });

  it("are imported from CSV that is kept until a worker takes it", async () => {
    const job = await api.call("importRecords", {
      query: { object, fileName: "a.csv", mapping: '{"Name":"name"}' },
      body: "Name\nAnn\n",
    });
    expect(job).toMatchObject({ status: "queued", object, fileName: "a.csv" });
    expect((await api.call("getImport", { params: { id: job.id } })).id).toBe(job.id);
    expect(await api.refusal("importRecords", { query: { object, mapping: "{" }, body: "Name\n" })).toBe(
      "400 REQUEST_INVALID",
    );
    expect(
      await api.refusal("importRecords", { query: { object, mapping: '{"Name":"colour"}' }, body: "Name\n" }),
    ).toBe("422 RECORD_FIELD_UNKNOWN");
  });
});

describe("resources, connections and the rest", () => {
  it("keep resources by key and kind, and those in use", async () => {
    expect(await api.refusal("listResources", { params: { kind: "unicorns" } })).toBe("404 RESOURCE_KIND_UNKNOWN");
    expect(
      await api.refusal("putResource", { params: { kind: "teams", key: "a" }, body: { key: "b", name: "B" } }),
    ).toBe("422 RESOURCE_KEY_MISMATCH");
    const invalid = await api.send("putResource", {
      params: { kind: "calendars", key: "never" },
      body: { tz: "UTC", hours: {} },
    });
    expect(await invalid.json()).toMatchObject({ code: "RESOURCE_INVALID" });
    expect(await api.refusal("deleteResource", { params: { kind: "tables", key: "score" } })).toBe(
      "409 RESOURCE_IN_USE",
    );
    await api.call("putResource", { params: { kind: "teams", key: "a" }, body: { name: "A", members: [] } });
    await api.call("deleteResource", { params: { kind: "teams", key: "a" } });
  });

  it("never give a secret back, and keep it when it is left out", async () => {
    const put = (settings: unknown) => ({
      params: { key: "mail" },
      body: { connector: "smtp", name: "Mail", settings },
    });
    expect(
      await api.refusal("putConnection", {
        params: { key: "x" },
        body: { connector: "nothing", name: "X", settings: {} },
      }),
    ).toMatch(/CONNECTOR_UNKNOWN/);
    expect(await api.refusal("putConnection", put({ colour: "red" }))).toBe("400 REQUEST_INVALID");
    const url = "smtp://user:hunter2hunter2@127.0.0.1:9";
    const saved = await api.call("putConnection", put({ url, from: "crm@example.com" }));
    expect(JSON.stringify(saved)).not.toContain("hunter2");
    const documents = await api.store.database.collection("connections").find().toArray();
    expect(JSON.stringify(documents)).not.toContain("hunter2");
    const kept = await api.call("putConnection", put({ from: "sales@example.com" }));
    expect(kept.secretsSet).toEqual(saved.secretsSet);
    const tested = await api.call("testConnection", { params: { key: "mail" }, body: {} });
    expect(tested.status).toBe("failing");
    expect(tested.message).not.toContain("hunter2");
    await api.call("deleteConnection", { params: { key: "mail" } });
  });

  it("load sample data once, show the dashboard, and write everything to the audit log", async () => {
    const loaded = await api.call("loadSampleData", { body: {} });
    expect(loaded).toEqual({ users: 8, leads: 20 });
    expect(await api.call("loadSampleData", { body: {} })).toEqual({ users: 0, leads: 0 });
    const dashboard = await api.call("getDashboard");
    expect(dashboard.openTickets).toBe(4);
    expect(dashboard.runsByDay).toHaveLength(14);
    const catalogue = await api.call("getCatalogue");
    expect(catalogue.teams.map((team) => team.key)).toContain("sales");
    const { items } = await api.call("listAudit", { query: { limit: "200" } });
    const actions = new Set(items.map(({ action }) => action));
    for (const action of ["workflow.publish", "run.terminate", "record.delete", "connection.put", "sample-data.load"])
      expect(actions).toContain(action);
    expect(JSON.stringify(items)).not.toContain("hunter2");
  });

  it("have an inbox for each person, and no mailbox where none runs", async () => {
    const me = await api.call("getMe");
    const context = { workspaceId: "default", chain: [] };
    const { id } = await api.store.notices.notify(context, { userId: me.user.id, text: "Call Ann", kind: "reminder" });
    const other = await api.store.notices.notify(context, { userId: "somebody", text: "Not yours", kind: "info" });
    expect((await api.call("listNotices", { query: { unread: "true" } })).items.map((notice) => notice.id)).toEqual([
      id,
    ]);
    expect((await api.call("readNotice", { params: { id }, body: {} })).readAt).not.toBeNull();
    expect(await api.refusal("readNotice", { params: { id: other.id }, body: {} })).toBe("404 NOTICE_UNKNOWN");
    const task = await api.store.tasks.create(context, { assignees: ["somebody"], title: "Look" });
    expect((await api.call("listTasks")).items).toEqual([]);
    expect((await api.call("listTasks", { query: { all: "true" } })).items.map((item) => item.id)).toEqual([task.id]);
    const { secret } = await api.call("createApiKey", { body: { name: "Viewer", role: "viewer" } });
    expect(await api.refusal("completeTask", { params: { id: task.id }, body: {}, as: { apiKey: secret } })).toBe(
      "404 TASK_UNKNOWN",
    );
    expect((await api.call("completeTask", { params: { id: task.id }, body: { comment: "done" } })).status).toBe(
      "done",
    );
    expect(await api.refusal("completeTask", { params: { id: task.id }, body: {} })).toBe("409 TASK_CLOSED");
    expect(await api.refusal("listMails")).toBe("404 MAILBOX_OFF");
  });

  it("emit an event once for each id", async () => {
    const body = { name: "lead.called", correlate: "L1", payload: {}, id: "evt-1" };
    const [first, again] = [await api.call("emitEvent", { body }), await api.call("emitEvent", { body })];
    expect(again.id).toBe(first.id);
  });
});
