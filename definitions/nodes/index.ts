import * as z from "zod";
import { actionNodeSchema } from "./action.ts";
import { conditionNodeSchema } from "./condition.ts";
import { forEachNodeSchema, loopNodeSchema, scopeNodeSchema } from "./containers.ts";
import { decisionTableNodeSchema } from "./decision-table.ts";
import { callNodeSchema, emitNodeSchema, endNodeSchema } from "./flow.ts";
import { approvalNodeSchema, humanTaskNodeSchema } from "./human.ts";
import { setNodeSchema } from "./set.ts";
import { waitForEventNodeSchema } from "./wait-for-event.ts";
import { waitNodeSchema } from "./wait.ts";

export const NODE_TYPES = [
  "action",
  "condition",
  "decision-table",
  "set",
  "wait",
  "wait-for-event",
  "approval",
  "human-task",
  "for-each",
  "loop",
  "scope",
  "call",
  "emit",
  "end",
] as const;
export type NodeType = (typeof NODE_TYPES)[number];

export const CONTAINER_TYPES = ["for-each", "loop", "scope"] as const satisfies readonly NodeType[];

export const nodeSchema = z.discriminatedUnion("type", [
  actionNodeSchema,
  conditionNodeSchema,
  decisionTableNodeSchema,
  setNodeSchema,
  waitNodeSchema,
  waitForEventNodeSchema,
  approvalNodeSchema,
  humanTaskNodeSchema,
  forEachNodeSchema,
  loopNodeSchema,
  scopeNodeSchema,
  callNodeSchema,
  emitNodeSchema,
  endNodeSchema,
]);
/** A node of a workflow definition, after defaults. */
export type WorkflowNode = z.infer<typeof nodeSchema>;
