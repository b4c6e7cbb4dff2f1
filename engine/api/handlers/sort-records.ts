import type { RecordFields } from "../../../activities/ports.ts";
import type { FieldDescription } from "../../../definitions/catalogue.ts";
import type { Json } from "../../../definitions/json.ts";
import { refuseParameter } from "../parse-input.ts";

export interface Order {
  field: string;
  isDescending: boolean;
}
interface PageOf<T> {
  items: T[];
  nextCursor: string | null;
}

/** More records than this are not sorted by a field: the reader is asked to filter first. */
const SORTED_AT_MOST = 5_000;
const READ_AT_ONCE = 200;
const collator = new Intl.Collator(["en", "zh"], { numeric: true, sensitivity: "base" });

/** `name` or `-name`; null for newest first, which is the order of the store. Throws REQUEST_INVALID. */
export function readOrder(sort: string | undefined, fields: readonly FieldDescription[]): Order | null {
  if (sort === undefined || sort === "-createdAt") return null;
  const isDescending = sort.startsWith("-");
  const field = isDescending ? sort.slice(1) : sort;
  if (!fields.some(({ name }) => name === field)) throw refuseParameter("sort", `there is no field ${field}`);
  return { field, isDescending };
}

/** A page of records in the order of one field, empty values last; the cursor is a position. Throws REQUEST_INVALID. */
export async function sortRecords(
  list: (page: {
    cursor?: string | undefined;
    limit: number;
    search?: string | undefined;
  }) => Promise<PageOf<RecordFields>>,
  { field, isDescending }: Order,
  page: { cursor?: string | undefined; limit?: number | undefined; search?: string | undefined },
): Promise<PageOf<RecordFields>> {
  const from = readPosition(page.cursor);
  const all: RecordFields[] = [];
  for (let cursor: string | undefined, isMore = true; isMore;) {
    const read = await list({ cursor, limit: READ_AT_ONCE, search: page.search });
    all.push(...read.items);
    if (all.length > SORTED_AT_MOST)
      throw refuseParameter("sort", `more than ${SORTED_AT_MOST} records; filter them first`);
    cursor = read.nextCursor ?? undefined;
    isMore = cursor !== undefined;
  }
  const sign = isDescending ? -1 : 1;
  all.sort((a, b) => compare(a[field] ?? null, b[field] ?? null, sign));
  const until = from + (page.limit ?? 50);
  return { items: all.slice(from, until), nextCursor: until < all.length ? `at-${until}` : null };
}

function compare(a: Json, b: Json, sign: 1 | -1): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === "number" && typeof b === "number") return sign * (a - b);
  return sign * collator.compare(textOf(a), textOf(b));
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function readPosition(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const position = /^at-(\d{1,5})$/.exec(cursor)?.[1];
  if (position === undefined) throw refuseParameter("cursor", "this is not a cursor that this list gave");
  return Number(position);
}
