import type { BackTestChange, BackTestReason } from "../../../definitions/back-test.ts";
import { isJsonObject } from "../../../definitions/is-json-object.ts";
import { isSameJson } from "../../../definitions/is-same-json.ts";
import type { Json } from "../../../definitions/json.ts";
import type { RunDetail, Step } from "../../../definitions/run.ts";
import type { SimulatedStep, SimulationResult } from "../../../definitions/simulation.ts";
import type { WorkflowDefinition } from "../../../definitions/workflow.ts";

/** Instants nearer to each other are one moment: a real run takes time between its steps, virtual time does not. */
const SAME_MOMENT_MS = 60_000;
const MAX_CHANGES = 50;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** Statuses that say how the drawing ended; others (open, cancelled, exited) came from outside of it. */
const DRAWN_ENDS: ReadonlySet<string> = new Set(["completed", "failed"]);

/** What the draft would have done otherwise than the stored run, at most fifty things. */
export function compareWays(run: RunDetail, result: SimulationResult): BackTestChange[] {
  const before = new Map(ranSteps(run.steps).map((step) => [step.stepId, step]));
  const after = new Map(ranSteps(result.steps).map((step) => [step.stepId, step]));
  const changes: BackTestChange[] = [];
  for (const [stepId, step] of after) {
    const was = before.get(stepId);
    if (was === undefined) {
      changes.push({ kind: "node-added", node: step.nodeId, stepId, before: null, after: step.port });
      continue;
    }
    const place = { node: step.nodeId, stepId };
    // A step that has not ended yet has taken no port.
    if (isEnded(was) && isEnded(step) && (was.port ?? null) !== step.port)
      changes.push({ kind: "port", ...place, before: was.port ?? null, after: step.port });
    for (const { field, before: old, after: now } of differingFields(was.input ?? null, step.input))
      changes.push({ kind: "input", ...place, field, before: old, after: now });
  }
  for (const [stepId, { nodeId, port }] of before)
    if (!after.has(stepId))
      changes.push({ kind: "node-removed", node: nodeId, stepId, before: port ?? null, after: null });
  if (DRAWN_ENDS.has(run.status)) {
    if (run.status !== result.status) changes.push({ kind: "status", before: run.status, after: result.status });
    if (!isSame(run.output ?? null, result.output))
      changes.push({ kind: "output", before: run.output ?? null, after: result.output });
  }
  return changes.slice(0, MAX_CHANGES);
}

/** The first step, in order of start, that decided otherwise; else the first that ran in one of the two only. */
export function findReason(run: RunDetail, result: SimulationResult, draft: WorkflowDefinition): BackTestReason | null {
  const before = new Map(ranSteps(run.steps).map((step) => [step.stepId, step]));
  const types = new Map(draft.nodes.map((node) => [node.id, node.type]));
  let onlyInDraft: SimulatedStep | null = null;
  for (const step of ranSteps(result.steps)) {
    const was = before.get(step.stepId);
    if (was === undefined) {
      onlyInDraft ??= step;
      continue;
    }
    if (!isEnded(was) || !isEnded(step)) continue;
    const decidedOtherwise =
      (was.port ?? null) !== step.port ||
      (types.get(step.nodeId) === "decision-table" && !isSame(was.output ?? null, step.output));
    if (decidedOtherwise) return { node: step.nodeId, stepId: step.stepId, before: decided(was), after: decided(step) };
  }
  if (onlyInDraft === null) return null;
  return { node: onlyInDraft.nodeId, stepId: onlyInDraft.stepId, before: null, after: decided(onlyInDraft) };
}

function decided(step: Step | SimulatedStep): BackTestReason["after"] {
  const { port = null, output = null, explanation } = step;
  return { port, output, ...(explanation === undefined ? {} : { explanation }) };
}

function ranSteps<T extends Step | SimulatedStep>(steps: readonly T[]): T[] {
  return steps.filter(({ status }) => status !== "skipped");
}

function isEnded(step: Step | SimulatedStep): boolean {
  return typeof step.endedAt === "string";
}

interface FieldDifference {
  field: string;
  before: Json;
  after: Json;
}

/** Differing leaves of two values by dotted path. */
function differingFields(before: Json, after: Json, path = ""): FieldDifference[] {
  if (isSame(before, after)) return [];
  if (!isJsonObject(before) || !isJsonObject(after)) return [{ field: path, before, after }];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    differingFields(before[key] ?? null, after[key] ?? null, path === "" ? key : `${path}.${key}`),
  );
}

/** Equal but for moments that are near to each other; what is absent is null. */
function isSame(a: Json, b: Json): boolean {
  return isSameJson(a, b, isSameMoment);
}

function isSameMoment(a: unknown, b: unknown): boolean {
  if (typeof a === "string" && typeof b === "string")
    return INSTANT.test(a) && INSTANT.test(b) && Math.abs(Date.parse(a) - Date.parse(b)) <= SAME_MOMENT_MS;
  return (a ?? null) === (b ?? null);
}
