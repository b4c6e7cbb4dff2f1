import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import * as z from "zod";

/** How it treats a request the first times that it comes: by its idempotency key. */
const TROUBLES = ["none", "busy-twice", "answer-lost", "slow", "refuse"] as const;
export type Trouble = (typeof TROUBLES)[number];

const bodySchema = z.object({ ref: z.string(), effect: z.string(), trouble: z.enum(TROUBLES).default("none") });

export interface Effect {
  ref: string;
  effect: string;
  key: string;
  /** Order among all effects. */
  order: number;
  /** How often its key came. */
  arrivals: number;
}
/** Another company's system over HTTP: it does each idempotency key once, and is not always well. */
export interface OtherSystem {
  url: string;
  /** What it did, in order. */
  effects(): readonly Effect[];
  /** Writes that came without an idempotency key. */
  keyless(): number;
  close(): Promise<void>;
}

const SLOW_MS = 2_500;

export async function startOtherSystem(): Promise<OtherSystem> {
  const done = new Map<string, Effect>();
  const seen = new Map<string, number>();
  let keyless = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { ref, effect, trouble } = bodySchema.parse(JSON.parse(await readText(request)));
    const key = request.headers["idempotency-key"];
    if (typeof key !== "string") {
      keyless += 1;
      reply(response, 400, { error: "no key" });
      return;
    }
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    if (trouble === "refuse") return reply(response, 422, { error: "refused" });
    if (trouble === "busy-twice" && times <= 2) return reply(response, 503, { error: "busy" });
    if (trouble === "slow" && times === 1) await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
    const before = done.get(key);
    if (before === undefined) done.set(key, { ref, effect, key, order: done.size, arrivals: 1 });
    else before.arrivals += 1;
    if (trouble === "answer-lost" && times === 1) {
      request.socket.destroy();
      return;
    }
    reply(response, 200, { ref, effect, repeated: before !== undefined });
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => reply(response, 400, { error: String(error) }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
    effects: () => [...done.values()],
    keyless: () => keyless,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function reply(response: ServerResponse, status: number, body: object): void {
  if (response.destroyed) return;
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
