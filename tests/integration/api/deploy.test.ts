import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { validateWorkflow } from "../../../definitions/validate/index.ts";
import { COMMANDS } from "../../../engine/cli/commands/index.ts";
import { readDeployables } from "../../../engine/cli/deployable-files.ts";
import { connectServer } from "../../../engine/cli/server/connect-server.ts";
import { deployFiles } from "../../../engine/cli/server/deploy-files.ts";
import { runCommandLine } from "../../../engine/cli/run-command-line.ts";
import { type ApiUnderTest, startApi } from "./api-under-test.ts";

const TABLE = {
  schemaVersion: 1,
  key: "score",
  name: "Score",
  hitPolicy: "F",
  inputs: [{ id: "n", type: "number" }],
  outputs: [{ id: "points", type: "number" }],
  rows: [{ id: "r1", when: ["-"], then: ["1"] }],
};
const workflow = (key: string, extra: object[] = []) => ({
  schemaVersion: 1,
  key,
  name: "Points",
  triggers: [{ id: "byHand", type: "manual" }],
  nodes: [{ id: "score", type: "decision-table", table: "score", input: { n: "=1" } }, ...extra],
  edges: [
    { id: "e1", source: "byHand", sourcePort: "out", target: "score" },
    ...extra.map((_, index) => ({ id: `x${index}`, source: "score", sourcePort: "out", target: `extra${index}` })),
  ],
});
const SET = { id: "extra0", type: "set", values: { a: 1 } };

let api: ApiUnderTest;
let folder: string;
let apiKey: string;
beforeAll(async () => {
  api = await startApi({ validate: validateWorkflow });
  apiKey = (await api.call("createApiKey", { body: { name: "deploy", role: "builder" } })).secret;
});
afterAll(async () => api.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "flowright-deploy-"));
  return () => rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: object): string {
  mkdirSync(join(folder, name, ".."), { recursive: true });
  writeFileSync(join(folder, name), JSON.stringify(content));
  return name;
}
async function flowright(...args: string[]) {
  const lines: string[] = [];
  const io = {
    out: (line: string) => lines.push(line),
    err: (line: string) => lines.push(line),
    cwd: folder,
    env: { FLOWRIGHT_API_KEY: apiKey },
  };
  const exitCode = await runCommandLine([...args, "--server", api.url, "--json"], COMMANDS, io);
  return { exitCode, result: JSON.parse(lines.join("\n")) as Record<string, never> };
}
const draftOf = async (key: string) => api.call("getWorkflow", { params: { key } });

