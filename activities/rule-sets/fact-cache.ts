import type { Json } from "../../definitions/json.ts";

/** Values of facts for some time, in this process. */
export interface FactCache {
  read(key: string, atMs: number): Json | undefined;
  keep(key: string, value: Json, untilMs: number): void;
}

const MAX_ENTRIES = 2_000;
/** Larger values are fetched anew each time. */
const MAX_CHARACTERS = 64_000;

/** Keeps the newest values; the oldest go first where there are too many. */
export function createFactCache(): FactCache {
  const entries = new Map<string, { value: Json; untilMs: number }>();
  return {
    read(key, atMs) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      if (entry.untilMs > atMs) return structuredClone(entry.value);
      entries.delete(key);
      return undefined;
    },
    keep(key, value, untilMs) {
      if (JSON.stringify(value).length > MAX_CHARACTERS) return;
      entries.delete(key);
      const [oldest] = entries.size >= MAX_ENTRIES ? entries.keys() : [];
      if (oldest !== undefined) entries.delete(oldest);
      entries.set(key, { value: structuredClone(value), untilMs });
    },
  };
}
