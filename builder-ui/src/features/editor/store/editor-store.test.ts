import { describe, expect, test } from "vitest";
import { workflowDefinitionSchema, type WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import { createEditorStore, isSameDefinition } from "./editor-store.ts";

const base: WorkflowDefinition = workflowDefinitionSchema.parse({
  schemaVersion: 1,
  key: "flow",
  name: "Flow",
  triggers: [{ id: "start", type: "manual" }],
  nodes: [
    { id: "a", type: "end" },
    { id: "b", type: "end" },
  ],
});
const open = () => createEditorStore(base, 1, "2026-01-01T00:00:00Z");
const name = (id: string, text: string) => ({ type: "renameNode" as const, id, name: text });

describe("the editor's store", () => {
  test("edits of one field in a row are undone as one; another field is not", () => {
    const store = open();
    store.getState().run(name("a", "O"), { mergeKey: "name:a", now: 0 });
    store.getState().run(name("a", "On"), { mergeKey: "name:a", now: 100 });
    store.getState().run(name("b", "Two"), { mergeKey: "name:b", now: 200 });
    expect(store.getState().undoStack).toHaveLength(2);
    store.getState().undo();
    expect(store.getState().definition.nodes.map((node) => node.name)).toEqual(["On", undefined]);
    store.getState().undo();
    expect(store.getState().definition).toEqual(base);
    store.getState().redo();
    expect(store.getState().definition.nodes[0]?.name).toBe("On");
  });

  test("a pause ends the merging", () => {
    const store = open();
    store.getState().run(name("a", "O"), { mergeKey: "name:a", now: 0 });
    store.getState().run(name("a", "On"), { mergeKey: "name:a", now: 10_000 });
    expect(store.getState().undoStack).toHaveLength(2);
  });

  test("undoing back to what was saved is saved again", () => {
    const store = open();
    store.getState().run(name("a", "One"));
    expect(store.getState().saveState).toBe("unsaved");
    store.getState().undo();
    expect(store.getState().saveState).toBe("saved");
    expect(isSameDefinition(store.getState().definition, base)).toBe(true);
  });

  test("a new edit forgets what was undone", () => {
    const store = open();
    store.getState().run(name("a", "One"));
    store.getState().undo();
    store.getState().run(name("b", "Two"));
    expect(store.getState().redo()).toBeNull();
  });

  test("a vetoed edit changes nothing", () => {
    const store = open();
    expect(() => store.getState().run({ type: "connect", source: "a", sourcePort: "out", target: "b" })).toThrow(
      expect.objectContaining({ code: "PORT_UNKNOWN" }),
    );
    expect(store.getState().definition).toBe(base);
    expect(store.getState().undoStack).toEqual([]);
  });

  test("what is removed is no longer selected, and a conflict stays one", () => {
    const store = open();
    store.getState().select(["a", "b"]);
    store.getState().set({ saveState: "conflict" });
    store.getState().run({ type: "removeNodes", ids: ["a"] });
    expect(store.getState().selection).toEqual(["b"]);
    expect(store.getState().saveState).toBe("conflict");
  });

  test("who asks for a step's name gets the inspector opened on it, whatever was selected", () => {
    const store = open();
    store.getState().set({ isInspectorOpen: false, selectedEdge: "e" });
    store.getState().inspect("b");
    expect(store.getState()).toMatchObject({
      selection: ["b"],
      selectedEdge: null,
      isInspectorOpen: true,
      isNameWanted: true,
    });
  });
});
