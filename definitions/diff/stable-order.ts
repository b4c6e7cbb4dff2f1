/** What a reader looks for first, in this order; other members follow by name, `layout` comes last. */
const FIRST = ["schemaVersion", "key", "id", "type", "name", "description"];
const LAST = "layout";

/**
 * The same value with its members in one fixed order, so that two writings of it differ where it differs. Lists keep
 * their order, which means something; members that are undefined are left out.
 */
export function stableOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stableOrder);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    members.toSorted(([a], [b]) => compareNames(a, b)).map(([name, member]) => [name, stableOrder(member)]),
  );
}

/** As JSON text, two spaces deep, with a line end. */
export function stableJson(value: unknown): string {
  return `${JSON.stringify(stableOrder(value), undefined, 2)}\n`;
}

function compareNames(a: string, b: string): number {
  const rank = placeOf(a) - placeOf(b);
  if (rank !== 0) return rank;
  return a < b ? -1 : 1;
}

function placeOf(name: string): number {
  const first = FIRST.indexOf(name);
  if (first !== -1) return first;
  return name === LAST ? FIRST.length + 1 : FIRST.length;
}
