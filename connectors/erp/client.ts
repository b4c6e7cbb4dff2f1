import * as z from "zod";
import { connectorError } from "../../definitions/errors.ts";
import type { Json } from "../../definitions/json.ts";
import type { HttpClient, HttpRequest } from "../sdk/http-client.ts";

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
  const parsed = answer.safeParse(response.text === "" ? {} : response.json());
  if (parsed.success)
    return { ...(parsed.data as object), status: response.status } as z.output<T> & { status: number };
  const field = parsed.error.issues[0]?.path.join(".") || "an object";
  throw connectorError("ERP_ANSWER_INVALID", `The ERP's answer to ${request.path} lacks ${field}.`, false, { field });
}

/** An id as a segment of a path. */
export function segment(id: string): string {
  return encodeURIComponent(id);
}
