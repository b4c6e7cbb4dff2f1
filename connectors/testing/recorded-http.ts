import { isDeepStrictEqual } from "node:util";
import { MockAgent } from "undici";
import type { Json } from "../../definitions/json.ts";
import type { EgressGuard } from "../sdk/egress-guard.ts";

/** One exchange with the other system, as recorded or written by hand. */
export interface RecordedExchange {
  method: string;
  /** Origin and path with query, for example `https://api.example.com/v1/parties?code=A1`. */
  url: string;
  status: number;
  response: Json | string;
  /** The request's body must be this JSON. */
  request?: Json;
  headers?: Record<string, string>;
}
export interface RecordedHttp extends EgressGuard {
  /** Requests that came, in order. */
  readonly requests: readonly { method: string; url: string; headers: Record<string, string>; body: string }[];
  /** Exchanges that nobody asked for. */
  unused(): string[];
}

/** Plays exchanges back, each once; any other request fails. Give it to `createFakeHost` as `guard`. */
export function recordHttp(exchanges: readonly RecordedExchange[]): RecordedHttp {
  const agent = new MockAgent();
  agent.disableNetConnect();
  const requests: { method: string; url: string; headers: Record<string, string>; body: string }[] = [];
  for (const { method, url, status, response, request, headers } of exchanges) {
    const { origin, pathname, search } = new URL(url);
    agent
      .get(origin)
      .intercept({
        method,
        path: pathname + search,
        ...(request === undefined ? {} : { body: (body: string) => isDeepStrictEqual(JSON.parse(body), request) }),
      })
      .reply(
        status,
        (sent) => {
          requests.push({
            method,
            url,
            headers: { ...(sent.headers as Record<string, string>) },
            body: typeof sent.body === "string" ? sent.body : "",
          });
          return typeof response === "string" ? response : JSON.stringify(response);
        },
        { headers: { "content-type": "application/json", ...headers } },
      );
  }
  return {
    agent,
    requests,
    checkUrl() {},
    unused: () =>
      agent.pendingInterceptors().map(({ method, origin, path }) => [method, origin, path].map(String).join(" ")),
    close: async () => agent.close(),
  };
}
