import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A span as OTLP/HTTP JSON carries it, the parts that tests look at. */
export interface ReceivedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  status?: { code?: number; message?: string };
  attributes: { key: string; value: Record<string, unknown> }[];
}
interface OtlpBody {
  resourceSpans: { resource: { attributes: unknown[] }; scopeSpans: { spans: ReceivedSpan[] }[] }[];
}

/** A collector of traces: keeps every span that is posted to `/v1/traces`. */
export async function startCollector() {
  const spans: ReceivedSpan[] = [];
  const server = await listen((body) => {
    const { resourceSpans } = JSON.parse(body) as OtlpBody;
    spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
  });
  return { ...server, spans };
}

/** Another system: remembers the headers of what it is asked, and answers with these statuses before it answers 200. */
export async function startOtherSystem() {
  const asked: IncomingHttpHeaders[] = [];
  const failures: number[] = [];
  const server = await listen((_body, headers) => {
    asked.push(headers);
    return failures.shift();
  });
  return { ...server, asked, failures };
}

async function listen(take: (body: string, headers: IncomingHttpHeaders) => number | void) {
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const status = take(Buffer.concat(chunks).toString("utf8"), request.headers) ?? 200;
      response.writeHead(status, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
