import type { WorkflowNode } from "../../../../definitions/nodes/index.ts";
import type { Trigger } from "../../../../definitions/triggers/index.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";

/** What the coach shows, in order; the first three are counted, the last two are the way to the first run. */
export const COACH_STEPS = ["start", "people", "test", "publish", "send"] as const;
export type CoachStep = (typeof COACH_STEPS)[number];
export const COUNTED_STEPS = 3;

type Drawn = Pick<WorkflowDefinition, "nodes" | "triggers" | "edges">;

/** The step that decides who gets the work, and its policy where it is named; null where nobody is chosen. */
export function whoGetsIt({ nodes }: Drawn): { nodeId: string; policy: string | null } | null {
  const assigning = nodes.find((node) => policyOf(node) !== null);
  if (assigning !== undefined) return { nodeId: assigning.id, policy: policyOf(assigning) };
  const asking =
    nodes.find(({ type }) => type === "approval" || type === "human-task") ??
    nodes.find((node) => node.type === "action" && ("user" in node.input || "to" in node.input));
  return asking === undefined ? null : { nodeId: asking.id, policy: null };
}

function policyOf(node: WorkflowNode): string | null {
  if (node.type !== "action") return null;
  const { policy } = node.input;
  return typeof policy === "string" && policy !== "" && !policy.startsWith("=") ? policy : null;
}

/** The trigger to try first: one that a new record starts, else one that something is sent to, else the first. */
export function triggerToTry(triggers: readonly Trigger[]): Trigger | undefined {
  return (
    triggers.find((trigger) => trigger.type === "record" && trigger.on.includes("created")) ??
    triggers.find(({ type }) => type === "form" || type === "webhook" || type === "manual") ??
    triggers[0]
  );
}

/** The teams and people that a policy's rules choose from. */
export function candidatesOf(policy: Record<string, unknown>): { teams: string[]; users: string[] } {
  const teams = new Set<string>();
  const users = new Set<string>();
  const rules = Array.isArray(policy["rules"]) ? (policy["rules"] as Record<string, unknown>[]) : [];
  for (const rule of rules) {
    const candidates = (rule["candidates"] ?? {}) as { team?: unknown; users?: unknown };
    if (typeof candidates.team === "string") teams.add(candidates.team);
    for (const user of Array.isArray(candidates.users) ? (candidates.users as { id?: unknown }[]) : [])
      if (typeof user.id === "string") users.add(user.id);
  }
  return { teams: [...teams], users: [...users] };
}
