import type { Candidate } from "./candidate.ts";

/**
 * State of a rule's turns, plain data: `queue` holds the candidates' ids with the next one first; `credit` is what
 * each is owed under weights.
 */
export interface TurnState {
  queue: string[];
  credit?: Record<string, number>;
}
export interface Turn {
  userId: string;
  state: TurnState;
}

/**
 * Round robin. Who is not available keeps their place, so that nobody loses a turn; the queue always holds exactly
 * the candidates of now, newcomers at its end. Null when nobody is available.
 */
export function takeTurn(
  state: TurnState | null,
  candidates: readonly string[],
  available: ReadonlySet<string>,
): Turn | null {
  const queue = alignQueue(state, candidates);
  const userId = queue.find((id) => available.has(id));
  if (userId === undefined) return null;
  return { userId, state: { queue: moveToEnd(queue, userId) } };
}

/**
 * Turns by weight, spread evenly (smooth weighted round robin): everybody available earns their weight, the one who
 * is owed most is chosen and pays the sum. Ties go by candidates' order.
 */
export function takeWeightedTurn(
  state: TurnState | null,
  candidates: readonly Candidate[],
  available: ReadonlySet<string>,
): Turn | null {
  const members = candidates.filter(({ user }) => available.has(user.id));
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  const credit: Record<string, number> = {};
  for (const { user } of candidates) credit[user.id] = state?.credit?.[user.id] ?? 0;
  let chosen: string | null = null;
  for (const { user, weight } of members) {
    const owed = (credit[user.id] ?? 0) + weight;
    credit[user.id] = owed;
    if (chosen === null || owed > (credit[chosen] ?? 0)) chosen = user.id;
  }
  if (chosen === null) return null;
  credit[chosen] = (credit[chosen] ?? 0) - total;
  return { userId: chosen, state: { queue: candidates.map(({ user }) => user.id), credit } };
}

/** The one with fewest open records; among equals the one whose turn is longest ago. */
export function takeLeastOpen(
  state: TurnState | null,
  candidates: readonly Candidate[],
  available: ReadonlySet<string>,
): Turn | null {
  const ids = candidates.map(({ user }) => user.id);
  const open = new Map(candidates.map(({ user, open }) => [user.id, open]));
  const queue = alignQueue(state, ids);
  let chosen: string | null = null;
  for (const id of queue) {
    if (!available.has(id)) continue;
    if (chosen === null || (open.get(id) ?? 0) < (open.get(chosen) ?? 0)) chosen = id;
  }
  return chosen === null ? null : { userId: chosen, state: { queue: moveToEnd(queue, chosen) } };
}

function alignQueue(state: TurnState | null, candidates: readonly string[]): string[] {
  const kept = (state?.queue ?? []).filter((id) => candidates.includes(id));
  return [...kept, ...candidates.filter((id) => !kept.includes(id))];
}
function moveToEnd(queue: readonly string[], id: string): string[] {
  return [...queue.filter((other) => other !== id), id];
}
