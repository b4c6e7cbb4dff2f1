import { randomUUID } from "node:crypto";
import { Client, Connection } from "@temporalio/client";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createRunGateway, type RunGateway } from "../../../engine/api/run-gateway.ts";
import { toProblem } from "../../../engine/api/problem.ts";

let connection: Connection;
let client: Client;
let gateway: RunGateway;
beforeAll(() => {
  connection = Connection.lazy({ address: process.env["FLOWRIGHT_TEST_TEMPORAL_ADDRESS"] ?? "" });
  client = new Client({ connection });
  gateway = createRunGateway(client, "default");
});
afterAll(async () => connection.close());

const codeOf = async (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: unknown) => {
      const { status, code } = toProblem(error, "r", "en");
      return `${status} ${code}`;
    },
  );
const pause = { operation: "pause", byUser: null } as const;

it("knows a run that never started from one that has ended, and one whose worker is away from both", async () => {
  const workflowId = `default:gateway:${randomUUID()}`;
  await gateway.check();
  expect(await codeOf(gateway.operate(workflowId, pause))).toBe("409 RUN_NOT_STARTED");
  expect(await gateway.readState(workflowId)).toBeNull();
  await client.workflow.start("nobodyRunsThis", { workflowId, taskQueue: "nobody-listens", args: [] });
  const asked = Date.now();
  expect(await gateway.readState(workflowId)).toBeNull();
  expect(Date.now() - asked).toBeLessThan(8_000);
  await gateway.terminate(workflowId, "test");
  expect(await codeOf(gateway.operate(workflowId, pause))).toBe("409 RUN_CLOSED");
  expect(await codeOf(gateway.terminate(workflowId, "again"))).toBe("409 RUN_CLOSED");
});

it("says that the server is away, and lets the stored progress answer for it", async () => {
  const away = Connection.lazy({ address: "127.0.0.1:1", connectTimeout: 1_000 });
  const lost = createRunGateway(new Client({ connection: away }), "default");
  expect(await lost.readState("default:a:b")).toBeNull();
  expect(await codeOf(lost.operate("default:a:b", pause))).toBe("503 TEMPORAL_UNAVAILABLE");
  await expect(lost.check()).rejects.toThrow(/UNAVAILABLE|DEADLINE/);
  await away.close();
});
