import { createServer, type Server } from "node:http";

export interface HealthServer {
  port: number;
  close(): Promise<void>;
}
export interface HealthServerOptions {
  /** 0 takes a free one. */
  port: number;
  host: string;
  /** State of everything that the worker needs, by name; `ok` or what is wrong. */
  checkReadiness: () => Promise<Record<string, string>>;
  /** Whether the worker itself still works, whatever it depends on: one that does not should be started again. */
  isAlive: () => boolean;
  metrics: { contentType: string; read(): Promise<string> };
}
interface Answer {
  status: number;
  type: string;
  body: string;
}

/**
 * The worker's listener: `GET /healthz` (200 while it works), `GET /readyz` (200 while all that it needs answers, and
 * what does not) and `GET /metrics` (Prometheus). Throws what listening throws.
 */
export async function startHealthServer(options: HealthServerOptions): Promise<HealthServer> {
  const server = createServer((request, response) => {
    const respond = ({ status, type, body }: Answer) => {
      response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
    };
    void answer(request.url ?? "/", options).then(respond, () =>
      respond({ status: 503, type: "text/plain", body: "no answer\n" }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  return { port: portOf(server), close: () => closeServer(server) };
}

async function answer(url: string, { isAlive, checkReadiness, metrics }: HealthServerOptions): Promise<Answer> {
  if (url === "/metrics") return { status: 200, type: metrics.contentType, body: await metrics.read() };
  if (url === "/healthz") return toJson(isAlive() ? 200 : 503, { status: isAlive() ? "ok" : "stopped" });
  if (url !== "/readyz") return { status: 404, type: "text/plain", body: "not found\n" };
  const checks = await checkReadiness();
  const isReady = Object.values(checks).every((state) => state === "ok");
  return toJson(isReady ? 200 : 503, { status: isReady ? "ok" : "waiting", checks });
}

function toJson(status: number, body: object): Answer {
  return { status, type: "application/json", body: JSON.stringify(body) };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
}
