import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createBuiltInRegistry } from "../../../activities/built-in-registry.ts";
import { createPolls } from "../../../activities/create-activities.ts";
import { createStorePorts, type Store } from "../../../engine/store/index.ts";
import { TriggerPoller } from "../../../engine/triggers/index.ts";
import { newWorkspaceId, openTestStore, publish } from "../store/open-test-store.ts";

let store: Store;
let drop: () => Promise<void>;
let system: Server;
/** What the other system lists; `broken` makes it fail. */
const shown: { items: { id: number; changed: string }[]; broken: boolean } = { items: [], broken: false };
beforeAll(async () => {
  ({ store, drop } = await openTestStore());
  system = createServer((_request, response) => {
    response.statusCode = shown.broken ? 500 : 200;
    response.setHeader("content-type", "application/json").end(JSON.stringify({ data: { orders: shown.items } }));
  });
  await new Promise<void>((resolve) => system.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await new Promise((resolve) => system.close(resolve));
  await drop();
});

const poller = () =>
  new TriggerPoller({
    store,
    polls: createPolls({
      ports: createStorePorts(store),
      registry: createBuiltInRegistry(),
      allowPrivateHosts: ["*"],
    }),
  });
const due = async () =>
  store.context.collections.marks.updateMany({ _id: { $regex: "^poll:" } }, { $set: { at: new Date(0) } });

it("starts a run for each new item, once, whoever looks and whatever breaks; not for what was there before", async () => {
  const workspaceId = newWorkspaceId();
  const port = (system.address() as AddressInfo).port;
  const workflowKey = await publish(store, workspaceId, {
    triggers: [
      {
        id: "orders",
        type: "poll",
        operation: "http.new-items",
        every: "PT1H",
        input: { path: `http://127.0.0.1:${port}/orders`, list: "data.orders", atField: "changed" },
      },
    ],
  });
  const accepted = async () =>
    (await store.context.collections.events.find({ workspaceId, kind: "trigger" }).toArray()).flatMap((event) =>
      event.kind === "trigger" && event.workflowKey === workflowKey
        ? [JSON.parse(event.payload) as { id: number }]
        : [],
    );
  shown.items = [{ id: 1, changed: "2026-03-01T10:00:00Z" }];
  expect(await poller().sweep()).toBe(0);

  shown.items.push({ id: 2, changed: "2026-03-01T10:00:00Z" }, { id: 3, changed: "2026-03-01T11:00:00+01:00" });
  shown.items.push({ id: 4, changed: "2026-03-01T11:30:00Z" });
  expect(await poller().sweep()).toBe(0); // not due
  await due();
  const both = await Promise.all([poller().sweep(), poller().sweep()]);
  expect(both.sort((a, b) => a - b)).toEqual([0, 3]);
  expect((await accepted()).map(({ id }) => id).sort((a, b) => a - b)).toEqual([2, 3, 4]);

  shown.broken = true;
  await due();
  expect(await poller().sweep()).toBe(0);
  shown.broken = false;

  // The process dies after it asked for the runs and before it kept the cursor.
  const before = await store.context.collections.marks.find({ _id: { $regex: "^poll:" } }).toArray();
  shown.items.push({ id: 5, changed: "2026-03-01T12:00:00Z" });
  await due();
  expect(await poller().sweep()).toBe(1);
  for (const { _id, value } of before)
    await store.context.collections.marks.updateOne({ _id }, { $set: { value, at: new Date(0) } });
  await poller().sweep();
  expect((await accepted()).map(({ id }) => id).sort((a, b) => a - b)).toEqual([2, 3, 4, 5]);
});
