import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { applyOperation, type Operation } from "../../../../../definitions/operations/index.ts";
import { workflowDefinitionSchema, type WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import { createEditorStore } from "./editor-store.ts";
import { saveDraft } from "./use-autosave.ts";

const base: WorkflowDefinition = workflowDefinitionSchema.parse({
  schemaVersion: 1,
  key: "flow",
  name: "Flow",
  nodes: [
    { id: "a", type: "end" },
    { id: "b", type: "end" },
  ],
});
const rename = (id: string, name: string): Operation => ({ type: "renameNode", id, name });
const edited = (...operations: Operation[]) =>
  operations.reduce((definition, operation) => applyOperation(definition, operation).definition, base);
const namesOf = ({ nodes }: WorkflowDefinition) => nodes.map(({ name }) => name);

/** The server: one draft under compare-and-set; `isReachable` cuts the line. */
const server = { draft: base, revision: 1, isReachable: true };
function answer(_url: string, init?: RequestInit): Response {
  if (!server.isReachable) throw new TypeError("Failed to fetch");
  const { draft, revision } = server;
  const json = (status: number, body: object) => Response.json(body, { status });
  if (init?.method !== "PUT")
    return json(200, { draft, revision, updatedAt: "2026-01-02T00:00:00Z", updatedBy: "wang" });
  const given = new Headers(init.headers).get("if-match");
  if (given !== `"${revision}"`) return json(409, { code: "WORKFLOW_CONFLICT" });
  server.draft = workflowDefinitionSchema.parse(JSON.parse(init.body as string));
  server.revision += 1;
  return json(200, { revision: server.revision, updatedAt: "2026-01-03T00:00:00Z", issues: [], hasDraftChanges: true });
}
const open = () => createEditorStore(base, 1, "2026-01-01T00:00:00Z");
const somebodySaves = (...operations: Operation[]) =>
  Object.assign(server, { draft: edited(...operations), revision: server.revision + 1 });

beforeEach(() => {
  Object.assign(server, { draft: base, revision: 1, isReachable: true });
  vi.stubGlobal(
    "fetch",
    vi.fn(async (url: string, init?: RequestInit) => answer(url, init)),
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("somebody else has saved in between", () => {
  test("what does not overlap is merged and saved; undo takes back one's own edit alone, and redo brings it again", async () => {
    const store = open();
    store.getState().run(rename("a", "Mine"));
    somebodySaves(rename("b", "Theirs"));
    expect(await saveDraft(store, "flow")).toBe(true);
    expect(namesOf(server.draft)).toEqual(["Mine", "Theirs"]);
    expect(store.getState()).toMatchObject({ saveState: "saved", revision: 3, conflict: null });
    store.getState().undo();
    expect(namesOf(store.getState().definition)).toEqual([undefined, "Theirs"]);
    store.getState().redo();
    expect(namesOf(store.getState().definition)).toEqual(["Mine", "Theirs"]);
  });

  test("what both have changed is asked about: nothing is sent, both are kept", async () => {
    const store = open();
    store.getState().run(rename("a", "Mine"));
    somebodySaves(rename("a", "Theirs"));
    expect(await saveDraft(store, "flow")).toBe(false);
    expect(store.getState()).toMatchObject({ saveState: "conflict", conflict: { revision: 2, updatedBy: "wang" } });
    expect(namesOf(store.getState().definition)).toEqual(["Mine", undefined]);
    expect(namesOf(server.draft)).toEqual(["Theirs", undefined]);
  });
});

test("without a connection the draft waits, and goes out with the next try", async () => {
  const store = open();
  store.getState().run(rename("a", "Mine"));
  server.isReachable = false;
  expect(await saveDraft(store, "flow")).toBe(false);
  expect(store.getState().saveState).toBe("offline");
  server.isReachable = true;
  expect(await saveDraft(store, "flow")).toBe(true);
  expect(namesOf(server.draft)).toEqual(["Mine", undefined]);
});

test("history has no end: 1,000 edits are all undone", () => {
  const store = open();
  for (let count = 0; count < 1_000; count += 1) store.getState().run(rename("a", `n${count}`));
  while (store.getState().undo() !== null);
  expect(store.getState().definition).toEqual(base);
});
