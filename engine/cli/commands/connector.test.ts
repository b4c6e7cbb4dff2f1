import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Connector } from "../../../connectors/sdk/index.ts";
import { checkConformance, createFakeHost, recordHttp } from "../../../connectors/testing/index.ts";
import { watchFolder } from "../connector/watch-folder.ts";
import { runCommandLine } from "../run-command-line.ts";
import { COMMANDS } from "./index.ts";

const ROOT = join(import.meta.dirname, "../../..");
let folder: string;
beforeAll(() => {
  // A second home for connectors: the kit and the packages are the project's own.
  folder = mkdtempSync(join(tmpdir(), "flowright-connectors-"));
  mkdirSync(join(folder, "connectors"));
  for (const name of ["sdk", "testing"]) symlinkSync(join(ROOT, "connectors", name), join(folder, "connectors", name));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function flowright(...args: string[]) {
  const out: string[] = [];
  const io = { out: (line: string) => out.push(line), err: (line: string) => out.push(line), cwd: folder, env: {} };
  const exitCode = await runCommandLine(["connector", ...args, "--json"], COMMANDS, io);
  return { exitCode, result: JSON.parse(out.join("\n")) as Record<string, unknown> };
}

test("new writes a connector that keeps to the conformance suite and works, under its own name", async () => {
  const { exitCode, result } = await flowright("new", "note-box", "--title", "Note box", "--in", "connectors");
  expect(exitCode).toBe(0);
  const written = (result["files"] as string[]).map((file) => file.slice(folder.length));
  expect(written).toEqual(
    ["create-note.ts", "connector.ts", "note-box.test.ts", "README.md"].map((name) => `/connectors/note-box/${name}`),
  );
  for (const file of written) expect(readFileSync(join(folder, file), "utf8")).not.toMatch(/acme/iu);
  const module = (await import(join(folder, "connectors/note-box/connector.ts"))) as { noteBoxConnector: Connector };
  const made = module.noteBoxConnector;
  expect(await checkConformance(made)).toEqual([]);
  const url = "https://api.note-box.example/v1/notes";
  const guard = recordHttp([{ method: "POST", url, status: 201, request: { text: "Hi" }, response: { id: "N1" } }]);
  const host = createFakeHost(made, { settings: { apiKey: "key-1" }, guard });
  expect(await host.run("create-note", { text: "Hi" })).toEqual({ id: "N1" });
  await flowright("new", "acme-notes", "--in", "connectors");
  const renamed = readFileSync(join(folder, "connectors/acme-notes/connector.ts"), "utf8");
  expect(renamed).toContain("export const acmeNotesConnector = defineConnector");
  expect(renamed).toContain('hosts: ["api.acme-notes.example"]');
  expect(await flowright("new", "note-box", "--in", "connectors")).toMatchObject({
    exitCode: 1,
    result: { error: { code: "CONNECTOR_EXISTS" } },
  });
});

test.each(["../evil", "Acme", "sdk", "a--b", ""])("%j is no connector's name, and nothing is written", async (name) => {
  expect(await flowright("new", name, "--in", "connectors")).toMatchObject({
    exitCode: 1,
    result: { error: { code: "CONNECTOR_NAME_INVALID" } },
  });
  expect(existsSync(join(folder, "evil"))).toBe(false);
});

test("a connector is tested by the conformance suite and by the tests of its folder", async () => {
  expect(await flowright("test", "http", "--conformance-only")).toEqual({
    exitCode: 0,
    result: { connector: "http", ok: true, problems: [], tests: null },
  });
  const { exitCode, result } = await flowright("test", "http");
  expect(result).toMatchObject({ ok: true, tests: { failed: 0, failures: [] } });
  expect((result["tests"] as { passed: number }).passed).toBeGreaterThan(0);
  expect(exitCode).toBe(0);
  expect((await flowright("test", "nothing")).result).toMatchObject({ error: { code: "CONNECTOR_UNKNOWN" } });
}, 60_000);

test("dev calls one operation of the real system", async () => {
  const server = createServer((request, response) =>
    response.setHeader("content-type", "application/json").end(JSON.stringify({ path: request.url })),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hello`;
  const call = ["dev", "http", "--operation", "request", "--input", JSON.stringify({ method: "GET", path: url })];
  expect(await flowright(...call)).toMatchObject({ exitCode: 0, result: { output: { body: { path: "/hello" } } } });
  server.close();
  server.closeAllConnections();
  expect(await flowright("dev", "http", "--operation", "request", "--input", "{}")).toMatchObject({
    exitCode: 1,
    result: { error: { code: "OPERATION_INPUT_INVALID" } },
  });
  expect((await flowright("dev", "http", "--input", "{}")).exitCode).toBe(2);
});

test("a watched folder calls at once, once more for changes that come together, and stops", async () => {
  const watched = mkdtempSync(join(folder, "watched-"));
  const stop = new AbortController();
  let calls = 0;
  const called = (count: number) => expect.poll(() => calls, { timeout: 5_000 }).toBe(count);
  const done = watchFolder(
    watched,
    async () => {
      calls += 1;
    },
    stop.signal,
  );
  await called(1);
  for (const name of ["a", "b", "c"]) writeFileSync(join(watched, name), name);
  await called(2);
  stop.abort();
  await done;
  expect(calls).toBe(2);
});
