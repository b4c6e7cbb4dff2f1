import * as z from "zod";
import { connectorError } from "../../definitions/errors.ts";
import { type InputOption, MAX_INPUT_OPTIONS } from "../../definitions/input-option.ts";
import type { Json } from "../../definitions/json.ts";
import type { HttpClient, HttpRequest, HttpResponse } from "../sdk/http-client.ts";

const idSchema = z.union([z.string().min(1), z.int()]).transform(String);
export const partyAnswerSchema = z.object({ id: idSchema, created: z.boolean().optional() });
export const orderAnswerSchema = z.object({
  id: idSchema,
  number: z.union([z.string(), z.int()]).transform(String).optional(),
});
export const lineAnswerSchema = z.object({ id: idSchema });

/** One call of the ERP, its answer checked. Throws ERP_ANSWER_INVALID and what HttpClient throws. */
export async function callErp<T extends z.ZodType>(
  http: HttpClient,
  request: Pick<HttpRequest, "method" | "path"> & { json?: Json },
  answer: T,
): Promise<z.output<T> & { status: number }> {
  const response = await http.request(request);
  const parsed = understand(request.path, response, answer);
  return { ...(parsed as object), status: response.status } as z.output<T> & { status: number };
}

function understand<T extends z.ZodType>(path: string, response: HttpResponse, answer: T): z.output<T> {
  const parsed = answer.safeParse(response.text === "" ? {} : response.json());
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join(".") || "an object";
  throw connectorError("ERP_ANSWER_INVALID", `The ERP's answer to ${path} lacks ${field}.`, false, { field });
}

/** An id as a segment of a path. */
export function segment(id: string): string {
  return encodeURIComponent(id);
}

const listSchema = z.object({
  items: z.array(z.object({ id: idSchema, name: z.string().nullish(), hint: z.string().nullish() })),
});
/** The ERP may lack a list that README.md leaves to it. */
const LIST_MISSING: readonly number[] = [404, 405, 501];

/** What a field may hold, from a list of the ERP. Throws ERP_LIST_MISSING, ERP_ANSWER_INVALID and what HttpClient throws. */
export async function listErp(http: HttpClient, path: string, search: string): Promise<InputOption[]> {
  const response = await http.request({
    path,
    query: { search: search === "" ? undefined : search, limit: MAX_INPUT_OPTIONS },
    acceptStatus: LIST_MISSING,
  });
  if (LIST_MISSING.includes(response.status))
    throw connectorError("ERP_LIST_MISSING", `The ERP has no list at ${path}.`, false, { path });
  const { items } = understand(path, response, listSchema);
  return items.slice(0, MAX_INPUT_OPTIONS).map(({ id, name, hint }) => ({
    value: id,
    label: name || id,
    hint: hint || null,
  }));
}
