import { isSameJson } from "../is-same-json.ts";

/** A place at which both sides differ from the base and from each other. */
export interface ValueClash {
  path: string;
  base: unknown;
  mine: unknown;
  theirs: unknown;
}
/** Which side wins at a path; `undefined` is not decided yet. */
export type Decide = (path: string) => "mine" | "theirs" | undefined;

interface Merge {
  decide: Decide;
  clashes: ValueClash[];
}
type Named = Map<string, unknown>;

/**
 * Three versions of one value made into one: what only one side changed is taken from it, objects and lists of named
 * entries are merged member by member. Where both changed the same thing `decide` says who wins; until it does, mine
 * stands and the place is among the clashes.
 */
export function mergeValues(base: unknown, mine: unknown, theirs: unknown, path: string, merge: Merge): unknown {
  if (isSameJson(mine, theirs) || isSameJson(base, theirs)) return mine;
  if (isSameJson(base, mine)) return theirs;
  const parts = [mine, theirs].map(namedEntries);
  const own = parts[0] ?? null;
  const other = parts[1] ?? null;
  const before = namedEntries(base);
  if (
    own !== null &&
    other !== null &&
    own.isList === other.isList &&
    (before === null || before.isList === own.isList)
  )
    return mergeEntries(before?.entries ?? new Map(), own, other.entries, path, merge);
  const winner = merge.decide(path);
  if (winner === undefined) merge.clashes.push({ path, base, mine, theirs });
  return winner === "theirs" ? theirs : mine;
}

function mergeEntries(
  base: Named,
  own: { isList: boolean; entries: Named },
  theirs: Named,
  path: string,
  merge: Merge,
): unknown {
  const merged = new Map<string, unknown>();
  for (const name of mergedOrder([...base.keys()], [...own.entries.keys()], [...theirs.keys()])) {
    const inner = path === "" ? name : `${path}.${name}`;
    const value = mergeValues(base.get(name), own.entries.get(name), theirs.get(name), inner, merge);
    if (value !== undefined) merged.set(name, value);
  }
  return own.isList ? [...merged.values()] : Object.fromEntries(merged);
}

/**
 * The names of both sides in one order: mine, unless only theirs has moved what all three have. What the other side has
 * more comes behind what stands before it there.
 */
function mergedOrder(base: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] {
  const inAll = base.filter((name) => mine.includes(name) && theirs.includes(name));
  const common = new Set(inAll);
  const isMineMoved = mine.filter((name) => common.has(name)).some((name, index) => name !== inAll[index]);
  const [lead, other] = isMineMoved ? [mine, theirs] : [theirs, mine];
  const order = [...lead];
  const known = new Set(lead);
  for (const [index, name] of other.entries()) {
    if (known.has(name)) continue;
    known.add(name);
    const before = index === 0 ? -1 : order.indexOf(other[index - 1] ?? "");
    order.splice(before + 1, 0, name);
  }
  return order;
}

/** The members of an object, or the entries of a list by their ids or names; null for what is one value. */
function namedEntries(value: unknown): { isList: boolean; entries: Named } | null {
  if (typeof value !== "object" || value === null) return null;
  if (!Array.isArray(value)) return { isList: false, entries: new Map(Object.entries(value)) };
  const entries: Named = new Map();
  for (const entry of value as unknown[]) {
    const { id, name } = (entry ?? {}) as { id?: unknown; name?: unknown };
    const key = typeof id === "string" ? id : typeof name === "string" ? name : null;
    if (key === null || entries.has(key)) return null;
    entries.set(key, entry);
  }
  return { isList: true, entries };
}
