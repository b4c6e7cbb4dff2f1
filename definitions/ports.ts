import type { WorkflowNode } from "./nodes/index.ts";

/** The ports that edges may leave a node by, in display order (§4). */
export function portsOf(node: WorkflowNode): string[] {
  const error = node.onError === "port" ? ["error"] : [];
  switch (node.type) {
    case "condition":
      return [...node.branches.map((branch) => branch.id), "else", ...error];
    case "decision-table":
      return [...(node.portBy === undefined ? ["out"] : (node.ports ?? [])), ...error];
    case "wait-for-event":
      return ["received", "timeout", ...error];
    case "approval":
      return ["approved", "rejected", "timeout", ...error];
    case "human-task":
      return [...node.outcomes.map((outcome) => outcome.id), "timeout", ...error];
    case "scope":
      return ["out", "error", "timeout"];
    case "for-each":
    case "call":
      return ["out", "error"];
    case "end":
      return [];
    case "action":
    case "set":
    case "wait":
    case "loop":
    case "emit":
      return ["out", ...error];
  }
}
