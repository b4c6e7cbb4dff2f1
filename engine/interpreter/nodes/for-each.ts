import type { ErrorData } from "../../../definitions/error-data.ts";
import { errorDataOf, userError } from "../../../definitions/errors.ts";
import { evaluateMapped } from "../../../definitions/expression/index.ts";
import type { Json } from "../../../definitions/json.ts";
import { BodyFailed } from "../body-failed.ts";
import { type Frame, showSteps, type StepView } from "../frame.ts";
import { scopeOf } from "../run.ts";
import { type Box, catchesErrors, inBox, walkTurn } from "./box.ts";
import { definitionOf, type NodeExecution, type NodeExecutor } from "./node-execution.ts";

/** Items that failed are told one by one up to here. */
const MAX_WARNINGS = 100;

/** Where a for-each stands, in the step's memory: in its list, or in the page of it that is there. */
export interface ItemsProgress {
  items: Json[];
  /** The place of the first of `items` in the whole list; absent: 0. */
  base?: number;
  next: number;
  outputs: Json[];
  failed: ErrorData | null;
  /** Items that failed and were passed over, where they are counted. */
  failedItems?: number;
  /** What the last turn, by item, left visible. */
  last: { index: number; own: Record<string, StepView> } | null;
}

/** Runs the body once an item, up to `concurrency` at once; output: what `collect` gives, in the items' order. */
export const executeForEach: NodeExecutor = async (execution) => {
  const { active } = execution;
  const carried = active.resumed === null ? undefined : active.memory["progress"];
  const progress = carried === undefined ? beginItems(execution) : (carried as unknown as ItemsProgress);
  active.memory["progress"] = progress as unknown as Json;
  const output = await inBox(execution, (box) => runItems(execution, box, progress));
  return { port: "out", output };
};

function beginItems({ run, frame, node, step, editedInput }: NodeExecution): ItemsProgress {
  const definition = definitionOf(node, "for-each");
  const items = editedInput ?? evaluateMapped(definition.items ?? "", scopeOf(run, frame));
  if (!Array.isArray(items))
    throw userError("FOR_EACH_NOT_A_LIST", `The items of ${node.id} are not a list.`, { node: node.id });
  run.timeline.change(step, { input: { items: items.length } });
  return { items, next: 0, outputs: items.map(() => null), failed: null, last: null };
}

/** Runs the body for the items that are there, from where they stand. Answers their outputs. */
export async function runItems(execution: NodeExecution, box: Box, progress: ItemsProgress): Promise<Json[]> {
  const { frame, node, active } = execution;
  const { items, outputs, base = 0 } = progress;
  const end = base + items.length;
  const { concurrency } = definitionOf(node, "for-each");
  const open = Object.keys(active.resumed?.turns ?? {}).map(Number);
  const lane = async (begun: number | undefined): Promise<void> => {
    active.lanes += 1;
    if (begun !== undefined) await runItem(execution, box, progress, begun);
    while (progress.next < end && progress.failed === null && !box.source.cancelled) {
      progress.next += 1;
      await runItem(execution, box, progress, progress.next - 1);
    }
    active.lanes -= 1;
    execution.run.carrier.changed();
  };
  const lanes = Math.min(concurrency, open.length + end - progress.next);
  await Promise.all(Array.from({ length: Math.max(lanes, open.length) }, (_, index) => lane(open[index])));
  if (progress.last !== null) showSteps(frame, progress.last);
  if (progress.failed !== null) throw new BodyFailed(progress.failed);
  return outputs;
}

async function runItem(execution: NodeExecution, box: Box, progress: ItemsProgress, index: number): Promise<void> {
  const { run, node, step } = execution;
  const { concurrency, onItemError, collect } = definitionOf(node, "for-each");
  const { base = 0 } = progress;
  const goesOn = onItemError === "continue";
  const { turn, outcome } = await walkTurn(execution, box, {
    turn: index,
    index,
    item: progress.items[index - base] ?? null,
    concurrency,
    catches: catchesErrors(execution) || goesOn,
  });
  if (progress.last === null || progress.last.index < index) progress.last = { index, own: turn.own };
  if (outcome.kind === "cancelled") return;
  const collected = outcome.kind === "failed" ? outcome : collectItem(execution, turn, collect);
  if (collected.kind === "done") progress.outputs[index - base] = collected.output;
  else if (!goesOn) progress.failed ??= collected.error;
  else {
    const { code, message } = collected.error;
    if (progress.failedItems !== undefined) progress.failedItems += 1;
    const warnings = step.warnings ?? [];
    if (warnings.length < MAX_WARNINGS)
      run.timeline.change(step, { warnings: [...warnings, `${index}: ${code}: ${message}`] });
  }
}

function collectItem(
  { run }: NodeExecution,
  turn: Frame,
  collect: string | undefined,
): { kind: "done"; output: Json } | { kind: "failed"; error: ErrorData } {
  if (collect === undefined) return { kind: "done", output: null };
  try {
    return { kind: "done", output: evaluateMapped(collect, scopeOf(run, turn)) };
  } catch (thrown) {
    return { kind: "failed", error: errorDataOf(thrown) };
  }
}
