import { createServer, type Server } from "node:http";
import type { Registry } from "prom-client";

export interface HealthServer {
  port: number;
  close(): Promise<void>;
}

/**
 * A listener on loopback: `GET /healthz` (200 while `isHealthy`, else 503) and `GET /metrics` (Prometheus). Port 0 takes
 * a free one.
 */
export async function startHealthServer(options: {
  port: number;
  isHealthy: () => Promise<boolean>;
  metrics: Registry;
}): Promise<HealthServer> {
  const server = createServer((request, response) => {
    const respond = (status: number, type: string, body: string) => {
      response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
    };
    void answer(request.url ?? "/", options).then(
      ({ status, type, body }) => respond(status, type, body),
      () => respond(503, "text/plain", "unhealthy\n"),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  return { port: portOf(server), close: () => closeServer(server) };
}

async function answer(
  url: string,
  { isHealthy, metrics }: { isHealthy: () => Promise<boolean>; metrics: Registry },
): Promise<{ status: number; type: string; body: string }> {
  if (url === "/metrics") return { status: 200, type: metrics.contentType, body: await metrics.metrics() };
  if (url !== "/healthz") return { status: 404, type: "text/plain", body: "not found\n" };
  const healthy = await isHealthy();
  return { status: healthy ? 200 : 503, type: "text/plain", body: healthy ? "ok\n" : "unhealthy\n" };
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
