import type { RunSummary } from "../../../definitions/run.ts";

/** A page of an in-memory list that is never long (workflows, people): the cursor is the last item's key. */
export function pageOfList<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  { cursor, limit = 50 }: { cursor?: string | undefined; limit?: number | undefined },
): { items: T[]; nextCursor: string | null; total: number } {
  const from = cursor === undefined ? 0 : items.findIndex((item) => keyOf(item) > cursor);
  const page = from === -1 ? [] : items.slice(from, from + limit);
  const last = page.at(-1);
  const isMore = from !== -1 && from + limit < items.length;
  return { items: page, nextCursor: isMore && last !== undefined ? keyOf(last) : null, total: items.length };
}

const READ_AT_ONCE = 200;
const PAGES_AT_MOST = 25;

/**
 * A page of those items of a long list, newest first, that match; ids are the cursors. Reads at most 5,000 items on,
 * then answers what it has with a cursor to go on from.
 */
export async function filterPages<T extends { id: string }>(
  list: (page: { cursor?: string | undefined; limit: number }) => Promise<{ items: T[]; nextCursor: string | null }>,
  matches: (item: T) => boolean,
  { cursor, limit = 50 }: { cursor?: string | undefined; limit?: number | undefined },
): Promise<{ items: T[]; nextCursor: string | null }> {
  const found: T[] = [];
  let at = cursor;
  for (let turn = 0; turn < PAGES_AT_MOST; turn += 1) {
    const page = await list({ cursor: at, limit: READ_AT_ONCE });
    for (const [index, item] of page.items.entries()) {
      if (matches(item)) found.push(item);
      const isLast = index === page.items.length - 1 && page.nextCursor === null;
      if (found.length === limit) return { items: found, nextCursor: isLast ? null : item.id };
    }
    if (page.nextCursor === null) return { items: found, nextCursor: null };
    at = page.nextCursor;
  }
  return { items: found, nextCursor: at ?? null };
}

/** Whether any of these texts holds the search, whatever the case. */
export function textMatches(search: string, ...texts: unknown[]): boolean {
  const wanted = search.toLowerCase();
  return texts.some((text) => textOf(text).toLowerCase().includes(wanted));
}

/** Whether a run is found by a text: in its id, its workflow or its record. */
export function runMatches(search: string, { id, workflowKey, workflowName, record }: RunSummary): boolean {
  return textMatches(search, id, workflowKey, workflowName, record?.name, record?.id);
}

function textOf(text: unknown): string {
  if (typeof text === "string") return text;
  return typeof text === "object" && text !== null ? Object.values(text).map(textOf).join("\n") : "";
}
