import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";
import type * as z from "zod";
import type { ROUTES, RouteName } from "../../definitions/api.ts";
import type { Language } from "../../definitions/text.ts";
import type { Principal } from "../auth/principal.ts";
import type { ApiServices } from "./api-services.ts";

type Route<N extends RouteName> = (typeof ROUTES)[N];
/** Names of the `:parts` of a path. */
type ParamNames<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<Rest>
  : P extends `${string}:${infer Name}`
    ? Name
    : never;
type OutputOf<R, K extends string> = K extends keyof R
  ? R[K] extends z.ZodType
    ? z.output<R[K]>
    : undefined
  : undefined;

/** A request that has passed permission and schema checks. */
export interface ApiRequest<N extends RouteName> {
  params: Record<ParamNames<Route<N>["path"]>, string>;
  query: OutputOf<Route<N>, "query">;
  body: OutputOf<Route<N>, "body">;
  principal: Route<N>["permission"] extends "public" ? Principal | null : Principal;
  requestId: string;
  language: Language;
  headers: IncomingHttpHeaders;
  /** The revision of `If-Match`; null when the header is absent. */
  ifMatch: number | null;
  /** The raw body of routes with a medium of their own. */
  stream: Readable;
  /** Aborted when the client goes away. */
  signal: AbortSignal;
  setHeader: (name: string, value: string) => void;
}

/** What a handler answers: the response before its schema's defaults; events for a stream; nothing for 204. */
export type ApiResult<N extends RouteName> =
  Route<N> extends { media: "text/event-stream"; response: z.ZodType }
    ? AsyncIterable<z.input<Route<N>["response"]>>
    : Route<N>["response"] extends z.ZodType
      ? z.input<Route<N>["response"]>
      : void;

export type Handler<N extends RouteName> = (request: ApiRequest<N>, services: ApiServices) => Promise<ApiResult<N>>;
/** A handler for every one of these routes: a missing one does not compile. */
export type Handlers<N extends RouteName = RouteName> = { readonly [K in N]: Handler<K> };
