import { userError } from "../../../definitions/errors.ts";
import type { Json, JsonObject } from "../../../definitions/json.ts";
import { asObject, type Run } from "../run.ts";
import { mapInput, timeoutOf } from "./action.ts";
import { type Box, inBox } from "./box.ts";
import { type ItemsProgress, runItems } from "./for-each.ts";
import { definitionOf, type NodeExecution, type NodeResult } from "./node-execution.ts";

/** The collected values of all items together: what is larger belongs into records, not into a run. */
const MAX_COLLECTED_BYTES = 1024 * 1024;

/** Where a for-each over pages stands: one page, and counts of those before. Kept when an operator tries it again. */
interface PagesProgress extends ItemsProgress {
  base: number;
  failedItems: number;
  /** Pages fetched, and the cursor of the next; null at the beginning, and at the end. */
  pages: number;
  cursor: string | null;
  collected: Json[];
  collectedBytes: number;
}

/**
 * Goes through a list page by page: an operation gives a page, the body runs for its items, then the next is asked for.
 * Only the page at hand is in memory, whatever the length of the list. Output `{ items, failed, pages, collected }`.
 * Throws what the operation throws, `FOR_EACH_PAGE_INVALID`, `FOR_EACH_COLLECTED_TOO_LARGE`.
 */
export async function executePages(execution: NodeExecution): Promise<NodeResult> {
  const { run, node, step, active } = execution;
  const kept = active.memory["pages"] as unknown as PagesProgress | undefined;
  const progress = kept ?? beginPages();
  active.memory["pages"] = progress as unknown as Json;
  if (active.resumed === null) run.timeline.change(step, { attempts: step.attempts + 1 });
  await inBox(execution, async (box) => {
    for (;;) {
      if (progress.pages > 0) await runPage(execution, box, progress);
      if (box.source.cancelled || (progress.pages > 0 && progress.cursor === null)) return;
      await fetchPage(execution, box, progress);
    }
  });
  const { base: items, failedItems: failed, pages, collected } = progress;
  const isCollected = definitionOf(node, "for-each").collect !== undefined;
  return { port: "out", output: { items, failed, pages, ...(isCollected ? { collected } : {}) } };
}

function beginPages(): PagesProgress {
  return {
    items: [],
    base: 0,
    next: 0,
    outputs: [],
    failed: null,
    failedItems: 0,
    last: null,
    pages: 0,
    cursor: null,
    collected: [],
    collectedBytes: 0,
  };
}

async function runPage(execution: NodeExecution, box: Box, progress: PagesProgress): Promise<void> {
  const { node } = execution;
  const outputs = await runItems(execution, box, progress);
  if (box.source.cancelled) return;
  progress.base += progress.items.length;
  Object.assign(progress, { items: [], outputs: [] });
  if (definitionOf(node, "for-each").collect === undefined) return;
  progress.collectedBytes += JSON.stringify(outputs).length;
  if (progress.collectedBytes > MAX_COLLECTED_BYTES)
    throw userError("FOR_EACH_COLLECTED_TOO_LARGE", `What ${node.id} collects is too large for a run.`, {
      node: node.id,
      limit: MAX_COLLECTED_BYTES,
    });
  progress.collected.push(...outputs);
}

async function fetchPage(execution: NodeExecution, box: Box, progress: PagesProgress): Promise<void> {
  const { run, frame, node, step, idempotencyKey } = execution;
  const { call } = node;
  const paging = call?.paging;
  if (call === null || paging === undefined) throw new Error(`for-each ${node.id} has no compiled source`);
  const input = pageInput(execution, paging, progress.cursor);
  const answer = await run.ports.callOperation(
    {
      nodeId: node.id,
      stepId: step.stepId,
      iteration: step.iteration,
      items: frame.items,
      idempotencyKey: `${idempotencyKey}/page/${progress.pages}`,
      operation: call.operation,
      connection: call.connection,
      input,
      internal: call.internal,
      retry: call.retry,
      timeoutMs: timeoutOf(run, node, call),
      deadlineMs: box.deadlineMs ?? frame.deadlineMs,
      compensation: false,
      onRetry: (_attempts, error, untilMs) =>
        run.timeline.change(step, {
          status: "retrying",
          waitingFor: { kind: "retry", error, until: new Date(untilMs).toISOString() },
        }),
    },
    box.source,
  );
  const { items, next } = readPage(node.id, answer.output, paging, progress.cursor);
  progress.pages += 1;
  progress.cursor = next;
  Object.assign(progress, { items, outputs: items.map(() => null), next: progress.base });
  showProgress(run, step, { operation: call.operation, page: progress.pages, items: progress.base + items.length });
}

function pageInput(
  { run, frame, node, editedInput }: NodeExecution,
  paging: { cursor: string; size: string },
  cursor: string | null,
): JsonObject {
  const { source } = definitionOf(node, "for-each");
  if (source === undefined || node.call === null) throw new Error(`for-each ${node.id} has no source`);
  const mapped =
    editedInput === undefined
      ? mapInput(run, frame, source.input, node.call)
      : asObject(editedInput, "The input of a source");
  return { ...mapped, [paging.size]: source.pageSize, ...(cursor === null ? {} : { [paging.cursor]: cursor }) };
}

function readPage(
  nodeId: string,
  output: Json,
  paging: { items: string; next: string },
  cursor: string | null,
): { items: Json[]; next: string | null } {
  const page = asObject(output, "A page");
  const items = page[paging.items];
  const next = page[paging.next] ?? null;
  const refuse = (problem: string) =>
    userError("FOR_EACH_PAGE_INVALID", `The source of ${nodeId} gave no page: ${problem}.`, { node: nodeId, problem });
  if (!Array.isArray(items)) throw refuse(`${paging.items} is no list`);
  if (next !== null && typeof next !== "string") throw refuse(`${paging.next} is no text`);
  if (next !== null && next === cursor) throw refuse("the next page is the same as this one");
  return { items, next };
}

function showProgress(run: Run, step: NodeExecution["step"], input: JsonObject): void {
  run.timeline.change(step, { status: "running", waitingFor: null, input });
}
