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

export { CONTAINER_TYPES, type NodeType } from "./node-types.ts";

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
