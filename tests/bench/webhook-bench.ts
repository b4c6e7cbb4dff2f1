import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { Stack } from "../../engine/runtime/supervisor/start-stack.ts";
import { openApiSession } from "../stack/api-session.ts";
import type { BenchRow } from "./bench-row.ts";
import { alternate, measureThroughput } from "./measure.ts";

const POSTS = 600;
const IN_FLIGHT = 16;
const ROUNDS = 5;
/** Compiled where the bench is, as sources where it is run from its sources. */
const BARE_EXPRESS = `${import.meta.dirname}/bare-express.main${path.extname(import.meta.filename)}`;

/**
 * POST to 202 of a published webhook, against a bare Express route with one insert in a process of its own on the same
 * MongoDB. The stack runs without a worker, so that the figure is the route's, not that of the runs behind it.
 */
export async function benchWebhook(stack: Stack, password: string): Promise<BenchRow[]> {
  const url = await publishWebhook(stack, password);
  const bare = spawn(process.execPath, ["--import", "tsx", BARE_EXPRESS], {
    env: { ...process.env, MONGODB_URI: stack.urls.mongodb },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [port] = (await once(bare.stdout, "data")) as [Buffer];
    const bareUrl = `http://127.0.0.1:${port.toString().trim()}/hook`;
    await measureThroughput(postTo(url), 100, IN_FLIGHT);
    await measureThroughput(postTo(bareUrl), 100, IN_FLIGHT);
    const speed = await alternate(
      ROUNDS,
      async () => measureThroughput(postTo(url), POSTS, IN_FLIGHT),
      async () => measureThroughput(postTo(bareUrl), POSTS, IN_FLIGHT),
    );
    const row = {
      what: "webhook → 202, posts/s",
      ours: speed.first.toFixed(0),
      compared: `bare Express ${speed.second.toFixed(0)}`,
    };
    return [{ ...row, ratio: speed.first / speed.second, budget: 0.5, isAtLeast: true }];
  } finally {
    bare.kill("SIGKILL");
  }
}

function postTo(url: string): (id: string) => Promise<void> {
  return async (id) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ id, name: "Li Wei", email: "li@example.com" }),
    });
    const text = await response.text();
    if (response.status !== 202) throw new Error(`${url}: ${response.status} ${text}`);
  };
}

async function publishWebhook(stack: Stack, password: string): Promise<string> {
  const session = await openApiSession(stack.urls.app, stack.administrator.email, password);
  const created = await session.call("createWorkflow", {
    body: {
      definition: {
        schemaVersion: 1,
        key: "bench-webhook",
        name: "Webhook",
        triggers: [{ id: "hook", type: "webhook" }],
        nodes: [{ id: "done", type: "end" }],
        edges: [{ id: "e1", source: "hook", sourcePort: "out", target: "done" }],
      },
    },
  });
  await session.call("publishWorkflow", {
    params: { key: "bench-webhook" },
    body: {},
    headers: { "if-match": `"${created.revision}"` },
  });
  const { addresses } = await session.call("getWorkflow", { params: { key: "bench-webhook" } });
  const address = addresses[0];
  if (address === undefined) throw new Error("the webhook has no address");
  return new URL(address.url, stack.urls.app).href;
}
