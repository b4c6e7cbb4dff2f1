import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Context } from "@temporalio/activity";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createBuiltInRegistry } from "../../../activities/built-in-registry.ts";
import { createActivities } from "../../../activities/create-activities.ts";
import { createInMemoryPorts } from "../../../activities/testing/in-memory-ports.ts";
import type { WorkflowDefinitionInput } from "../../../definitions/workflow.ts";
import { UPDATE_OPERATE } from "../../../engine/workflows/contract.ts";
import { type Harness, startHarness } from "./run-harness.ts";

let harness: Harness;
let server: Server;
let url: string;
/** Requests that hang, and how many of them their caller gave up. */
const hanging = { open: 0, abandoned: 0 };
beforeAll(async () => {
  harness = await startHarness(undefined, {
    // As a worker that is killed with the call under way, and one that then does it.
    "erp.lost": async () => {
      const { info, cancelled } = Context.current();
      return info.attempt === 1 ? cancelled : { output: "done", attempts: info.attempt };
    },
  });
  server = createServer((_request, response) => {
    hanging.open += 1;
    response.on("close", () => (hanging.abandoned += 1));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slow`;
  const operations = createActivities({
    ports: createInMemoryPorts(),
    registry: createBuiltInRegistry(),
    allowPrivateHosts: ["127.0.0.1"],
    currentSignal: () => Context.current().cancellationSignal,
  });
  harness.operations["http.request"] = async (call) => (await operations["http.request"]?.(call)) ?? null;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await harness.stop();
});

const definition = (operation: string): WorkflowDefinitionInput => ({
  schemaVersion: 1,
  key: "slow",
  name: "slow",
  triggers: [{ id: "manual", type: "manual" }],
  nodes: [{ id: "ask", type: "action", operation, input: { path: url }, timeout: "PT10M" }],
  edges: [{ id: "e", source: "manual", sourcePort: "out", target: "ask" }],
});

test("a call that takes long gives signs of life, and its cancellation reaches the request", async () => {
  const handle = await harness.start({ definition: definition("http.request") });
  await expect.poll(() => hanging.open, { timeout: 10_000 }).toBe(1);
  const lastSign = async () => {
    const { raw } = await handle.describe();
    return raw.pendingActivities?.[0]?.lastHeartbeatTime ?? null;
  };
  await expect.poll(lastSign, { timeout: 15_000 }).not.toBeNull();
  const { events } = await handle.fetchHistory();
  const scheduled = events?.find(({ activityTaskScheduledEventAttributes }) => activityTaskScheduledEventAttributes);
  expect(scheduled?.activityTaskScheduledEventAttributes).toMatchObject({
    heartbeatTimeout: { seconds: expect.anything() },
  });
  expect(Number(scheduled?.activityTaskScheduledEventAttributes?.heartbeatTimeout?.seconds)).toBe(30);
  await handle.executeUpdate(UPDATE_OPERATE, { args: [{ operation: "cancel", byUser: null }] });
  expect(await handle.result()).toMatchObject({ status: "cancelled" });
  await expect.poll(() => hanging.abandoned, { timeout: 15_000 }).toBe(1);
}, 60_000);

test("a call whose worker was lost is begun anew after half a minute, long before its time limit", async () => {
  const began = Date.now();
  const handle = await harness.start({ definition: definition("erp.lost") });
  expect(await handle.result()).toMatchObject({ status: "completed" });
  const { steps } = await harness.state(handle);
  expect(steps[0]).toMatchObject({ output: "done", attempts: 2 });
  expect(Date.now() - began).toBeLessThan(45_000);
}, 90_000);
