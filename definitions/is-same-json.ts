/** Whether two values that differ count as the same all the same. */
type IsAlike = (a: unknown, b: unknown) => boolean;

/**
 * Deep equality of plain data; the order of an object's keys does not count, and an absent key equals `undefined`.
 * `isAlike` is asked of leaves that differ.
 */
export function isSameJson(a: unknown, b: unknown, isAlike: IsAlike = () => false): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return isAlike(a, b);
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((entry, index) => isSameJson(entry, b[index], isAlike));
  }
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) =>
    isSameJson(ownOf(a, key), ownOf(b, key), isAlike),
  );
}

/** The object's own value: `__proto__` and its like are keys as any other in what was parsed from JSON. */
function ownOf(value: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(value, key)?.value as unknown;
}
