import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import routing from "../fixtures/lead-routing.json" with { type: "json" };
import { type WorkflowDefinition, workflowDefinitionSchema } from "../workflow.ts";
import { diffWorkflows, stableJson, stableOrder } from "./index.ts";

const base = workflowDefinitionSchema.parse(routing);
function changed(change: (draft: WorkflowDefinition) => void): WorkflowDefinition {
  const draft = JSON.parse(JSON.stringify(base)) as WorkflowDefinition;
  change(draft);
  return draft;
}

describe("the diff of two definitions", () => {
  it("is empty for the same workflow, whatever its layout and its edges' ids", () => {
    const moved = changed((draft) => {
      draft.layout = { nodes: { score: { x: 1, y: 2 } }, notes: [{ id: "n", x: 0, y: 0, text: "moved" }] };
      for (const [index, edge] of draft.edges.entries()) edge.id = `drawn${index}`;
    });
    expect(diffWorkflows(base, moved)).toEqual([]);
  });

  it("names what came, went and changed, with the path of each field", () => {
    const [first, second] = base.nodes;
    const after = changed((draft) => {
      draft.settings.timeZone = "Europe/Berlin";
      draft.nodes = draft.nodes.filter(({ id }) => id !== second?.id);
      draft.nodes.push({ id: "extra", type: "set", name: "Extra", values: {} });
      const kept = draft.nodes[0];
      if (kept !== undefined) kept.note = "why";
    });
    const changes = diffWorkflows(base, after);
    expect(changes).toContainEqual({
      part: "workflow",
      change: "changed",
      id: "workflow",
      fields: [{ path: "settings.timeZone", before: base.settings.timeZone ?? null, after: "Europe/Berlin" }],
    });
    expect(changes).toContainEqual(expect.objectContaining({ part: "node", change: "removed", id: second?.id }));
    expect(changes).toContainEqual({
      part: "node",
      change: "added",
      id: "extra",
      name: "Extra",
      type: "set",
      fields: [],
    });
    expect(changes).toContainEqual(
      expect.objectContaining({
        part: "node",
        change: "changed",
        id: first?.id,
        fields: [{ path: "note", before: first?.note ?? null, after: "why" }],
      }),
    );
    expect(changes).toHaveLength(4);
  });

  it("finds a branch by its id and an edge by what it connects; another order of nodes counts", () => {
    const condition = (branches: string[]) =>
      changed((draft) => {
        const when = { fact: "record", path: "x", operator: "equal" as const, value: 1 };
        draft.nodes = [
          { id: "a", type: "condition", branches: branches.map((id) => ({ id, when })) },
          { id: "b", type: "set", values: {} },
        ];
        draft.edges = [{ id: "e1", source: "a", sourcePort: "one", target: "b" }];
      });
    const fields = diffWorkflows(condition(["one"]), condition(["zero", "one"]));
    expect(fields).toMatchObject([
      { id: "a", fields: [{ path: "branches.zero", before: null, after: { id: "zero" } }] },
    ]);
    const turned = condition(["one"]);
    turned.nodes.reverse();
    expect(diffWorkflows(condition(["one"]), turned)).toMatchObject([{ part: "node", change: "reordered" }]);
    const rewired = condition(["one"]);
    rewired.edges = [{ id: "e1", source: "a", sourcePort: "else", target: "b" }];
    expect(diffWorkflows(condition(["one"]), rewired)).toMatchObject([
      { part: "edge", change: "removed", id: "a.one → b" },
      { part: "edge", change: "added", id: "a.else → b" },
    ]);
  });
});

describe("the stable order of a definition", () => {
  it("is the same text whatever the order of members was, and the same value", () => {
    fc.assert(
      fc.property(fc.object(), (value) => {
        const shuffled = Object.fromEntries(Object.entries(value).reverse());
        expect(stableJson(shuffled)).toBe(stableJson(value));
        expect(stableOrder(value)).toEqual(value);
      }),
    );
  });

  it("puts first what a reader looks for, and layout last", () => {
    const text = stableJson({ layout: {}, nodes: [{ name: "A", input: {}, type: "set", id: "a" }], key: "k" });
    expect(JSON.stringify(JSON.parse(text))).toBe(
      '{"key":"k","nodes":[{"id":"a","type":"set","name":"A","input":{}}],"layout":{}}',
    );
    expect(workflowDefinitionSchema.parse(JSON.parse(stableJson(base)))).toEqual(base);
  });
});
