import type { NodeType } from "../../../definitions/nodes/index.ts";
import { executeAction } from "./action.ts";
import { executeCall } from "./call.ts";
import { executeLoop, executeScope } from "./containers.ts";
import { executeForEach } from "./for-each.ts";
import { executePages } from "./for-each-pages.ts";
import { executeApproval, executeHumanTask } from "./human.ts";
import { executeCondition, executeDecisionTable, executeEnd, executeSet } from "./logic.ts";
import type { MaybePromise, NodeExecution, NodeExecutor, NodeResult } from "./node-execution.ts";
import { executeEmit } from "./outward.ts";
import { executeInlineCall } from "./inline-call.ts";
import { executeWait, executeWaitForEvent } from "./wait.ts";

export type { MaybePromise, NodeExecution, NodeResult } from "./node-execution.ts";

const EXECUTORS: Record<NodeType, NodeExecutor> = {
  action: executeAction,
  condition: executeCondition,
  "decision-table": executeDecisionTable,
  set: executeSet,
  wait: executeWait,
  "wait-for-event": executeWaitForEvent,
  approval: executeApproval,
  "human-task": executeHumanTask,
  "for-each": (execution) => (execution.node.call === null ? executeForEach : executePages)(execution),
  loop: executeLoop,
  scope: executeScope,
  call: (execution) => (execution.node.inline === undefined ? executeCall : executeInlineCall)(execution),
  emit: executeEmit,
  end: executeEnd,
};

/** Does what the node does, without its error policy. */
export function executeNode(execution: NodeExecution): MaybePromise<NodeResult> {
  return EXECUTORS[execution.node.definition.type](execution);
}
