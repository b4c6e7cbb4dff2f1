import type { Plan } from "./plan.ts";

/** Plans a worker thread holds at once; the least lately started goes first. */
const MOST_PLANS = 200;

const plans = new Map<string, Plan>();

/**
 * One object for all runs of a plan in a worker thread, by the hash of its content: what is compiled of it (conditions,
 * tables, the index of its nodes) is compiled once and not once a run. It is frozen: no run can change another's.
 */
export function sharePlan(hash: string, plan: Plan): Plan {
  const shared = plans.get(hash) ?? freezeDeep(plan);
  plans.delete(hash);
  plans.set(hash, shared);
  const [eldest] = plans.keys();
  if (plans.size > MOST_PLANS && eldest !== undefined) plans.delete(eldest);
  return shared;
}

function freezeDeep<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) freezeDeep(part);
  return Object.freeze(value);
}
