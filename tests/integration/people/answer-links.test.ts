import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTaskLinks } from "../../../engine/inbox/task-links.ts";
import { type ApiUnderTest, type Caller, startApi } from "../api/api-under-test.ts";

const WORKSPACE = "default";
const links = createTaskLinks([{ key: Buffer.alloc(32, 7) }]);
let api: ApiUnderTest;
let ann: Caller;
let bo: Caller;
beforeAll(async () => {
  api = await startApi();
  [ann, bo] = await Promise.all([person("ann"), person("bo")]);
});
afterAll(async () => api.stop());

async function person(id: string): Promise<Caller> {
  const email = `${id}@example.com`;
  const password = "a-long-enough-password";
  await api.call("createUser", { body: { id, name: id, email, role: "member", password } });
  return { cookie: (await api.signIn(email, password)).cookie };
}

let count = 0;
/** A task as a run opens it. */
async function openTask(more: Record<string, unknown> = {}): Promise<string> {
  count += 1;
  const { taskId } = await api.store.runTasks.open({
    workspaceId: WORKSPACE,
    runId: `r${count}`,
    workflowKey: "deals",
    task: {
      nodeId: "ask",
      stepId: "ask",
      kind: "approval",
      title: "20 % for <Northwind>",
      assignees: { users: ["ann", "bo"] },
      users: null,
      form: null,
      outcomes: [{ id: "approved" }, { id: "rejected" }],
      required: 2,
      dueAt: null,
      idempotencyKey: `r${count}/ask/0`,
      ...more,
    },
  });
  return taskId;
}
const linkOf = (taskId: string, given: { person?: string; outcome?: string; expires?: number } = {}) =>
  `${api.url}/answers/${links.sign({
    workspaceId: WORKSPACE,
    taskId,
    person: "ann",
    outcome: "approved",
    expires: Math.ceil(Date.now() / 1_000) + 60,
    ...given,
  })}`;
const post = async (url: string, fields: Record<string, string> = {}) =>
  fetch(url, { method: "POST", body: new URLSearchParams(fields) });

describe("a link in a mail", () => {
  it("shows a page that changes nothing; its button answers, once, and the audit log has it", async () => {
    const id = await openTask();
    const url = linkOf(id);
    for (let times = 0; times < 2; times += 1) {
      const page = await fetch(url);
      expect(page.status).toBe(200);
      expect(page.headers.get("content-security-policy")).toContain("form-action 'self'");
      expect(await page.text()).toContain("20 % for &lt;Northwind&gt;");
    }
    expect(await api.call("getTask", { params: { id } })).toMatchObject({ answers: [] });
    const [one, two] = await Promise.all([post(url, { $comment: "fine" }), post(url)]);
    expect([one.status, two.status].sort((a, b) => a - b)).toEqual([200, 409]);
    const { answers } = await api.call("getTask", { params: { id } });
    expect(answers).toMatchObject([{ by: "ann", outcome: "approved" }]);
    expect((await fetch(url)).status).toBe(409);
    const { items } = await api.call("listAudit");
    expect(items.filter(({ action, target }) => action === "task.complete" && target === id)).toMatchObject([
      { byUser: "ann", details: { outcome: "approved", via: "link" } },
    ]);
  });

  it("is refused when it is expired, changed, another task's, or its person is not asked any more", async () => {
    const id = await openTask();
    expect((await post(linkOf(id, { expires: 1 }))).status).toBe(410);
    expect((await post(`${linkOf(id)}x`)).status).toBe(404);
    expect((await post(linkOf("01ARZ3NDEKTSV4RRFFQ69G5FAV"))).status).toBe(404);
    const handed = linkOf(id, { person: "bo" });
    await person("cy");
    await api.call("delegateTask", { params: { id }, body: { to: "cy" }, as: bo });
    expect((await post(handed)).status).toBe(403);
    const refused = await fetch(handed, { headers: { "accept-language": "zh" } });
    expect(await refused.text()).toContain("转交");
    expect(await api.call("getTask", { params: { id } })).toMatchObject({ answers: [], assignees: ["ann", "cy"] });
  });

  it("asks for the task's form and shows what is wrong with it", async () => {
    const form = { type: "object", properties: { limit: { type: "number", title: "Limit" } }, required: ["limit"] };
    const id = await openTask({ kind: "human-task", outcomes: [{ id: "done" }], required: 1, form });
    const url = linkOf(id, { outcome: "done" });
    expect(await (await fetch(url)).text()).toContain('name="limit"');
    const wrong = await post(url, { limit: "many" });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('value="many"');
    expect((await post(url, { limit: "12.5" })).status).toBe(200);
    const task = await api.store.context.collections.tasks.findOne({ _id: id });
    expect(task).toMatchObject({ status: "done", form: '{"limit":12.5}', completedBy: "ann" });
  });
});

describe("the inbox by API", () => {
  it("answers, comments and hands on one's own tasks only", async () => {
    const id = await openTask();
    const params = { id };
    const carl = await person(`carl${count}`);
    expect(await api.refusal("getTask", { params, as: carl })).toBe("404 TASK_UNKNOWN");
    expect(await api.refusal("completeTask", { params, body: { outcome: "approved" }, as: carl })).toBe(
      "404 TASK_UNKNOWN",
    );
    await api.call("commentTask", { params, body: { text: "who knows them?" }, as: bo });
    expect(await api.refusal("delegateTask", { params, body: { to: `carl${count}`, from: "ann" }, as: bo })).toBe(
      "403 TASK_NOT_YOURS",
    );
    await api.call("delegateTask", { params, body: { to: `carl${count}`, from: "ann" } });
    expect(await api.refusal("completeTask", { params, body: { outcome: "approved" } })).toBe("403 TASK_NOT_YOURS");
    expect(await api.refusal("completeTask", { params, body: { outcome: "approved", form: { a: 1 } }, as: bo })).toBe(
      "422 TASK_FORM_UNASKED",
    );
    await api.call("completeTask", { params, body: { outcome: "approved" }, as: bo });
    expect(await api.refusal("completeTask", { params, body: { outcome: "rejected" }, as: bo })).toBe(
      "409 TASK_ANSWERED",
    );
    const done = await api.call("completeTask", { params, body: { outcome: "approved", comment: "ok" }, as: carl });
    expect(done).toMatchObject({
      status: "done",
      comments: [{ by: "bo", text: "who knows them?" }],
      delegations: [{ from: "ann", to: `carl${count}` }],
    });
    expect(await api.refusal("completeTask", { params, body: { outcome: "approved" }, as: ann })).toBe(
      "409 TASK_CLOSED",
    );
  });
});
