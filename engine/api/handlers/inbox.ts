import type { inboxRoutes } from "../../../definitions/api.ts";
import type { RunDetail } from "../../../definitions/run.ts";
import { mayUse, type Principal } from "../../auth/principal.ts";
import type { MailboxClient } from "../../runtime/mail-catcher/client.ts";
import type { Task } from "../../store/index.ts";
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
};

function openMailbox(mailbox: MailboxClient | null): MailboxClient {
  if (mailbox === null) throw new ApiError("MAILBOX_OFF");
  return mailbox;
}

/** Completes a task of one's own (or any, for who may operate runs); a run that waits for it hears of it first. */
async function completeTask(
  { principal, params, body }: ApiRequest<"completeTask">,
  services: ApiServices,
): Promise<Task> {
  const workspaceId = principal.workspace.id;
  const task = await services.store.tasks.get(workspaceId, params.id);
  if (task === null || !(task.assignees.includes(principal.id) || mayUse(principal, "run:operate")))
    throw userError("TASK_UNKNOWN", `There is no task ${params.id}`, { id: params.id });
  if (task.runId !== null && task.status === "open") await tellRun(services, principal, task, task.runId, body);
  const answer = {
    byUser: principal.id,
    ...(body.outcome === undefined ? {} : { outcome: body.outcome }),
    ...(body.comment === undefined ? {} : { comment: body.comment }),
    ...(body.form === undefined ? {} : { form: body.form }),
  };
  const done = await services.store.tasks.complete(workspaceId, params.id, answer);
  await writeAudit(services, principal, "task.complete", params.id, { outcome: body.outcome ?? null });
  return done;
}

async function tellRun(
  services: ApiServices,
  principal: Principal,
  task: Task,
  runId: string,
  { outcome, comment, form }: ApiRequest<"completeTask">["body"],
): Promise<void> {
  const { run } = await services.runStates.read(principal.workspace.id, runId);
  const stepId = waitingStepOf(run, task.id);
  if (stepId === undefined) return;
  const { temporalId } = await services.store.workspace(principal.workspace.id).runs.getHandle(runId);
  await services.runs.completeTask(temporalId, {
    taskId: task.id,
    stepId,
    by: principal.id,
    outcome: outcome ?? "done",
    ...(comment === undefined ? {} : { comment }),
    ...(form === undefined ? {} : { form }),
  });
}

function waitingStepOf(run: RunDetail, taskId: string): string | undefined {
  return run.waitingFor.find(({ waitingFor }) => waitingFor.kind === "task" && waitingFor.taskId === taskId)?.stepId;
}
