import { describe, expect, test } from "vitest";
import leadRouting from "../../../../../definitions/fixtures/lead-routing.json" with { type: "json" };
import { nodeSchema } from "../../../../../definitions/nodes/index.ts";
import { workflowDefinitionSchema, type WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import { dropInto } from "../commands/drop-into.ts";
import { placeAfter } from "../commands/place-after.ts";
import { makeRoom, positionFor } from "../commands/place-for.ts";
import { layoutRequestOf } from "../layout/layout-in-worker.ts";
import Elk from "elkjs/lib/elk.bundled.js";
import type { ArrangeLevel } from "../layout/arrange-level.ts";
import { arrangeInColumns } from "../layout/arrange-in-columns.ts";
import { arrangeWithElk } from "../layout/arrange-with-elk.ts";
import { arrangeWithDagre } from "../layout/arrange-with-dagre.ts";
import { layoutGraph } from "../layout/layout-graph.ts";
import { canvasEdges, canvasNodes } from "./canvas-graph.ts";
import { firstView } from "./first-view.ts";
import { flowOrder, neighbourOf } from "./flow-order.ts";
import { absolutePosition, containerAt, geometryOf } from "./geometry.ts";
import { emptyCatalogue } from "./test-catalogue.ts";

const definition: WorkflowDefinition = workflowDefinitionSchema.parse(leadRouting);
const layoutBy = async (arrange: ArrangeLevel): Promise<WorkflowDefinition> => {
  const positions = await layoutGraph(layoutRequestOf(definition, geometryOf(definition)), arrange);
  return { ...definition, layout: { ...definition.layout, nodes: positions } };
};
const byDagre = await layoutBy(arrangeWithDagre);
const byElk = await layoutBy(arrangeWithElk(new Elk()));
const inColumns = await layoutBy(arrangeInColumns);
const placed = () => byDagre;
const context = (shown: WorkflowDefinition) => ({
  definition: shown,
  geometry: geometryOf(shown),
  catalogue: emptyCatalogue,
  language: "en" as const,
  t: (key: string) => key,
});

describe("flow order", () => {
  test("follows the flow, bodies after their container, joins after all that leads to them", () => {
    const order = flowOrder(definition).map((item) => item.id);
    expect(order).toHaveLength(definition.nodes.length + definition.triggers.length);
    expect(order.slice(0, 4)).toEqual(["created", "website", "score", "hot"]);
    for (const edge of definition.edges) expect(order.indexOf(edge.source)).toBeLessThan(order.indexOf(edge.target));
    expect(flowOrder(definition).find((item) => item.id === "remind")?.depth).toBe(1);
    expect(order[order.indexOf("followUp") + 1]).toBe("contacted");
  });

  test("a neighbour at the end stays there; nothing selected gives the first", () => {
    const last = flowOrder(definition).at(-1)?.id;
    expect(neighbourOf(definition, last, 1)).toBe(last);
    expect(neighbourOf(definition, undefined, 1)).toBe("created");
  });

  test("a cycle that should not be there does not hang it", () => {
    const loop = {
      ...definition,
      edges: [...definition.edges, { id: "x", source: "end", sourcePort: "out", target: "score" }],
    };
    expect(flowOrder(loop)).toHaveLength(definition.nodes.length + definition.triggers.length);
  });
});

describe.each([
  ["dagre", byDagre],
  ["ELK", byElk],
  ["columns", inColumns],
])("layout by %s", (_, shown) => {
  test("tidy places everything without overlaps, bodies inside their container", () => {
    const geometry = geometryOf(shown);
    const levels = new Map<string, string[]>();
    for (const item of [...shown.nodes, ...shown.triggers]) {
      const parent = "parent" in item ? (item.parent ?? "") : "";
      levels.set(parent, [...(levels.get(parent) ?? []), item.id]);
    }
    for (const ids of levels.values()) {
      for (const [index, a] of ids.entries()) {
        for (const b of ids.slice(index + 1)) {
          const [p, q] = [geometry.positions.get(a), geometry.positions.get(b)];
          const [s, r] = [geometry.sizes.get(a), geometry.sizes.get(b)];
          if (p === undefined || q === undefined || s === undefined || r === undefined)
            throw new Error(`${a} or ${b} is not placed`);
          const isApart =
            p.x + s.width <= q.x || q.x + r.width <= p.x || p.y + s.height <= q.y || q.y + r.height <= p.y;
          expect(isApart, `${a} and ${b} overlap`).toBe(true);
        }
      }
    }
    const box = geometry.sizes.get("followUp");
    for (const id of ["contacted", "remind", "count", "done"]) {
      const at = geometry.positions.get(id);
      expect((at?.x ?? 0) + 240).toBeLessThanOrEqual(box?.width ?? 0);
      expect((at?.y ?? 0) + 72).toBeLessThanOrEqual(box?.height ?? 0);
    }
  });

  test("tidy draws branches in the order of their exits", () => {
    const geometry = geometryOf(shown);
    const y = (id: string) => geometry.positions.get(id)?.y ?? 0;
    expect(y("assignSenior")).toBeLessThan(y("assign"));
    expect(y("done")).toBeLessThan(y("remind"));
  });

  test("the flow goes from left to right", () => {
    const at = (id: string) => shown.layout.nodes[id]?.x ?? Number.NaN;
    const known = new Map(definition.nodes.map((node) => [node.id, node.parent]));
    const backward = definition.edges.filter(
      ({ source, target }) => known.get(source) === known.get(target) && at(source) >= at(target),
    );
    expect(backward).toEqual([]);
  });
});

describe("geometry", () => {
  test("a folded container has a card's size and hides its body and inner edges", () => {
    const shown = placed();
    const at = shown.layout.nodes["followUp"];
    const folded = {
      ...shown,
      layout: { ...shown.layout, nodes: { ...shown.layout.nodes, followUp: { x: 0, y: 0, ...at, collapsed: true } } },
    };
    const geometry = geometryOf(folded);
    expect(geometry.sizes.get("followUp")).toEqual({ width: 240, height: 72 });
    expect([...geometry.hidden].toSorted()).toEqual(["contacted", "count", "done", "remind"]);
    const ids = canvasEdges(context(folded)).map((edge) => edge.id);
    expect(ids).not.toContain("e12");
    expect(ids).toContain("e15");
  });

  test("a container is found under a point, and not under itself", () => {
    const shown = placed();
    const geometry = geometryOf(shown);
    const box = geometry.positions.get("followUp") ?? { x: 0, y: 0 };
    const point = { x: box.x + 30, y: box.y + 100 };
    expect(containerAt(shown, geometry, point)).toBe("followUp");
    expect(containerAt(shown, geometry, point, new Set(["followUp"]))).toBeNull();
  });
});

describe("cards", () => {
  test("come parents first, with sizes and exits given, and an open exit marked", () => {
    const nodes = canvasNodes(context(placed()));
    const ids = nodes.map((node) => node.id);
    expect(ids.indexOf("followUp")).toBeLessThan(ids.indexOf("contacted"));
    for (const node of nodes) expect(node.measured).toEqual({ width: node.width, height: node.height });
    const count = nodes.find((node) => node.id === "count");
    expect(count?.handles?.map((handle) => handle.id)).toEqual(["in", "out"]);
    expect(count?.data).toMatchObject({ ports: [{ id: "out", isOpen: true }] });
    const mail = nodes.find((node) => node.id === "mail");
    expect(mail?.data).toMatchObject({ connection: "default", ports: [{ id: "out", isOpen: false }, { id: "error" }] });
  });

  test("issues are counted, hints are not", () => {
    const issues = [
      { code: "A", severity: "error" as const, message: "", nodeId: "mail" },
      { code: "B", severity: "info" as const, message: "", nodeId: "mail" },
    ];
    const nodes = canvasNodes({ ...context(placed()), issues });
    expect(nodes.find((node) => node.id === "mail")?.data).toMatchObject({ errors: 1, warnings: 0 });
  });
});

describe("places for new steps", () => {
  test("after the selection by its first exit; an end in a body offers the body; nothing selected is free", () => {
    expect(placeAfter(definition, "hot")).toEqual({ kind: "after", source: "hot", sourcePort: "hot" });
    expect(placeAfter(definition, "end")).toEqual({ kind: "free" });
    expect(placeAfter(definition, undefined)).toEqual({ kind: "free" });
  });

  test("never on top of another card, and what follows makes room", () => {
    const shown = placed();
    const geometry = geometryOf(shown);
    const at = positionFor(shown, geometry, { kind: "after", source: "score", sourcePort: "out" }, { x: 0, y: 0 });
    for (const [id, other] of geometry.positions) {
      if (shown.nodes.find((node) => node.id === id)?.parent !== undefined) continue;
      expect(other.x === at.x && other.y === at.y).toBe(false);
    }
    const score = geometry.positions.get("score") ?? { x: 0, y: 0 };
    const tight = { x: score.x + 250, y: score.y };
    const moves = makeRoom(shown, geometry, tight, undefined, ["hot"]);
    expect(moves["hot"]?.x).toBeGreaterThan(geometry.positions.get("hot")?.x ?? 0);
    expect(moves["score"]).toBeUndefined();
    expect(moves["contacted"]).toBeUndefined();
  });

  test("a loose step dropped over a container goes into it, a connected one does not", () => {
    const loose = nodeSchema.parse({ id: "loose", type: "end" });
    const shown = { ...placed(), nodes: [...definition.nodes, loose] };
    const geometry = geometryOf(shown);
    const box = geometry.positions.get("followUp") ?? { x: 0, y: 0 };
    const position = { x: box.x + 20, y: box.y + 90 };
    expect(dropInto(shown, geometry, [{ id: "loose", position }])).toMatchObject({
      type: "moveInto",
      container: "followUp",
      positions: { loose: { x: 20, y: 90 } },
    });
    expect(dropInto(shown, geometry, [{ id: "score", position }])).toBeNull();
  });
});

test("the first view shows all of a small flow, and the beginning of a long one", () => {
  const nodes = canvasNodes(context(placed()));
  const long = firstView(nodes, 900, 700);
  const created = nodes.find((node) => node.id === "created");
  expect(long.zoom).toBeGreaterThanOrEqual(0.6);
  expect((created?.position.x ?? 0) * long.zoom + long.x).toBeCloseTo(48);
  expect(
    firstView(
      nodes.filter((node) => node.id === "created"),
      900,
      700,
    ).zoom,
  ).toBe(1);
  expect(firstView([], 900, 700)).toEqual({ x: 450, y: 350, zoom: 1 });
});

test("2,000 steps become cards in well under half a second", () => {
  const nodes = Array.from({ length: 2_000 }, (_, index) =>
    nodeSchema.parse({ id: `n${index}`, type: "action", operation: "crm.assign" }),
  );
  const edges = nodes
    .slice(1)
    .map((node, index) => ({ id: `e${index}`, source: `n${index}`, sourcePort: "out", target: node.id }));
  const big = { ...definition, triggers: [], nodes, edges };
  const before = performance.now();
  expect(canvasNodes(context(big))).toHaveLength(2_000 + big.layout.notes.length);
  expect(flowOrder(big)).toHaveLength(2_000);
  expect(performance.now() - before).toBeLessThan(500);
});

test("the places of 5,000 steps are found within a frame or two, as a drag asks for them", () => {
  const ids = Array.from({ length: 5_000 }, (_, index) => `n${index}`);
  const nodes = ids.map((id, index) =>
    nodeSchema.parse({ id, type: "scope", ...(index % 10 === 0 ? {} : { parent: `n${index - (index % 10)}` }) }),
  );
  const layout = { ...definition.layout, nodes: Object.fromEntries(ids.map((id, index) => [id, { x: index, y: 1 }])) };
  const geometry = geometryOf({ ...definition, triggers: [], nodes, edges: [], layout });
  const before = performance.now();
  const places = ids.map((id) => absolutePosition(geometry, id));
  // A step that reads all others for its own place takes seconds here.
  expect(performance.now() - before).toBeLessThan(100);
  expect([places[20], places[23]]).toEqual([
    { x: 20, y: 1 },
    { x: 43, y: 2 },
  ]);
});
