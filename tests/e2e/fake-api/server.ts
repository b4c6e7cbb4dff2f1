import { randomBytes } from "node:crypto";
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";
import { answerApi } from "./answer-api.ts";
import { createWorld, type World } from "./world.ts";

/*
 * A stand-in for the API, in memory, to look at the builder and to test it without Temporal or MongoDB:
 *   npx tsx tests/e2e/fake-api/server.ts --port 8099 [--open] [--ui FOLDER]
 * It serves build/ui under the same Content-Security-Policy as the product; vite's dev server proxies to it with
 * FLOWRIGHT_API=http://127.0.0.1:8099. Sign in with ada@example.com and flowright-demo; --open needs no sign-in.
 */

const BUILT_UI = fileURLToPath(new URL("../../../build/ui/", import.meta.url));
const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".map": "application/json",
};

function policyOf(nonce: string): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob:",
    "frame-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join("; ");
}

function serveUi(ui: string, path: string, response: ServerResponse): void {
  const file = join(ui, normalize(path).replace(/^(\.\.[/\\])+/, ""));
  if (path !== "/" && existsSync(file) && statSync(file).isFile()) {
    // As the product: files whose names bear their content's hash never change.
    const keep = path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
    response.writeHead(200, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      "cache-control": keep,
    });
    createReadStream(file).pipe(response);
    return;
  }
  if (!existsSync(join(ui, "index.html"))) {
    response.writeHead(503).end("build the UI first: npx vite build -c builder-ui/vite.config.ts");
    return;
  }
  const nonce = randomBytes(16).toString("base64");
  const html = readFileSync(join(ui, "index.html"), "utf8").replace(
    'name="csp-nonce" content=""',
    `name="csp-nonce" content="${nonce}"`,
  );
  response.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": policyOf(nonce),
  });
  response.end(html);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

async function answer(ui: string, world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://localhost");
  if (!url.pathname.startsWith("/api/")) {
    serveUi(ui, decodeURIComponent(url.pathname), response);
    return;
  }
  const text = await readBody(request);
  await answerApi(world, { url, method: request.method ?? "GET", headers: request.headers, text }, response);
}

/** Starts the stand-in. Gives the server and its address; port 0 takes a free one. */
export async function startFakeApi(options: { port?: number; open?: boolean; ui?: string } = {}): Promise<{
  server: Server;
  url: string;
  world: World;
}> {
  const world = createWorld({ open: options.open === true });
  const server = createServer((request, response) => {
    answer(options.ui ?? BUILT_UI, world, request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { "content-type": "application/problem+json" });
      response.end(JSON.stringify({ type: "about:blank", title: String(error), status: 500, code: "HTTP_500" }));
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { server, url: `http://127.0.0.1:${address.port}`, world };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { port: { type: "string" }, open: { type: "boolean" }, ui: { type: "string" } },
  });
  const { url } = await startFakeApi({
    port: Number(values.port ?? "8099"),
    open: values.open === true,
    ...(values.ui === undefined ? {} : { ui: values.ui }),
  });
  console.log(`fake API on ${url}`);
}
