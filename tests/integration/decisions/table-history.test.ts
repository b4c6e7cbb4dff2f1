import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dmnFile, inputData, literal } from "../../../definitions/dmn/testing/dmn-files.ts";
import type { DecisionTable } from "../../../definitions/resources.ts";
import type { ApiServices } from "../../../engine/api/api-services.ts";
import { backTestTable } from "../../../engine/api/handlers/back-test-table.ts";
import { findUses } from "../../../engine/api/handlers/find-uses.ts";
import { COMMANDS } from "../../../engine/cli/commands/index.ts";
import { runCommandLine } from "../../../engine/cli/run-command-line.ts";
import { type ApiUnderTest, startApi } from "../api/api-under-test.ts";
import { type PeopleStack, startPeopleStack } from "../people/people-stack.ts";
import { publish, republish } from "../store/open-test-store.ts";

const row = (id: string, when: string, points: number) => ({ id, when: [when], then: [String(points)] });
const TABLE: DecisionTable = {
  schemaVersion: 1,
  key: "score",
  name: "Score",
  hitPolicy: "F",
  inputs: [{ id: "visits", type: "number" }],
  outputs: [{ id: "points", type: "number" }],
  rows: [row("many", ">= 10", 40), row("few", "-", 5)],
  tests: [{ name: "many visits", input: { visits: 12 }, expect: { points: 40 } }],
};
const CHANGED: DecisionTable = { ...TABLE, rows: [row("many", ">= 20", 40), row("few", "-", 5)], tests: [] };

describe("in runs, on the real servers", () => {
  let stack: PeopleStack;
  beforeAll(async () => {
    stack = await startPeopleStack();
  });
  afterAll(async () => stack.stop());

  it("a published version keeps the table it was published with; a changed table is tried on what runs asked", async () => {
    const { store, workspaceId } = stack;
    const { resources, workflows } = store.workspace(workspaceId);
    await resources.put("tables", TABLE, null);
    const key = await publish(store, workspaceId, {
      triggers: [{ id: "go", type: "manual" }],
      nodes: [{ id: "ask", type: "decision-table", table: "score", input: { visits: "=trigger.visits" } }],
      edges: [{ id: "e", source: "go", sourcePort: "out", target: "ask" }],
    } as never);
    const pointsOf = async (visits: number) => {
      const run = await stack.until(
        await stack.start(key, { visits: visits as never }),
        ({ status }) => status === "completed",
      );
      return run.steps.find(({ nodeId }) => nodeId === "ask")?.output;
    };
    expect(await pointsOf(12)).toEqual({ points: 40 });
    expect(await pointsOf(30)).toEqual({ points: 40 });
    expect(await pointsOf(1)).toEqual({ points: 5 });

    const services = { store } as ApiServices;
    const report = await backTestTable(services, workspaceId, CHANGED, 100);
    expect(report).toMatchObject({ runs: 3, compared: 3, same: 2, different: 1, failed: 0 });
    expect(report.steps).toMatchObject([
      {
        workflow: key,
        verdict: "different",
        input: { visits: 12 },
        before: { points: 40 },
        after: { points: 5 },
        hits: ["few"],
      },
    ]);
    expect(await backTestTable(services, workspaceId, CHANGED, 1)).toMatchObject({ runs: 1, compared: 1 });
    const narrow = { ...CHANGED, inputs: [{ ...TABLE.inputs[0], values: [1, 12] }] } as DecisionTable;
    expect(await backTestTable(services, workspaceId, narrow, 100)).toMatchObject({
      failed: 1,
      steps: expect.arrayContaining([
        expect.objectContaining({
          verdict: "failed",
          error: expect.objectContaining({ code: "TABLE_INPUT_NOT_ALLOWED" }),
        }),
      ]),
    });

    expect(await findUses(services, workspaceId, "tables", "score")).toEqual([
      { kind: "workflow", key, version: 1, isCurrent: true },
    ]);
    await resources.put("tables", CHANGED, null);
    expect(await pointsOf(12)).toEqual({ points: 40 });
    expect(await findUses(services, workspaceId, "tables", "score")).toMatchObject([{ version: 1, isCurrent: false }]);
    const { draft } = await workflows.get(key);
    await republish(store, workspaceId, { ...draft, name: "Again" });
    expect(await pointsOf(12)).toEqual({ points: 5 });
    expect(await findUses(services, workspaceId, "tables", "score")).toMatchObject([{ version: 2, isCurrent: true }]);
  });
});

