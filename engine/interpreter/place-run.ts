import { userError } from "../../definitions/errors.ts";
import type { JsonObject } from "../../definitions/json.ts";
import type { Step } from "../../definitions/run.ts";
import type { CarriedRun, CarriedStep, CarriedTurn } from "./carry.ts";
import { type StepView, variablesOf } from "./frame.ts";
import { callAround, findNode, type Plan, type PlanBody, type PlanNode } from "./plan.ts";

/** Node ids of the old version, by those of the new one that stand for them; others keep their id. */
export type NodeMapping = Readonly<Record<string, string>>;

/** Why a step under way cannot go on in another version. */
export interface MoveProblem {
  stepId: string;
  nodeId: string;
  to: string;
  reason: "node-missing" | "type-differs" | "container-differs" | "task-renamed";
}

type OpenStep = Pick<Step, "stepId" | "nodeId" | "waitingFor">;

/**
 * What of the steps under way has no place in another version (§5.5); empty where the run can move. A step's node must be
 * there with the same type in the same container; a step that people or another run answer keeps its id.
 */
export function checkMove(steps: readonly OpenStep[], from: Plan, to: Plan, mapping: NodeMapping): MoveProblem[] {
  return steps.flatMap((step) => {
    const problem = problemOf(step, from, to, mapping);
    const { stepId, nodeId } = step;
    return problem === null ? [] : [{ stepId, nodeId, to: renamed(nodeId, mapping), reason: problem }];
  });
}

function problemOf(step: OpenStep, from: Plan, to: Plan, mapping: NodeMapping): MoveProblem["reason"] | null {
  const old = findNode(from, step.nodeId);
  const next = findNode(to, renamed(step.nodeId, mapping));
  if (next === undefined || old === undefined) return "node-missing";
  const isOtherCall = (next.inline === undefined) !== (old.inline === undefined);
  if (next.definition.type !== old.definition.type || isOtherCall) return "type-differs";
  const parent = old.definition.parent === undefined ? undefined : renamed(old.definition.parent, mapping);
  if (next.definition.parent !== parent) return "container-differs";
  const isAnsweredById = step.waitingFor?.kind === "task" || step.waitingFor?.kind === "run";
  return isAnsweredById && next.id !== old.id ? "task-renamed" : null;
}

/**
 * Puts a run at rest on another version: what is done stays done, what waits goes on waiting at the node of the same
 * id or mapping. New nodes on a way that was already passed are left out. Throws `MIGRATION_REFUSED`.
 */
export function moveRun(carried: CarriedRun, from: Plan, to: Plan, mapping: NodeMapping): CarriedRun {
  const problems = checkMove(openSteps(carried.root), from, to, mapping);
  if (problems.length > 0) throw refused(problems);
  const edges = new Set(to.edges.map(({ id }) => id));
  return {
    ...carried,
    exitCorrelates: null,
    liveEdges: carried.liveEdges.filter((id) => edges.has(id)),
    deadEdges: carried.deadEdges.filter((id) => edges.has(id)),
    root: moveTurn(carried.root, to, to.root, mapping),
  };
}

/** The refusal of a move, for the reasons given. */
export function refused(problems: readonly MoveProblem[]) {
  return userError("MIGRATION_REFUSED", "Steps under way have no place in that version.", {
    steps: problems.map(({ stepId, reason }) => `${stepId} (${reason})`).join(", "),
    problems: [...problems],
  });
}

function openSteps(turn: CarriedTurn): Step[] {
  return turn.active.flatMap(({ step, turns }) => [step, ...Object.values(turns).flatMap(openSteps)]);
}

function moveTurn(turn: CarriedTurn, plan: Plan, body: PlanBody, mapping: NodeMapping): CarriedTurn {
  const here = new Set(body.nodes.map((index) => nodeAt(plan, index).id));
  const moveKeys = <T>(byNode: Record<string, T>, isKept: (id: string) => boolean): Record<string, T> =>
    Object.fromEntries(
      Object.entries(byNode).flatMap(([id, value]) => {
        const to = renamed(id, mapping);
        return isKept(to) ? [[to, value]] : [];
      }),
    );
  const settled = moveKeys(turn.settled, (id) => here.has(id));
  const active = turn.active.map((each) => moveStep(each, plan, mapping));
  const begun = new Set([...Object.keys(settled), ...active.map(({ step }) => step.nodeId)]);
  for (const id of passedNodes(plan, body, begun)) settled[id] = null;
  return {
    settled,
    own: moveKeys(turn.own, (id) => findNode(plan, id) !== undefined),
    active,
    undo: turn.undo.map((entry) => ({ ...entry, step: renameStep(entry.step, mapping) })),
  };
}

function moveStep({ step, memory, turns }: CarriedStep, plan: Plan, mapping: NodeMapping): CarriedStep {
  const body = findNode(plan, renamed(step.nodeId, mapping))?.body;
  const moved = Object.entries(turns).map(([turn, each]) => [
    turn,
    body === null || body === undefined ? each : moveTurn(each, plan, body, mapping),
  ]);
  return { step: renameStep(step, mapping), memory, turns: Object.fromEntries(moved) };
}

