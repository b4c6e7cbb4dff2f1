import type { Heat, NodeHeat } from "../../../../definitions/api.ts";
import type { Language } from "../../../../definitions/text.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import { durationOf } from "../../shared/time-text.ts";
import type { StepRunView } from "../editor/view/canvas-graph.ts";

export const MEASURES = ["runs", "failures", "time"] as const;
export type Measure = (typeof MEASURES)[number];
/** From nothing to the most, as five colours with a word each. */
export const LEVELS = [0, 1, 2, 3, 4] as const;
export type Level = (typeof LEVELS)[number];
type Words = (key: string, values?: Record<string, unknown>) => string;

/** Steps of a workflow called inline are part of their call: only nodes that are drawn count here. */
export function drawnHeat(heat: Heat, { nodes }: Pick<WorkflowDefinition, "nodes">): Map<string, NodeHeat> {
  const byId = new Map(heat.nodes.map((node) => [node.nodeId, node]));
  return new Map(nodes.map(({ id }) => [id, byId.get(id) ?? emptyNode(id)]));
}

function emptyNode(nodeId: string): NodeHeat {
  return { nodeId, ran: 0, failed: 0, open: 0, skipped: 0, retried: 0, averageMs: null, longestMs: null };
}

/** Upper bounds of the first levels; what is beyond them is level 4. */
const FAILURE_BOUNDS = [0.01, 0.05, 0.2] as const;
const TIME_BOUNDS_MS = [1_000, 60_000, 3_600_000] as const;

/** How hot a step is: runs against the step that ran most, failures by their share, time by its order of magnitude. */
export function levelOf(node: NodeHeat, measure: Measure, most: number): Level {
  if (node.ran === 0) return 0;
  if (measure === "runs") return Math.max(1, Math.ceil((node.ran / Math.max(most, 1)) * 4)) as Level;
  if (measure === "failures") return node.failed === 0 ? 0 : bandOf(node.failed / node.ran, FAILURE_BOUNDS);
  return node.averageMs === null ? 0 : bandOf(node.averageMs, TIME_BOUNDS_MS);
}

function bandOf(value: number, bounds: readonly number[]): Level {
  const band = bounds.findIndex((bound) => value < bound);
  return (band === -1 ? 4 : band + 1) as Level;
}

/** What is said of a step under a measure: "124 · 80 %", "3 of 124 failed", "2 min, at most 3 h". */
export function heatLine(node: NodeHeat, measure: Measure, total: number, language: Language, t: Words): string {
  if (node.ran === 0) return "";
  const percent = (part: number, whole: number) =>
    new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 }).format(part / Math.max(whole, 1));
  switch (measure) {
    case "runs":
      return total === 0 || node.ran > total
        ? t("line.times", { count: node.ran })
        : t("line.runs", { count: node.ran, share: percent(node.ran, total) });
    case "failures":
      return node.failed === 0
        ? t("line.noFailure", { count: node.ran })
        : t("line.failures", { failed: node.failed, ran: node.ran, share: percent(node.failed, node.ran) });
    case "time":
      return node.averageMs === null
        ? t("line.underWay", { count: node.open })
        : t("line.time", {
            average: durationOf(node.averageMs, language),
            longest: durationOf(node.longestMs ?? node.averageMs, language),
          });
  }
}

/** The same for a card: a number. */
function cardLine(node: NodeHeat, measure: Measure, language: Language, t: Words): string {
  if (node.ran === 0) return "";
  if (measure === "runs") return t("card.runs", { count: node.ran });
  if (measure === "failures") return t("card.failures", { failed: node.failed, ran: node.ran });
  return node.averageMs === null
    ? t("line.underWay", { count: node.open })
    : t("card.time", { average: durationOf(node.averageMs, language) });
}

/** How the cards stand on the canvas: `heat-0` to `heat-4` with word and number. */
export function heatViews(
  nodes: ReadonlyMap<string, NodeHeat>,
  measure: Measure,
  language: Language,
  t: Words,
): Map<string, StepRunView> {
  const most = Math.max(0, ...[...nodes.values()].map(({ ran }) => ran));
  return new Map(
    [...nodes].map(([id, node]) => [
      id,
      {
        status: `heat-${levelOf(node, measure, most)}`,
        word: node.ran === 0 ? t("never") : t(`level.${measure}.${levelOf(node, measure, most)}`),
        line: cardLine(node, measure, language, t),
        attempts: 0,
        duration: "",
      },
    ]),
  );
}

/** Steps in order of a measure, the hottest first. */
export function hottestFirst(nodes: ReadonlyMap<string, NodeHeat>, measure: Measure): NodeHeat[] {
  const weight = ({ ran, failed, averageMs }: NodeHeat) =>
    measure === "runs" ? ran : measure === "failures" ? failed / Math.max(ran, 1) : (averageMs ?? -1);
  return [...nodes.values()].toSorted((a, b) => weight(b) - weight(a) || b.ran - a.ran);
}

export const RANGES = { day: 1, week: 7, month: 30, quarter: 90 } as const;
export type Range = keyof typeof RANGES;

/** Where a range begins, to the hour: the same address for a while. */
export function rangeStart(range: Range, now: number): string {
  const hour = 3_600_000;
  return new Date(Math.floor((now - RANGES[range] * 24 * hour) / hour) * hour).toISOString();
}
