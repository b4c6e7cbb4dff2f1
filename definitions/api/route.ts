import * as z from "zod";
import type { Permission } from "./access.ts";

/** Query parameters of every paged list. */
export const pageQuery = {
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  search: z.string().max(200).optional(),
};
/** A page of a list; `nextCursor` is null at its end. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.int().optional() });

export interface RouteShape {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Express path below `/api/v1`. */
  path: string;
  permission: Permission;
  summary: string;
  query?: z.ZodType;
  body?: z.ZodType;
  /** Success status and body; `null` is 204. */
  status: 200 | 201 | 202 | 204;
  response: z.ZodType | null;
  /** Reads or writes something other than JSON: a CSV upload, a server-sent event stream. */
  media?: "text/csv" | "text/event-stream";
}
export const route = <const R extends RouteShape>(shape: R): R => shape;
export const emptyBodySchema = z.strictObject({});
