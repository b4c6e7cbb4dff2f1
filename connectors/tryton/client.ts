import * as z from "zod";
import { connectorError, FlowrightError } from "../../definitions/errors.ts";
import type { Json, JsonObject } from "../../definitions/json.ts";
import type { HttpClient } from "../sdk/http-client.ts";
import type { OperationContext } from "../sdk/operation-context.ts";
import { trytonSettingsSchema, type TrytonSettings } from "./settings.ts";

/** Remote models of a signed-in session. All throw TRYTON_REQUEST_REJECTED, TRYTON_BUSY and what HttpClient throws. */
export interface TrytonSession {
  search(model: string, domain: Json[], fields: string[], context?: JsonObject): Promise<JsonObject[]>;
  /** Rows that Tryton's own search finds by a text (`rec_name`), at most `limit`, in the order of `orderBy`. */
  findByName(
    model: string,
    text: string,
    about: { fields: string[]; orderBy: string; limit: number },
  ): Promise<JsonObject[]>;
  create(model: string, values: JsonObject, context?: JsonObject): Promise<number>;
  write(model: string, id: number, values: JsonObject, context?: JsonObject): Promise<void>;
}

const errorSchema = z.tuple([z.string()], z.unknown());
const answerSchema = z.object({ result: z.unknown().optional(), error: errorSchema.optional() });
const rowsSchema = z.array(z.record(z.string(), z.json()));
const idsSchema = z.tuple([z.int()]);
const loginSchema = z.tuple([z.int(), z.string()], z.unknown());
const RETRYABLE: ReadonlySet<string> = new Set(["ConcurrencyException", "RateLimitException", "TimeOutException"]);

/** Signs in, does the work, and signs out again. Throws TRYTON_SIGN_IN_REFUSED. */
export async function withTryton<T>(
  context: OperationContext,
  work: (session: TrytonSession) => Promise<T>,
): Promise<T> {
  const settings = trytonSettingsSchema.parse(context.connection?.settings ?? {});
  const { http } = context;
  const authorization = await signIn(http, settings);
  const call = async (method: string, params: Json[]) => callTryton(http, settings, { method, params, authorization });
  try {
    return await work({
      async search(model, domain, fields, callContext = {}) {
        const order = [["id", "ASC"]];
        const method = `model.${model}.search_read`;
        return understand(method, rowsSchema, await call(method, [domain, 0, 2, order, fields, callContext]));
      },
      async findByName(model, text, { fields, orderBy, limit }) {
        const domain = text === "" ? [] : [["rec_name", "ilike", `%${text.replaceAll(/[%_\\]/gu, String.raw`\$&`)}%`]];
        const method = `model.${model}.search_read`;
        const params = [domain, 0, limit, [[orderBy, "ASC"]], ["rec_name", ...fields], {}];
        return understand(method, rowsSchema, await call(method, params));
      },
      async create(model, values, callContext = {}) {
        const method = `model.${model}.create`;
        return understand(method, idsSchema, await call(method, [[values], callContext]))[0];
      },
      async write(model, id, values, callContext = {}) {
        await call(`model.${model}.write`, [[id], values, callContext]);
      },
    });
  } finally {
    await call("common.db.logout", []).catch((error: unknown) => {
      context.logger.warn({ error }, "Tryton did not end the session");
    });
  }
}

async function signIn(http: HttpClient, settings: TrytonSettings): Promise<string> {
  const { user, password } = settings;
  try {
    const method = "common.db.login";
    const answer = await callTryton(http, settings, { method, params: [user, { password }, "en"] });
    const login = understand(method, loginSchema, answer);
    return `Session ${Buffer.from(`${user}:${login[0]}:${login[1]}`).toString("base64")}`;
  } catch (error) {
    const isRefusal =
      error instanceof FlowrightError && ["HTTP_SIGN_IN_REFUSED", "TRYTON_REQUEST_REJECTED"].includes(error.code);
    if (!isRefusal) throw error;
    throw connectorError("TRYTON_SIGN_IN_REFUSED", `Tryton refused the sign-in of ${user}.`, false, { user });
  }
}

async function callTryton(
  http: HttpClient,
  { database }: TrytonSettings,
  { method, params, authorization }: { method: string; params: Json[]; authorization?: string },
): Promise<unknown> {
  const response = await http.request({
    method: "POST",
    path: `/${database}/rpc/`,
    json: { id: 1, method, params },
    ...(authorization === undefined ? {} : { headers: { authorization } }),
  });
  const { result, error } = understand(method, answerSchema, response.json());
  if (error === undefined) return result;
  const problem = problemOf(error);
  if (RETRYABLE.has(error[0])) {
    throw connectorError("TRYTON_BUSY", `Tryton cannot do ${method} now: ${problem}.`, true, { method, problem });
  }
  throw connectorError("TRYTON_REQUEST_REJECTED", `Tryton refused ${method}: ${problem}`, false, { method, problem });
}

function understand<T extends z.ZodType>(method: string, schema: T, answer: unknown): z.output<T> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join(".") || "what was expected";
  throw connectorError("ERP_ANSWER_INVALID", `Tryton's answer to ${method} lacks ${field}.`, false, { field });
}

/** `["UserError", [message, description, domain]]`, or `[message, traceback]` for a fault of the server. */
function problemOf([kind, about]: [string, ...unknown[]]): string {
  if (kind === "UserWarning" && Array.isArray(about)) return String(about[1]);
  if (/^[A-Za-z]+(Error|Exception)$/u.test(kind)) return String(Array.isArray(about) ? about[0] : about);
  return kind;
}
