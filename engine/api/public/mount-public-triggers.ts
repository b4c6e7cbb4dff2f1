import type { Express, Request, RequestHandler, Response } from "express";
import { errorDataOf } from "../../../definitions/errors.ts";
import type { PublicRequest } from "../../triggers/receive-webhook.ts";
import type { ApiServices } from "../api-services.ts";
import { problemStatus } from "../problem-status.ts";
import { toProblem } from "../problem.ts";
import { JSON_LIMIT, requireMedia } from "../read-json-body.ts";
import { describeRequest } from "../request-context.ts";
import { allowPlainPage, createNonce } from "../security-headers.ts";
import { type FormPageInput, renderFormPage, renderThanksPage } from "./form-page.ts";
import type { PublicForm, PublicPlace } from "./public-triggers.ts";
import { readRawBody } from "./read-raw-body.ts";

const FORM_MEDIA = "application/x-www-form-urlencoded";
const MAIL_MEDIA = "message/rfc822";
/** As large as mail servers commonly let a message be. */
const MAIL_LIMIT = 25 * 1024 * 1024;
const MEDIA = ["application/json", FORM_MEDIA];

/** Webhooks, app events, forms and incoming mail: the doors that need no sign-in. */
export function mountPublicTriggers(
  app: Express,
  services: ApiServices,
  limiters: { hook: RequestHandler; form: RequestHandler },
): void {
  const { triggers } = services;
  const receiveHook: RequestHandler = async (request, response) => {
    describeRequest(response).route = "hook";
    const { runId, repeated } = await triggers.receiveWebhook(await readPublicRequest(request));
    response.status(202).json({ runId, repeated });
  };
  const showForm: RequestHandler = async (request, response) => {
    describeRequest(response).route = "form";
    const form = await triggers.describeForm(placeOf(request));
    if (wantsPage(request)) sendPage(response, (about) => renderFormPage({ form, ...about }));
    else response.set("Cache-Control", "no-store").json(form);
  };
  const receiveForm: RequestHandler = async (request, response) => {
    describeRequest(response).route = "form";
    const form = await triggers.describeForm(placeOf(request));
    const sent = await readPublicRequest(request);
    if (wantsPage(request) && requireMedia(request, MEDIA) === FORM_MEDIA) {
      await answerWithPage(services, form, sent, response);
      return;
    }
    const { runId, repeated } = await triggers.receiveForm(sent);
    response.status(202).json({ runId, repeated });
  };
  const receiveMail: RequestHandler = async (request, response) => {
    describeRequest(response).route = "mail";
    requireMedia(request, [MAIL_MEDIA]);
    const raw = await readRawBody(request, MAIL_LIMIT);
    const { runId, repeated } = await triggers.receiveMail(placeOf(request), raw);
    response.status(202).json({ runId, repeated });
  };
  const receiveAppEvent: RequestHandler = async (request, response) => {
    describeRequest(response).route = "app";
    response.status(202).json(await triggers.receiveAppEvent(await readPublicRequest(request)));
  };
  app.post("/apps/:workspaceId/:addressId", limiters.hook, receiveAppEvent);
  app.post("/hooks/:workspaceId/:addressId", limiters.hook, receiveHook);
  app.post("/mails/:workspaceId/:addressId", limiters.hook, receiveMail);
  app.get("/forms/:workspaceId/:addressId", limiters.form, showForm);
  app.post("/forms/:workspaceId/:addressId", limiters.form, receiveForm);
}

/** A browser's form post: thanks, or the form again with what was typed and what is wrong. */
async function answerWithPage(
  services: ApiServices,
  form: PublicForm,
  sent: PublicRequest,
  response: Response,
): Promise<void> {
  try {
    await services.triggers.receiveForm(sent);
  } catch (error) {
    if (problemStatus(errorDataOf(error)) >= 500) throw error;
    const { requestId, language } = describeRequest(response);
    const problem = toProblem(error, requestId, language);
    const values = Object.fromEntries(new URLSearchParams(Buffer.from(sent.rawBody).toString("utf8")));
    response.status(problem.status);
    sendPage(response, (about) => renderFormPage({ form, values, problem, ...about }));
    return;
  }
  sendPage(response, ({ language, nonce }) => renderThanksPage(form, language, nonce));
}

function sendPage(response: Response, render: (about: Pick<FormPageInput, "language" | "nonce">) => string): void {
  const nonce = createNonce();
  allowPlainPage(response, nonce);
  const { language } = describeRequest(response);
  response.set("Cache-Control", "no-store").type("html").send(render({ language, nonce }));
}

async function readPublicRequest(request: Request): Promise<PublicRequest> {
  requireMedia(request, MEDIA);
  const query = Object.entries(request.query).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as const] : [],
  );
  return {
    ...placeOf(request),
    contentType: request.headers["content-type"],
    headers: request.headers,
    query: Object.fromEntries(query),
    rawBody: await readRawBody(request, JSON_LIMIT),
  };
}

function placeOf(request: Request): PublicPlace {
  return { workspaceId: String(request.params["workspaceId"]), addressId: String(request.params["addressId"]) };
}

function wantsPage(request: Request): boolean {
  return request.accepts(["json", "html"]) === "html";
}
