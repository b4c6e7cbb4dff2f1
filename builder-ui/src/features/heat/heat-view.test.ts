import { describe, expect, it } from "vitest";
import type { NodeHeat } from "../../../../definitions/api.ts";
import { drawnHeat, heatLine, heatViews, hottestFirst, levelOf, rangeStart } from "./heat-view.ts";

const node = (nodeId: string, more: Partial<NodeHeat> = {}): NodeHeat => ({
  nodeId,
  ran: 10,
  failed: 0,
  open: 0,
  skipped: 0,
  retried: 0,
  averageMs: 500,
  longestMs: 900,
  ...more,
});
const words = (key: string, values?: Record<string, unknown>) =>
  values === undefined ? key : `${key} ${Object.values(values).join(" ")}`;

describe("how hot a step is", () => {
  it("follows the runs of the step that ran most", () => {
    const levels = [0, 1, 25, 26, 75, 100].map((ran) => levelOf(node("a", { ran }), "runs", 100));
    expect(levels).toEqual([0, 1, 1, 2, 3, 4]);
  });

  it("follows the share of failures", () => {
    const levels = [0, 1, 10, 60, 300].map((failed) => levelOf(node("a", { ran: 1_000, failed }), "failures", 1_000));
    expect(levels).toEqual([0, 1, 2, 3, 4]);
  });

  it("follows the order of magnitude of the time", () => {
    const levels = [null, 999, 1_000, 60_000, 3_600_000].map((averageMs) =>
      levelOf(node("a", { averageMs }), "time", 10),
    );
    expect(levels).toEqual([0, 1, 2, 3, 4]);
  });
});

it("says numbers with their share, and nothing of a share where a step runs more often than its runs", () => {
  expect(heatLine(node("a", { ran: 5 }), "runs", 20, "en", words)).toBe("line.runs 5 25%");
  expect(heatLine(node("a", { ran: 60 }), "runs", 20, "en", words)).toBe("line.times 60");
  expect(heatLine(node("a", { ran: 8, failed: 1 }), "failures", 20, "en", words)).toBe("line.failures 1 8 12.5%");
  expect(heatLine(node("a", { averageMs: 90_000, longestMs: 7_200_000 }), "time", 20, "zh", words)).toBe(
    "line.time 1 分 30 秒 2 小时",
  );
  expect(heatLine(node("a", { ran: 0 }), "runs", 20, "en", words)).toBe("");
});

it("draws every node of the version, and none of a workflow that is called inline", () => {
  const definition = { nodes: [{ id: "a" }, { id: "b" }] } as never;
  const heat = {
    version: 1,
    runs: { total: 10, byStatus: {}, more: false },
    nodes: [node("a"), node("a/inner")],
    edges: [],
  };
  const drawn = drawnHeat(heat, definition);
  expect([...drawn.keys()]).toEqual(["a", "b"]);
  const views = heatViews(drawn, "runs", "en", words);
  expect(views.get("a")?.line).toBe("card.runs 10");
  expect([...views.values()].map(({ status, word }) => [status, word])).toEqual([
    ["heat-4", "level.runs.4"],
    ["heat-0", "never"],
  ]);
});

it("puts the hottest first", () => {
  const nodes = new Map([
    ["a", node("a", { ran: 5, failed: 4, averageMs: 1 })],
    ["b", node("b", { ran: 9, failed: 1, averageMs: 3 })],
    ["c", node("c", { ran: 7, failed: 0, averageMs: null })],
  ]);
  expect(hottestFirst(nodes, "runs").map(({ nodeId }) => nodeId)).toEqual(["b", "c", "a"]);
  expect(hottestFirst(nodes, "failures").map(({ nodeId }) => nodeId)).toEqual(["a", "b", "c"]);
  expect(hottestFirst(nodes, "time").map(({ nodeId }) => nodeId)).toEqual(["b", "a", "c"]);
});

it("begins a range on the hour, so that it is asked for once an hour", () => {
  expect(rangeStart("day", Date.parse("2026-03-02T10:41:00Z"))).toBe("2026-03-01T10:00:00.000Z");
});