/** The step keeps its own id, by which the store, subscriptions and operators know it. */
function renameStep(step: Step, mapping: NodeMapping): Step {
  return { ...step, nodeId: renamed(step.nodeId, mapping) };
}

/** Nodes that have not begun although something behind them has. */
function passedNodes(plan: Plan, body: PlanBody, begun: ReadonlySet<string>): string[] {
  return body.nodes
    .map((index) => nodeAt(plan, index))
    .filter((node) => !begun.has(node.id) && [...descendants(plan, node)].some((id) => begun.has(id)))
    .map(({ id }) => id);
}

function descendants(plan: Plan, from: PlanNode, found = new Set<string>()): Set<string> {
  for (const index of from.edgesOut) {
    const target = nodeAt(plan, plan.edges[index]?.target ?? -1);
    if (found.has(target.id)) continue;
    found.add(target.id);
    descendants(plan, target, found);
  }
  return found;
}

/**
 * A new run that begins at a node with what an earlier run had done before it: steps that are neither the node nor after
 * it, ended well, and have only such steps before them, are kept with their outputs. A node in a container stands for
 * its outermost container. What a kept step did is not undone if the new run fails: it belongs to the earlier one.
 * Throws `RERUN_STEP_UNKNOWN`.
 */
export function placeRerun(
  plan: Plan,
  fromNodeId: string,
  steps: readonly Step[],
): { carried: CarriedRun; kept: Step[] } {
  const from = outermost(plan, fromNodeId);
  const kept = keptNodes(plan, from, steps);
  const keptSteps = steps.filter(({ nodeId }) => kept.has(rootIdOf(plan, nodeId) ?? ""));
  const own: Record<string, StepView> = {};
  for (const { nodeId, status, output, error } of keptSteps) {
    if (callAround(plan, nodeId) !== undefined) continue;
    if (status === "completed" || output !== undefined) own[nodeId] = { output: output ?? null };
    else if (error !== undefined && error !== null) own[nodeId] = { error };
  }
  return {
    kept: keptSteps,
    carried: {
      carryVersion: 1,
      vars: variablesAfter(plan, keptSteps),
      completions: 0,
      paused: false,
      sequence: 0,
      armed: false,
      compensated: [],
      inbox: { known: [], kept: [] },
      exitCorrelates: null,
      liveEdges: [],
      deadEdges: [],
      root: { settled: Object.fromEntries(kept), own, active: [], undo: [] },
    },
  };
}

/** The root nodes that a re-run keeps, by the port that they took: all but those that are done again and what follows. */
function keptNodes(plan: Plan, from: PlanNode, steps: readonly Step[]): Map<string, string | null> {
  const byId = new Map(steps.map((step) => [step.stepId, step]));
  const rootNodes = plan.root.nodes.map((index) => nodeAt(plan, index));
  const follows = new Set<string>();
  const kept = new Map<string, string | null>();
  for (const node of rootNodes) {
    const step = byId.get(node.id);
    if (node.id !== from.id && step !== undefined && endedWell(step)) kept.set(node.id, step.port ?? null);
    else descendants(plan, node, follows);
  }
  for (const id of follows) kept.delete(id);
  return kept;
}

/** Ended in a way that the steps after it went on from; a failed step does by the port that it took. */
function endedWell({ status, port }: Step): boolean {
  return status === "completed" || status === "skipped" || (status === "failed" && port !== null && port !== undefined);
}

function variablesAfter(plan: Plan, steps: readonly Step[]): JsonObject {
  const vars = variablesOf(plan);
  const isSet = (nodeId: string) => findNode(plan, nodeId)?.definition.type === "set";
  const sets = steps.filter(({ nodeId }) => isSet(nodeId) && callAround(plan, nodeId) === undefined);
  for (const { output } of sets.sort((a, b) => ((a.endedAt ?? "") < (b.endedAt ?? "") ? -1 : 1)))
    for (const [name, value] of Object.entries((output ?? {}) as JsonObject))
      if (Object.hasOwn(vars, name)) vars[name] = value;
  return vars;
}

function outermost(plan: Plan, nodeId: string): PlanNode {
  const node = findNode(plan, rootIdOf(plan, nodeId) ?? "");
  if (node === undefined)
    throw userError("RERUN_STEP_UNKNOWN", `That version has no step ${nodeId}.`, { step: nodeId });
  return node;
}

/** The node itself, or the outermost container around it. */
function rootIdOf(plan: Plan, nodeId: string): string | undefined {
  let node = findNode(plan, nodeId);
  while (node?.definition.parent !== undefined) node = findNode(plan, node.definition.parent);
  return node?.id;
}

function renamed(nodeId: string, mapping: NodeMapping): string {
  return (Object.hasOwn(mapping, nodeId) ? mapping[nodeId] : undefined) ?? nodeId;
}

function nodeAt(plan: Plan, index: number): PlanNode {
  const node = plan.nodes[index];
  if (node === undefined) throw new Error(`the plan has no node ${index}`);
  return node;
}
