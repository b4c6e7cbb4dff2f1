import type { Collection, Filter } from "mongodb";
import { userError } from "../../definitions/errors.ts";
import { idFloor } from "./new-id.ts";

export interface Page<T> {
  items: T[];
  /** Give it back as `cursor` for the next page; null at the end. */
  nextCursor: string | null;
}
export interface PageRequest {
  cursor?: string | undefined;
  /** Default 50; HTTP allows 200, ports 1,000. */
  limit?: number | undefined;
}

const ID = /^[0-9A-HJKMNP-TV-Z]{26}$/;
const HOUR = 3_600_000;
/** Widths of the key ranges that are tried in turn, newest first. */
const WINDOWS = [HOUR, 24 * HOUR, 30 * 24 * HOUR, Number.POSITIVE_INFINITY];

/**
 * A page of documents with time-ordered `_id`s, newest first. Reads key ranges that widen backwards in time, so that a
 * server that pays for the whole match pays for the newest documents only. Throws `CURSOR_INVALID`.
 */
export async function pageNewestFirst<T extends { _id: string }>(
  collection: Collection<T>,
  filter: Filter<T>,
  request: PageRequest,
): Promise<Page<T>> {
  const limit = Math.min(1_000, Math.max(1, request.limit ?? 50));
  if (request.cursor !== undefined && !ID.test(request.cursor))
    throw userError("CURSOR_INVALID", "The cursor is not one that a list gave", { cursor: request.cursor });
  const top = request.cursor;
  const topTime = top === undefined ? Date.now() + HOUR : timeOf(top);
  for (const window of WINDOWS) {
    const range = {
      ...(top === undefined ? {} : { $lt: top }),
      ...(window === Number.POSITIVE_INFINITY ? {} : { $gte: idFloor(topTime - window) }),
    };
    const scoped = Object.keys(range).length === 0 ? filter : { ...filter, _id: range };
    const found = (await collection
      .find(scoped as Filter<T>)
      .sort({ _id: -1 })
      .limit(limit + 1)
      .toArray()) as unknown as T[];
    if (found.length > limit || window === Number.POSITIVE_INFINITY) {
      const items = found.slice(0, limit);
      return { items, nextCursor: found.length > limit ? (items.at(-1)?._id ?? null) : null };
    }
  }
  return { items: [], nextCursor: null };
}

function timeOf(id: string): number {
  let time = 0;
  for (const digit of id.slice(0, 10)) time = time * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".indexOf(digit);
  return time + 1;
}
