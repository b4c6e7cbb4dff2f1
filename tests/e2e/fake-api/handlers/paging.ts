import { Problem } from "../world.ts";

/** A page of a list: `search` looks through each item's JSON, `cursor` is the next index. */
export function pageOf<T>(items: readonly T[], query: Record<string, string>) {
  const wanted = (query["search"] ?? "").toLowerCase();
  const found = wanted === "" ? items : items.filter((item) => JSON.stringify(item).toLowerCase().includes(wanted));
  const start = Number(query["cursor"] ?? "0");
  const limit = Number(query["limit"] ?? "50");
  const next = start + limit;
  return {
    items: found.slice(start, next),
    nextCursor: next < found.length ? String(next) : null,
    total: found.length,
  };
}

/** The item, or a 404 problem. */
export function found<T>(item: T | undefined, what: string): T {
  if (item === undefined) throw new Problem(404, `${what.toUpperCase()}_UNKNOWN`, `There is no such ${what}.`);
  return item;
}