describe("deploy", () => {
  it("brings a folder to the server and publishes it; a second time changes nothing", async () => {
    write("tables/score.json", TABLE);
    write("points.json", workflow("points"));
    write("points.test.json", { workflow: "points", tests: [] });
    write("package.json", { name: "not a definition" });
    const first = await flowright("deploy", ".", "--publish", "--note", "first");
    expect(first).toMatchObject({
      exitCode: 0,
      result: {
        results: [
          { kind: "tables", key: "score", action: "created" },
          { kind: "workflow", key: "points", action: "created", published: 1 },
        ],
      },
    });
    const before = await draftOf("points");
    const second = await flowright("deploy", ".", "--publish");
    expect(second.result).toMatchObject({
      results: [
        { key: "score", action: "unchanged" },
        { key: "points", action: "unchanged", published: null },
      ],
    });
    expect(await draftOf("points")).toEqual(before);
    expect((await api.call("listVersions", { params: { key: "points" } })).items).toHaveLength(1);
  });

  it("stores tests beside their workflow, once", async () => {
    const tests = [
      { name: "One point", mocks: {}, expect: { outputs: { score: [{ points: 1 }] } } },
      { name: "一分", mocks: {}, expect: { status: "completed" } },
    ];
    const file = write("points.test.json", { workflow: "points", tables: ["score.json"], tests });
    const first = await flowright("deploy", file, "--tests");
    expect(first.result).toMatchObject({
      results: [
        { kind: "test", key: "points/one-point", action: "created" },
        { kind: "test", key: "points/test-2", action: "created" },
      ],
    });
    expect((await flowright("deploy", ".", "--tests")).result).toMatchObject({
      results: [{ action: "unchanged" }, { action: "unchanged" }],
    });
    const report = await api.call("runWorkflowTests", { params: { key: "points" }, body: {} });
    expect(report).toMatchObject({ passed: 2, failed: 0 });
  });

  it("writes stored tests that run by themselves; deploying them again changes nothing", async () => {
    const test = { name: "Named otherwise", mocks: {}, expect: { outputs: { score: [{ points: 1 }] } } };
    await api.call("saveWorkflowTest", { params: { key: "points", id: "other" }, body: test });
    expect(await flowright("export", "points", "--tests", "--out", "out")).toMatchObject({ exitCode: 0 });
    const file = JSON.parse(readFileSync(join(folder, "out/points.test.json"), "utf8"));
    expect(file).toMatchObject({ workflow: "points", tables: ["tables/score.json"] });
    const lines: string[] = [];
    const io = {
      out: (line: string) => lines.push(line),
      err: (line: string) => lines.push(line),
      cwd: folder,
      env: {},
    };
    expect(await runCommandLine(["test", "out", "--json"], COMMANDS, io)).toBe(0);
    expect(JSON.parse(lines.join("\n"))).toMatchObject({ passed: 3, failed: 0 });
    const { results } = (await flowright("deploy", "out", "--tests")).result as unknown as {
      results: { kind: string; key: string; action: string }[];
    };
    const actions = results.filter(({ kind }) => kind === "test").map(({ key, action }) => `${key} ${action}`);
    expect(actions.sort()).toEqual(["points/one-point unchanged", "points/other unchanged", "points/test-2 unchanged"]);
    await api.call("deleteWorkflowTest", { params: { key: "points", id: "other" } });
  });

  it("keeps the layout that a file does not have, and shows by --dry-run what it would do", async () => {
    const laid = { ...workflow("points"), layout: { nodes: { score: { x: 40, y: 80 } } } };
    const { revision } = await draftOf("points");
    await api.call("saveDraft", { params: { key: "points" }, body: laid, headers: { "if-match": `"${revision}"` } });
    const file = write("points.json", workflow("points", [SET]));
    const dry = await flowright("deploy", file, "--dry-run", "--publish");
    expect(dry.result).toMatchObject({ results: [{ action: "changed", published: null }] });
    expect((await draftOf("points")).nodeCount).toBe(1);
    await flowright("deploy", file, "--force");
    const after = await draftOf("points");
    expect(after.draft.layout.nodes).toEqual({ score: { x: 40, y: 80 } });
    expect(after).toMatchObject({ nodeCount: 2, publishedVersion: 1, hasDraftChanges: true });
  });

  it("refuses to lose what somebody left unpublished, an invalid workflow, and a race", async () => {
    write("shared.json", workflow("shared"));
    await flowright("deploy", "shared.json");
    const { revision } = await draftOf("shared");
    const byHand = workflow("shared", [{ ...SET, name: "By hand" }]);
    await api.call("saveDraft", { params: { key: "shared" }, body: byHand, headers: { "if-match": `"${revision}"` } });
    const mine = write("shared.json", workflow("shared", [SET]));
    expect(await flowright("deploy", mine)).toMatchObject({
      exitCode: 1,
      result: { error: { code: "DEPLOY_DRAFT_CHANGED", details: { workflow: "shared" } } },
    });
    expect((await draftOf("shared")).draft.nodes[1]).toMatchObject({ name: "By hand" });
    write("other.json", workflow("other"));
    const broken = write("broken.json", workflow("broken", [{ ...SET, values: { a: "=steps.nothing.output" } }]));
    const refused = await flowright("deploy", "other.json", broken, "--publish");
    expect(refused).toMatchObject({ exitCode: 1, result: { error: { code: "WORKFLOW_INVALID" } } });
    expect(await api.refusal("getWorkflow", { params: { key: "other" } })).toBe("404 WORKFLOW_UNKNOWN");
    expect((await flowright("deploy", broken)).result).toMatchObject({
      results: [
        {
          key: "broken",
          action: "created",
          issues: expect.arrayContaining([expect.objectContaining({ severity: "error" })]),
        },
      ],
    });
    // Somebody saves between reading the draft and writing it.
    const out: string[] = [];
    const io = { out: (line: string) => out.push(line), err: () => undefined, cwd: folder, json: true };
    const env = { FLOWRIGHT_API_KEY: apiKey };
    const server = connectServer("deploy", api.url, { ...io, env, report: () => undefined });
    const raced: typeof server = {
      async call(name, call) {
        if (name === "validateDefinition") {
          const headers = { "if-match": `"${(await draftOf("shared")).revision}"` };
          await api.call("saveDraft", { params: { key: "shared" }, body: workflow("shared"), headers });
        }
        return server.call(name, call);
      },
    };
    const options = { publish: false, note: undefined, isDryRun: false, isForced: true };
    await expect(deployFiles(raced, readDeployables([mine], folder), options)).rejects.toMatchObject({
      code: "WORKFLOW_CONFLICT",
    });
  });

  it("says what is wrong with the server, the key and the files", async () => {
    const file = write("points.json", workflow("points"));
    const good = apiKey;
    apiKey = `${good.slice(0, -4)}0000`;
    expect(await flowright("deploy", file)).toMatchObject({
      exitCode: 1,
      result: { error: { code: "API_KEY_INVALID" } },
    });
    apiKey = "";
    expect((await flowright("deploy", file)).result).toMatchObject({ error: { code: "SERVER_KEY_MISSING" } });
    apiKey = good;
    const odd = write("odd.json", { key: "odd" });
    expect((await flowright("deploy", odd)).result).toMatchObject({ error: { code: "DEPLOY_FILE_UNKNOWN" } });
    const twice = write("twice.json", workflow("points"));
    expect((await flowright("deploy", file, twice)).result).toMatchObject({ error: { code: "DEPLOY_KEY_REPEATED" } });
    const lines: string[] = [];
    const io = { out: (line: string) => lines.push(line), err: (line: string) => lines.push(line), cwd: folder };
    const env = { FLOWRIGHT_API_KEY: apiKey };
    const nobody = ["deploy", file, "--server", "http://127.0.0.1:9", "--json"];
    expect(await runCommandLine(nobody, COMMANDS, { ...io, env })).toBe(1);
    expect(JSON.parse(lines.join("\n"))).toMatchObject({ error: { code: "SERVER_UNREACHABLE", retryable: true } });
  });
});