describe("over the API", () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(async () => api.stop());
  const params = { kind: "tables", key: "score" };
  const put = async (body: object, query: Record<string, string> = {}) =>
    api.call("putResource", { params, body, query });

  it("each other content is a version with its note; versions are compared row by row and restored", async () => {
    await put(TABLE, { note: "first" });
    await put(TABLE);
    await put(CHANGED, { note: "stricter" });
    const { items } = await api.call("listResourceVersions", { params });
    expect(items).toMatchObject([
      { version: 2, note: "stricter", isCurrent: true, savedBy: expect.any(String) },
      { version: 1, note: "first", isCurrent: false },
    ]);
    expect(items[0]?.hash).not.toBe(items[1]?.hash);
    expect(await api.call("getResourceVersion", { params: { ...params, version: 1 } })).toMatchObject({ value: TABLE });
    expect(await api.call("diffTableVersions", { params: { key: "score", version: 2 } })).toEqual({
      rows: [
        { id: "many", kind: "changed", from: 1, to: 1, cells: [{ column: "visits", before: ">= 10", after: ">= 20" }] },
      ],
      table: [expect.objectContaining({ what: "tests.many visits", after: null })],
    });
    expect((await api.call("diffTableVersions", { params: { key: "score", version: 1 } })).rows).toHaveLength(2);
    await api.call("restoreResourceVersion", { params: { ...params, version: 1 } });
    expect(await api.call("getResource", { params })).toEqual(TABLE);
    expect((await api.call("listResourceVersions", { params })).items[0]).toMatchObject({
      version: 3,
      hash: items[1]?.hash,
    });
    for (const version of [9, "x"])
      expect(await api.refusal("getResourceVersion", { params: { ...params, version } })).toBe(
        "404 RESOURCE_VERSION_UNKNOWN",
      );
    expect(await api.refusal("listResourceVersions", { params: { ...params, key: "none" } })).toBe(
      "404 RESOURCE_UNKNOWN",
    );
  });

  it("writers at the same time each get a version of their own", async () => {
    const key = "race";
    const saves = Array.from({ length: 8 }, async (_, index) =>
      api.call("putResource", { params: { kind: "tables", key }, body: { ...CHANGED, key, name: `Score ${index}` } }),
    );
    await Promise.all(saves);
    const { items } = await api.call("listResourceVersions", { params: { kind: "tables", key } });
    expect(items.map(({ version }) => version)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    const [newest] = items;
    expect(newest?.isCurrent).toBe(true);
    const { value } = await api.call("getResourceVersion", { params: { kind: "tables", key, version: 8 } });
    expect(await api.call("getResource", { params: { kind: "tables", key } })).toEqual(value);
  });

  it("a table with errors or failing tests is not saved, and stays as it was", async () => {
    const refuse = async (body: object) => api.refusal("putResource", { params, body });
    const overlap = { ...TABLE, hitPolicy: "U" };
    expect(await refuse(overlap)).toBe("422 TABLE_HAS_ERRORS");
    expect(await refuse({ ...TABLE, tests: [{ name: "wrong", input: { visits: 1 }, expect: 40 }] })).toBe(
      "422 TABLE_TESTS_FAILED",
    );
    expect(await api.call("getResource", { params })).toEqual(TABLE);
  });

  it("a table is asked, tried on runs, read and written as a file; a used one is not deleted", async () => {
    const ask = { params: { key: "score" }, body: { inputs: [{ visits: 12 }, { visits: 1, visit: 1 }] } };
    expect(await api.call("evaluateTable", ask)).toMatchObject({
      results: [
        { outputs: 40, hits: ["many"], explanation: [{ held: true }] },
        { error: { code: "TABLE_INPUT_UNKNOWN" } },
      ],
    });
    expect(
      await api.call("evaluateTable", { ...ask, body: { table: CHANGED, inputs: [{ visits: 12 }] } }),
    ).toMatchObject({ results: [{ outputs: 5 }] });
    expect(await api.refusal("evaluateTable", { params: { key: "other" }, body: { table: TABLE, inputs: [{}] } })).toBe(
      "422 RESOURCE_KEY_MISMATCH",
    );
    expect(await api.call("backTestTable", { params: { key: "score" }, body: { table: CHANGED } })).toMatchObject({
      compared: 0,
      steps: [],
    });
    for (const format of ["dmn", "csv", "xlsx"]) {
      const { content } = await api.call("writeTableFile", { body: { format, table: CHANGED } });
      expect(await api.call("readTableFile", { body: { format, content } })).toEqual({
        tables: [CHANGED],
        unsupported: [],
      });
    }
    const chain = dmnFile(inputData("n", "number") + literal("A", "n * 2", "in_n") + literal("B", "A + 1", "A"));
    const inputs = [{ n: 2 }, { n: "x" }];
    expect(await api.call("evaluateDecisionFile", { body: { content: chain, decision: "B", inputs } })).toMatchObject({
      decision: "B",
      results: [{ outputs: 5, decisions: { A: 4 } }, { error: { code: "DECISION_INPUT_TYPE" } }],
      unsupported: [],
    });
    const bomb = '<!DOCTYPE x [<!ENTITY a "b">]><definitions/>';
    expect(await api.refusal("readTableFile", { body: { format: "dmn", content: bomb } })).toBe(
      "422 DMN_DOCTYPE_REFUSED",
    );
    const { secret: apiKey } = await api.call("createApiKey", { body: { name: "viewer", role: "viewer" } });
    expect(await api.refusal("restoreResourceVersion", { params: { ...params, version: 1 }, as: { apiKey } })).toBe(
      "403 PERMISSION_DENIED",
    );
  });

  it("the command line tells versions and uses, and tries a changed file on the runs", async () => {
    const folder = mkdtempSync(join(tmpdir(), "flowright-history-"));
    const { secret } = await api.call("createApiKey", { body: { name: "cli", role: "builder" } });
    const flowright = async (...args: string[]) => {
      const lines: string[] = [];
      const write = (line: string) => lines.push(line);
      const io = { out: write, err: write, cwd: folder, env: { FLOWRIGHT_API_KEY: secret } };
      const exitCode = await runCommandLine(["table", ...args, "--server", api.url], COMMANDS, io);
      return { exitCode, text: lines.join("\n") };
    };
    try {
      writeFileSync(join(folder, "score.json"), JSON.stringify(CHANGED));
      expect((await flowright("history", "score")).text).toMatch(
        /^\* 3 .*Version 1 restored\n {2}2 .*stricter\n {2}1 .*first$/u,
      );
      expect(await flowright("uses", "score")).toEqual({ exitCode: 0, text: "nothing uses score" });
      expect((await flowright("back-test", "score.json")).text).toBe(
        "0 of 0 evaluations in 0 runs would differ, 0 would fail",
      );
      expect((await flowright("history", "none")).text).toContain("RESOURCE_UNKNOWN");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
