import { Registry } from "prom-client";
import { expect, it } from "vitest";
import { createRunMeter } from "../observe/run-meter.ts";
import { countSteps, observeRunEnd, SILENT_OBSERVER } from "../observe/run-observer.ts";
import { startHealthServer } from "./health-server.ts";

it("counts runs, steps and operations by names, never by ids", async () => {
  const registry = new Registry();
  const observer = { ...SILENT_OBSERVER, meter: createRunMeter(registry) };
  const step = { nodeId: "mail", iteration: 0, attempts: 1, startedAt: "2026-01-01T00:00:00Z" };
  countSteps(observer, { workspaceId: "w", workflowKey: "leads", runId: "run-id" }, [
    { ...step, stepId: "mail", status: "completed", endedAt: "2026-01-01T00:00:02Z" },
    { ...step, stepId: "mail[1]", status: "waiting", endedAt: null },
    { ...step, stepId: "old", status: "completed", endedAt: "2026-01-01T00:00:02Z", isReused: true },
  ]);
  const origin = { triggerId: "hook", triggerType: "webhook", chain: [], traceId: "4bf92f3577b34da6a3ce929d0e0e4736" };
  const run = { workspaceId: "w", runId: "run-id", workflowKey: "leads", origin, errorCode: null };
  observeRunEnd(observer, { ...run, status: "completed" });
  observer.meter.operationEnded({ operation: "http.request", seconds: 0.2 });
  for (const code of ["HTTP_TIMEOUT", "made up: 4711"])
    observer.meter.operationEnded({ operation: "http.request", seconds: 3, error: { class: "connector", code } });
  const text = await registry.metrics();
  expect(text).toContain('flowright_step_seconds_count{workspace="w",workflow="leads",status="completed"} 1');
  expect(text).toContain('flowright_step_seconds_sum{workspace="w",workflow="leads",status="completed"} 2');
  expect(text).toContain('flowright_runs_ended_total{workspace="w",workflow="leads",status="completed"} 1');
  expect(text).toContain('flowright_operation_seconds_count{operation="http.request",outcome="failed"} 2');
  expect(text).toContain('{operation="http.request",class="connector",code="HTTP_TIMEOUT"} 1');
  expect(text).toContain('{operation="http.request",class="connector",code="OTHER"} 1');
  expect(text).not.toMatch(/run-id|4711|hook|mail/u);
  for (const name of text.matchAll(/^# TYPE (?<name>\S+)/gmu))
    expect(text).toContain(`# HELP ${name.groups?.["name"]} `);
});

it("health tells whether the worker works, readiness what it waits for", async () => {
  let isAlive = true;
  const checks = { worker: "ok", mongodb: "ok", temporal: "ok" };
  const server = await startHealthServer({
    port: 0,
    host: "127.0.0.1",
    isAlive: () => isAlive,
    checkReadiness: async () => checks,
    metrics: { contentType: "text/plain", read: async () => "a 1\n" },
  });
  const get = async (path: string) => fetch(`http://127.0.0.1:${server.port}${path}`);
  expect((await get("/healthz")).status).toBe(200);
  expect((await get("/readyz")).status).toBe(200);
  checks.mongodb = "does not answer";
  expect((await get("/healthz")).status).toBe(200);
  const waiting = await get("/readyz");
  expect(waiting.status).toBe(503);
  expect(await waiting.json()).toEqual({ status: "waiting", checks });
  isAlive = false;
  expect((await get("/healthz")).status).toBe(503);
  expect(await (await get("/metrics")).text()).toBe("a 1\n");
  expect((await get("/else")).status).toBe(404);
  await server.close();
});
