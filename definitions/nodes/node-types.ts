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
