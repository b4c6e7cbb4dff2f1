import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { JsonObject } from "../../../definitions/json.ts";
import type { WorkflowDefinitionInput } from "../../../definitions/workflow.ts";
import { connectorError } from "../../../definitions/errors.ts";
import { UPDATE_RESOLVE_INCIDENT } from "../../../engine/workflows/contract.ts";
import type { Store } from "../../../engine/store/index.ts";
import { createPayloadCodec } from "../../../engine/worker/payload-codec.ts";
import { openTestStore, TEST_KEYS } from "../store/open-test-store.ts";
import { type Harness, startHarness } from "./run-harness.ts";

let store: Store;
let drop: () => Promise<void>;
let harness: Harness;
beforeAll(async () => {
  ({ store, drop } = await openTestStore());
  harness = await startHarness(createPayloadCodec(TEST_KEYS, store.blobs));
});
afterAll(async () => {
  await harness.stop();
  await drop();
});

const PAGE_SIZE = 100;
const definition = (key: string, more: object = {}): WorkflowDefinitionInput => ({
  schemaVersion: 1,
  key,
  name: key,
  triggers: [{ id: "manual", type: "manual" }],
  variables: [{ name: "bytes", type: "number", initial: 0 }],
  nodes: [
    {
      id: "each",
      type: "for-each",
      source: { operation: "erp.list", input: { of: "rows" }, pageSize: PAGE_SIZE },
      ...more,
    },
    { id: "count", type: "set", parent: "each", values: { bytes: "=vars.bytes + double(size(item.text))" } },
    { id: "end", type: "end", output: { bytes: "=vars.bytes", list: "=steps.each.output" } },
  ],
  edges: [
    { id: "e1", source: "manual", sourcePort: "out", target: "each" },
    { id: "e2", source: "each", sourcePort: "out", target: "end" },
  ],
});

/** Pages made as they are asked for: the whole list exists nowhere. */
function servePages(count: number, textBytes: number, trouble: (page: number) => void = () => undefined) {
  const asked: number[] = [];
  harness.operations["erp.list"] = ({ input }) => {
    const { cursor = "0", limit } = input as { cursor?: string; limit: number };
    const start = Number(cursor);
    asked.push(start / limit);
    trouble(start / limit);
    const items = Array.from({ length: Math.min(limit, count - start) }, (_, index): JsonObject => {
      return { n: start + index, text: randomBytes(textBytes / 2).toString("hex") };
    });
    return { items, nextCursor: start + limit < count ? String(start + limit) : null };
  };
  return asked;
}

const usedMegabytes = () => {
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss: rss / 1e6, kept: (heapUsed + external) / 1e6 };
};

test("a list of 50 MB goes through page by page, and never lies in memory as a whole", async () => {
  // Bundle, connection and caches are made before it is measured.
  servePages(200, 10_000);
  const warm = await harness.start({ definition: definition("warm") });
  await warm.result();
  const asked = servePages(5_000, 10_000);
  const before = usedMegabytes();
  let highest = before;
  const watch = setInterval(() => {
    const now = usedMegabytes();
    highest = { rss: Math.max(highest.rss, now.rss), kept: Math.max(highest.kept, now.kept) };
  }, 50);
  const handle = await harness.start({ definition: definition("fifty") });
  const result = await handle.result();
  clearInterval(watch);
  expect(result).toEqual({
    status: "completed",
    output: { bytes: 50_000_000, list: { items: 5_000, failed: 0, pages: 50 } },
  });
  const grown = { rss: highest.rss - before.rss, kept: highest.kept - before.kept };
  process.stdout.write(
    `for-each over 50 MB: memory of worker, client and server's fake together grew by ${grown.rss.toFixed(0)} MB resident, ` +
      `${grown.kept.toFixed(0)} MB in use (before ${before.rss.toFixed(0)} and ${before.kept.toFixed(0)} MB)\n`,
  );
  // The list in memory takes 50 MB of text, and JSON of it and its payloads twice as much again.
  expect(grown.kept).toBeLessThan(100);
  const { events } = await handle.fetchHistory();
  expect(JSON.stringify(events).length).toBeLessThan(1_000_000);
  expect(asked).toEqual(Array.from({ length: 50 }, (_, page) => page));
}, 300_000);

test("a page that fails is asked for again by an operator: pages before it are not done again", async () => {
  let away = true;
  const asked = servePages(350, 20, (page) => {
    if (page === 2 && away) throw connectorError("ERP_AWAY", "away", false, {});
  });
  const handle = await harness.start({ definition: definition("again"), historyBudget: 40 });
  await harness.until(handle, ({ status }) => status === "incident");
  away = false;
  await handle.executeUpdate(UPDATE_RESOLVE_INCIDENT, {
    args: [{ stepId: "each", resolution: { action: "retry" }, byUser: null }],
  });
  expect(await handle.result()).toMatchObject({ output: { bytes: 7_000, list: { items: 350, pages: 4 } } });
  expect(asked).toEqual([0, 1, 2, 2, 3]);
});