describe("export and diff", () => {
  it("writes drafts and versions in one order, as JSON and YAML; deploying an export changes nothing", async () => {
    await flowright("export", "--out", "out", "--format", "yaml");
    const text = readFileSync(join(folder, "out", "points.yaml"), "utf8");
    expect(text.startsWith("schemaVersion: 1\nkey: points\nname: Points\n")).toBe(true);
    expect(parse(text)).toEqual((await draftOf("points")).draft);
    expect((await flowright("deploy", "out/points.yaml")).result).toMatchObject({ results: [{ action: "unchanged" }] });
    await api.call("putResource", {
      params: { kind: "queues", key: "first-line" },
      body: { key: "first-line", name: "1st" },
    });
    const all = await flowright("export", "points", "--out", "all", "--resources");
    expect(all.result["files"]).toEqual(
      expect.arrayContaining([
        { kind: "tables", key: "score", file: join(folder, "all", "tables", "score.json") },
        { kind: "queues", key: "first-line", file: join(folder, "all", "queues", "first-line.json") },
      ]),
    );
    const again = (await flowright("deploy", "all")).result["results"] as unknown as { action: string }[];
    expect(new Set(again.map(({ action }) => action))).toEqual(new Set(["unchanged"]));
    const published = await flowright("export", "points", "--published");
    expect(published.result["nodes"]).toHaveLength(1);
    expect((await flowright("export", "points", "--version", "1")).result).toEqual(published.result);
    expect((await flowright("export", "nothing")).result).toMatchObject({ error: { code: "WORKFLOW_UNKNOWN" } });
  });

  it("shows what a file changes on the server, and between two files", async () => {
    const file = write("points.json", workflow("points", [SET]));
    expect(await flowright("diff", file)).toMatchObject({ exitCode: 0, result: { same: true } });
    const published = await flowright("diff", file, "--published", "--check");
    expect(published).toMatchObject({
      exitCode: 1,
      result: {
        same: false,
        diffs: [
          {
            changes: [
              { part: "node", change: "added", id: "extra0", type: "set" },
              { part: "edge", change: "added", id: "score.out → extra0" },
            ],
          },
        ],
      },
    });
    const fresh = write("fresh.json", workflow("fresh"));
    expect((await flowright("diff", fresh)).result).toMatchObject({
      same: false,
      diffs: [{ isNew: true, changes: [] }],
    });
  });
});

it("back-test asks the server", async () => {
  const file = write("points.json", workflow("points", [SET]));
  expect(await flowright("back-test", file, "--last", "5")).toMatchObject({
    exitCode: 0,
    result: { workflow: "points", compared: 0 },
  });
});
