import type { OperationDescription } from "../../../definitions/catalogue.ts";
import { isJsonObject } from "../../../definitions/is-json-object.ts";
import type { Json, JsonObject } from "../../../definitions/json.ts";
import type { RunDetail, Step } from "../../../definitions/run.ts";
import type { WorkflowDefinition } from "../../../definitions/workflow.ts";
import type { Happening, Mock, Mocks } from "../../../definitions/workflow-test.ts";

const FOR_EVER = "P3650D";
type Node = WorkflowDefinition["nodes"][number];

/** What a run shows of the world: what operations answered, which events and answers came, and when. */
export interface RunOutcomes {
  mocks: Mocks;
  events: Happening[];
  /** Nodes whose mock is no outcome of this run. */
  assumed: Set<string>;
}

/**
 * The world of a stored run, for the nodes of a draft. A node that the run did not reach answers as its operation did
 * elsewhere in the run or in `others`, else with every declared field empty. Operations on our own records that the run
 * did not reach are not mocked: they run on the simulated records.
 */
export function outcomesOfRun(
  run: RunDetail,
  draft: WorkflowDefinition,
  version: WorkflowDefinition,
  about: { others: ReadonlyMap<string, Mock>; operations: readonly OperationDescription[] },
): RunOutcomes {
  const mocks: Mocks = {};
  const assumed = new Set<string>();
  const ownOutcomes = outcomesByOperation([{ run, version }]);
  for (const node of draft.nodes) {
    const pages = emptyPages(node, about.operations);
    if (pages !== null) {
      // Pages are not kept with a run: of another system's list nothing is known.
      assumed.add(node.id);
      mocks[node.id] = { output: pages };
      continue;
    }
    const operation = outwardOperation(node);
    if (operation === null) continue;
    const stored = run.steps.filter((step) => step.nodeId === node.id && wasReached(step)).map(toMock);
    if (stored.length > 0) {
      mocks[node.id] = stored;
      continue;
    }
    assumed.add(node.id);
    if (operation.startsWith("crm.")) continue;
    mocks[node.id] = ownOutcomes.get(operation) ??
      about.others.get(operation) ?? { output: emptyOutput(about.operations, operation) };
  }
  return { mocks, events: happeningsOf(run, version), assumed };
}

/** One successful outcome by operation, the newest run's first. */
export function outcomesByOperation(
  runs: readonly { run: RunDetail; version: WorkflowDefinition }[],
): Map<string, Mock> {
  const found = new Map<string, Mock>();
  for (const { run, version } of runs) {
    const operations = new Map(version.nodes.map((node) => [node.id, outwardOperation(node)]));
    for (const step of run.steps) {
      const operation = operations.get(step.nodeId) ?? null;
      if (operation === null || found.has(operation) || step.status !== "completed" || hasError(step)) continue;
      found.set(operation, { output: step.output ?? null });
    }
  }
  return found;
}

function outwardOperation(node: Node): string | null {
  if (node.type === "action") return node.operation;
  return node.type === "call" ? `workflow.${node.workflow}` : null;
}

/** An empty last page for a for-each over pages of another system; null for every other node. */
function emptyPages(node: Node, operations: readonly OperationDescription[]): JsonObject | null {
  if (node.type !== "for-each" || node.source === undefined) return null;
  const { operation } = node.source;
  if (operation.startsWith("crm.")) return null;
  const { items = "items", next = "nextCursor" } = operations.find(({ name }) => name === operation)?.paging ?? {};
  return { [items]: [], [next]: null };
}

/** A dead path's or a disabled step has no outcome; one that an operator skipped has the output that he gave. */
function wasReached({ status, output }: Step): boolean {
  return status !== "skipped" || (output !== undefined && output !== null);
}

function hasError(step: Step): boolean {
  return step.error !== null && step.error !== undefined;
}

/** The end of a step as a mock; one that did not come to its end takes for ever. */
function toMock(step: Step): Mock {
  const { error, endedAt } = step;
  const tookMs = typeof endedAt === "string" ? Date.parse(endedAt) - Date.parse(step.startedAt) : 0;
  // After retries the time taken is no attempt's own, so that it could exceed an attempt's limit.
  const takes = step.attempts > 1 || tookMs <= 0 ? {} : { takes: isoSpan(tookMs) };
  if (error !== null && error !== undefined && step.status !== "retrying")
    return { error: { ...error, retryable: false }, ...takes };
  if (step.status === "completed" || step.status === "compensated" || step.status === "skipped")
    return { output: step.output ?? null, ...takes };
  return { output: null, takes: FOR_EVER };
}

/** Events that ended a wait and answers that settled a task, when they came. */
function happeningsOf(run: RunDetail, version: WorkflowDefinition): Happening[] {
  const nodes = new Map(version.nodes.map((node) => [node.id, node]));
  const startMs = Date.parse(run.startedAt ?? run.createdAt);
  const seen = new Set<string>();
  const happenings: Happening[] = [];
  for (const step of run.steps) {
    const node = nodes.get(step.nodeId);
    const output = asObject(step.output);
    if (node === undefined || output === null || typeof step.endedAt !== "string") continue;
    const after = isoSpan(Date.parse(step.endedAt) - startMs);
    if (node.type === "wait-for-event" && step.port === "received") {
      const id = JSON.stringify(output["id"]);
      if (seen.has(id)) continue;
      seen.add(id);
      const correlate = output["correlate"] ?? null;
      const payload = asObject(output["payload"]) ?? {};
      happenings.push({ after, name: node.event, payload, ...(correlate === null ? {} : { correlate }) });
    }
    if ((node.type === "approval" || node.type === "human-task") && step.port !== "timeout")
      happenings.push(...answersOf(node.id, after, output));
  }
  return happenings;
}

/** The answer that settled a task; of an approval by several the last one. */
function answersOf(task: string, after: string, output: JsonObject): Happening[] {
  const { outcome, by, comment } = output;
  const form = asObject(output["form"]);
  if (typeof outcome !== "string" || typeof by !== "string") return [];
  const more = { ...(typeof comment === "string" ? { comment } : {}), ...(form === null ? {} : { form }) };
  return [{ after, task, by, outcome, ...more }];
}

/** Every field that the operation declares, null. */
function emptyOutput(operations: readonly OperationDescription[], name: string): Json {
  const properties = operations.find((operation) => operation.name === name)?.output?.["properties"];
  if (typeof properties !== "object" || properties === null) return {};
  return Object.fromEntries(Object.keys(properties).map((field) => [field, null]));
}

function asObject(value: Json | undefined): JsonObject | null {
  return isJsonObject(value) ? value : null;
}

function isoSpan(ms: number): string {
  return `PT${(Math.max(0, ms) / 1_000).toFixed(3)}S`;
}
