import type { inboxRoutes } from "../../../definitions/api.ts";
import { mayUse, type Principal } from "../../auth/principal.ts";
import type { MailboxClient } from "../../runtime/mail-catcher/client.ts";
import { takeAnswer } from "../../inbox/take-answer.ts";
import { commentTask, delegateTask, type Task, toTask } from "../../store/index.ts";
import { userError } from "../../../definitions/errors.ts";
import { ApiError } from "../api-error.ts";
import type { ApiRequest, Handlers } from "../api-request.ts";
import type { ApiServices } from "../api-services.ts";
import { filterPages, textMatches } from "./find-in-list.ts";
import { writeAudit } from "./write-audit.ts";

export const inboxHandlers: Handlers<keyof typeof inboxRoutes> = {
  async listMails({ query }, { mailbox }) {
    return openMailbox(mailbox).list(query);
  },

  getMail: async ({ params }, { mailbox }) => openMailbox(mailbox).read(params.id),

  async listNotices({ principal, query: { search, unread, ...query } }, { store }) {
    const list = async (page: typeof query) =>
      store.notices.list(principal.workspace.id, principal.id, { ...page, unreadOnly: unread === "true" });
    if (search === undefined) return list(query);
    return filterPages(list, ({ text }) => textMatches(search, text), query);
  },

  readNotice: async ({ principal, params }, { store }) =>
    store.notices.markRead(principal.workspace.id, principal.id, params.id),

  async listTasks({ principal, query: { search, all, ...query } }, { store }) {
    const assignee = all === "true" && mayUse(principal, "run:operate") ? undefined : principal.id;
    const list = async (page: typeof query) =>
      store.tasks.listOpen(principal.workspace.id, { ...page, ...(assignee === undefined ? {} : { assignee }) });
    if (search === undefined) return list(query);
    return filterPages(list, ({ title, description }) => textMatches(search, title, description), query);
  },

  completeTask: async (request, services) => completeTask(request, services),

  getTask: async ({ principal, params }, services) => requireTask(services, principal, params.id),

  async delegateTask({ principal, params, body }, services) {
    const task = await requireTask(services, principal, params.id);
    const from = body.from ?? principal.id;
    if (from !== principal.id && !mayUse(principal, "run:operate"))
      throw userError("TASK_NOT_YOURS", "Only one's own part can be handed on.", { id: task.id });
    const handed = { from, to: body.to, by: principal.id };
    const changed = await delegateTask(services.store.context, principal.workspace.id, task.id, handed);
    await writeAudit(services, principal, "task.delegate", task.id, { from, to: body.to });
    return toTask(changed);
  },

  async commentTask({ principal, params, body }, services) {
    const task = await requireTask(services, principal, params.id);
    const comment = { by: principal.id, text: body.text };
    const changed = await commentTask(services.store.context, principal.workspace.id, task.id, comment);
    await writeAudit(services, principal, "task.comment", task.id);
    return toTask(changed);
  },
};

function openMailbox(mailbox: MailboxClient | null): MailboxClient {
  if (mailbox === null) throw new ApiError("MAILBOX_OFF");
  return mailbox;
}

/** A task of one's own, or any for who may operate runs. Throws `TASK_UNKNOWN`. */
async function requireTask(services: ApiServices, principal: Principal, id: string): Promise<Task> {
  const task = await services.store.tasks.get(principal.workspace.id, id);
  const isConcerned =
    task !== null &&
    (task.assignees.includes(principal.id) ||
      task.answers.some(({ by }) => by === principal.id) ||
      task.delegations.some(({ from }) => from === principal.id));
  if (task === null || !(isConcerned || mayUse(principal, "run:operate")))
    throw userError("TASK_UNKNOWN", `There is no task ${id}`, { id });
  return task;
}

/** Completes a task that no run waits for, or takes the answer to one that a run asks. */
async function completeTask(
  { principal, params, body }: ApiRequest<"completeTask">,
  services: ApiServices,
): Promise<Task> {
  const workspaceId = principal.workspace.id;
  const task = await requireTask(services, principal, params.id);
  const outcome = body.outcome ?? (task.outcomes.length === 1 ? task.outcomes[0]?.id : undefined);
  const { comment, form } = body;
  const done =
    task.kind === "task"
      ? await services.store.tasks.complete(workspaceId, params.id, {
          byUser: principal.id,
          ...(outcome === undefined ? {} : { outcome }),
          ...(comment === undefined ? {} : { comment }),
          ...(form === undefined ? {} : { form }),
        })
      : await takeAnswer(services.store, services.runs, task, {
          workspaceId,
          by: principal.id,
          outcome: outcome ?? "",
          comment,
          form,
          via: "inbox",
          mayAnswerForOthers: mayUse(principal, "run:operate"),
        });
  await writeAudit(services, principal, "task.complete", params.id, { outcome: outcome ?? null });
  return done;
}
