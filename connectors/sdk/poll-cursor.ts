/** Where a poll stands: the newest instant seen, and the ids seen at that very instant. Plain data, kept by the host. */
export interface PollCursor {
  at: string;
  ids: string[];
}
export interface PolledItem {
  id: string;
  /** ISO 8601, when the item was created or changed. */
  at: string;
}

/**
 * Splits what a poll gave into the items not seen before, oldest first, and the next cursor. Items of the same instant
 * are told apart by id, so that none is lost and none comes twice. The first poll (`cursor` null) gives nothing and
 * starts at the newest item: history is not replayed.
 */
export function advancePollCursor<T extends PolledItem>(
  cursor: PollCursor | null,
  items: readonly T[],
  now: string,
): { fresh: T[]; cursor: PollCursor } {
  const sorted = [...items].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const newest = sorted.at(-1);
  if (cursor === null)
    return { fresh: [], cursor: newest === undefined ? { at: now, ids: [] } : cursorAt(newest.at, items) };
  const since = Date.parse(cursor.at);
  const seen = new Set(cursor.ids);
  const fresh = sorted.filter((item) => {
    const at = Date.parse(item.at);
    return at > since || (at === since && !seen.has(item.id));
  });
  const last = fresh.at(-1);
  if (last === undefined) return { fresh: [], cursor };
  const next = cursorAt(last.at, items);
  const isSameInstant = Date.parse(last.at) === since;
  return { fresh, cursor: isSameInstant ? { at: cursor.at, ids: [...new Set([...cursor.ids, ...next.ids])] } : next };
}

function cursorAt(at: string, items: readonly PolledItem[]): PollCursor {
  const instant = Date.parse(at);
  return { at, ids: items.filter((item) => Date.parse(item.at) === instant).map((item) => item.id) };
}
