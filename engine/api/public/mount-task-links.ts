import type { Express, Request, RequestHandler, Response } from "express";
import { errorDataOf, userError } from "../../../definitions/errors.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import type { User } from "../../../definitions/resources.ts";
import { takeAnswer } from "../../inbox/take-answer.ts";
import type { TaskLink } from "../../inbox/task-links.ts";
import type { Task } from "../../store/index.ts";
import { coerceFields } from "../../triggers/receive-form.ts";
import { parseBody } from "../../triggers/parse-body.ts";
import type { ApiServices } from "../api-services.ts";
import { problemStatus } from "../problem-status.ts";
import { toProblem } from "../problem.ts";
import { JSON_LIMIT, requireMedia } from "../read-json-body.ts";
import { describeRequest } from "../request-context.ts";
import { allowPlainPage, createNonce } from "../security-headers.ts";
import { renderAnsweredPage, renderAnswerPage, renderRefusedPage, shownForm } from "./answer-page.ts";
import { readRawBody } from "./read-raw-body.ts";

const FORM_MEDIA = "application/x-www-form-urlencoded";

interface LinkedTask {
  link: TaskLink;
  task: Task;
  person: User;
}

/**
 * Links in mails about tasks. Reading one shows a page and changes nothing, so that a mail scanner answers nothing; the
 * page's button answers, once.
 */
export function mountTaskLinks(app: Express, services: ApiServices, limiter: RequestHandler): void {
  app.get("/answers/:token", limiter, async (request, response) => {
    await answerPage(request, response, async (nonce) => {
      const { link, task, person } = await findLinkedTask(services, request);
      return renderAnswerPage({ task, outcome: link.outcome, language: person.language, nonce });
    });
  });
  app.post("/answers/:token", limiter, async (request, response) => {
    await answerPage(request, response, async (nonce) => {
      const linked = await findLinkedTask(services, request);
      requireMedia(request, [FORM_MEDIA]);
      const fields = parseBody(request.headers["content-type"], await readRawBody(request, JSON_LIMIT)) as JsonObject;
      return answerByLink(services, linked, fields, { nonce, response });
    });
  });
}

/** Whoever is named in the link must still be asked. Throws `TASK_LINK_INVALID`, `TASK_LINK_EXPIRED`, `TASK_CLOSED`, `TASK_ANSWERED`. */
async function findLinkedTask({ taskLinks, store }: ApiServices, request: Request): Promise<LinkedTask> {
  const link = taskLinks.read(String(request.params["token"]));
  const task = await store.tasks.get(link.workspaceId, link.taskId);
  const person = await store.workspace(link.workspaceId).users.get(link.person);
  if (task === null || person === null || !person.active)
    throw userError("TASK_LINK_INVALID", "The link is not one of ours.");
  if (task.answers.some(({ by }) => by === person.id))
    throw userError("TASK_ANSWERED", "This person has answered already.", { id: task.id });
  if (task.status !== "open") throw userError("TASK_CLOSED", "The task is closed.", { id: task.id });
  if (!task.assignees.includes(person.id))
    throw userError("TASK_NOT_YOURS", "The task was handed to somebody else.", { id: task.id });
  return { link, task, person };
}

async function answerByLink(
  services: ApiServices,
  { link, task, person }: LinkedTask,
  fields: JsonObject,
  { nonce, response }: { nonce: string; response: Response },
): Promise<string> {
  const { $comment: typed, ...rest } = fields;
  const comment = typeof typed === "string" && typed.trim() !== "" ? typed.trim().slice(0, 4_000) : undefined;
  const { workspaceId, outcome } = link;
  const schema = shownForm({ task, outcome });
  const form = schema === null ? undefined : coerceFields(schema, rest);
  const about = { task, outcome, language: person.language, nonce };
  try {
    await takeAnswer(services.store, services.runs, task, {
      workspaceId,
      by: person.id,
      outcome,
      comment,
      form,
      via: "link",
      mayAnswerForOthers: false,
    });
  } catch (error) {
    const { code, details } = errorDataOf(error);
    if (code !== "TASK_FORM_INVALID") throw error;
    response.status(422);
    const values = Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, typeof value === "string" ? value : ""]),
    );
    return renderAnswerPage({ ...about, values, problems: details?.["issues"] as { path: string; message: string }[] });
  }
  const entry = { action: "task.complete", target: task.id, details: { outcome, via: "link" } };
  await services.store.workspace(workspaceId).audit.add({ byUser: person.id, ...entry });
  return renderAnsweredPage(about);
}

/** Sends the page, or for a link that is refused the reason in the reader's language. */
async function answerPage(
  _request: Request,
  response: Response,
  render: (nonce: string) => Promise<string>,
): Promise<void> {
  const about = describeRequest(response);
  about.route = "answer";
  const nonce = createNonce();
  allowPlainPage(response, nonce);
  response.set({ "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" }).type("html");
  try {
    response.send(await render(nonce));
  } catch (error) {
    const status = problemStatus(errorDataOf(error));
    if (status >= 500) throw error;
    const problem = toProblem(error, about.requestId, about.language);
    response.status(status).send(renderRefusedPage(problem.detail ?? problem.title, about.language, nonce));
  }
}
