import { randomUUID } from "node:crypto";
import type { Role, RouteName } from "../../../../definitions/api.ts";
import { textIn } from "../../../../definitions/text.ts";
import type { Call, Handler } from "../handlers.ts";
import { found, pageOf } from "./paging.ts";

function search({ world, query }: Call) {
  const wanted = (query["q"] ?? "").toLowerCase();
  const fits = (text: string) => text.toLowerCase().includes(wanted);
  const workflows = world.workflows
    .filter((workflow) => fits(JSON.stringify(workflow.name)))
    .map((workflow) => ({
      kind: "workflow",
      id: workflow.key,
      title: textIn(workflow.name, "en"),
      subtitle: workflow.key,
      path: `/workflows/${workflow.key}`,
    }));
  const records = Object.values(world.records)
    .flat()
    .filter((record) => fits(JSON.stringify(record)))
    .slice(0, 8)
    .map((record) => ({
      kind: "record",
      id: record.id,
      title: JSON.stringify(record["name"] ?? record["subject"]).slice(1, -1),
      subtitle: record.object,
      path: `/records/${record.object}/${record.id}`,
    }));
  return { items: [...workflows, ...records] };
}

export const messageHandlers = {
  listMails: ({ world, query }) =>
    pageOf(
      world.mails.map(({ html: _html, text: _text, headers: _headers, ...mail }) => mail),
      query,
    ),
  getMail: ({ world, params }) =>
    found(
      world.mails.find((mail) => mail.id === params["id"]),
      "mail",
    ),
  listNotices: ({ world, query }) => pageOf(world.notices, query),
  readNotice: ({ world, params }) =>
    Object.assign(
      found(
        world.notices.find((notice) => notice.id === params["id"]),
        "notice",
      ),
      { readAt: new Date().toISOString() },
    ),
  listTasks: ({ world, query }) =>
    pageOf(
      world.tasks.filter((task) => query["all"] === "true" || task.status === "open"),
      query,
    ),
  completeTask: ({ world, params }) => Object.assign(taskOf(world, params), { status: "done" }),
  getTask: ({ world, params }) => taskOf(world, params),
  delegateTask: ({ world, params, body }) =>
    Object.assign(taskOf(world, params), { assignees: [(body as { to: string }).to] }),
  commentTask({ world, params, body }) {
    const task = taskOf(world, params);
    const { text } = body as { text: string };
    task.comments.push({ id: randomUUID(), by: "ada", text, at: new Date().toISOString() });
    return task;
  },
  listApiKeys: ({ world }) => ({ items: world.apiKeys }),
  createApiKey: ({ world, body }) => {
    const { name, role } = body as { name: string; role: Role };
    const key = {
      id: randomUUID(),
      name,
      prefix: "fr_1c9e",
      role,
      createdAt: new Date().toISOString(),
      lastUsedAt: null,
    };
    world.apiKeys.push(key);
    return { ...key, secret: "fr_1c9e_2b7d0f9a4c61" };
  },
  deleteApiKey: ({ world, params }) => {
    world.apiKeys = world.apiKeys.filter((key) => key.id !== params["id"]);
    return null;
  },
  listAudit: ({ world, query }) => pageOf(world.audit, query),
  search,
} satisfies Partial<Record<RouteName, Handler>>;

function taskOf(world: Call["world"], params: Call["params"]): Call["world"]["tasks"][number] {
  return found(
    world.tasks.find((task) => task.id === params["id"]),
    "task",
  );
}
