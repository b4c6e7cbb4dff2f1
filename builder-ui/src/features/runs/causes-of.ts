import type { RunSummary } from "../../../../definitions/run.ts";

/** The errors that runs with incidents stand at, the most frequent first, each with its runs. */
export function causesOf(runs: readonly RunSummary[]): { code: string; ids: string[] }[] {
  const byCode = new Map<string, string[]>();
  for (const { id, status, error } of runs) {
    if (status !== "incident" || error === null || error === undefined) continue;
    byCode.set(error.code, [...(byCode.get(error.code) ?? []), id]);
  }
  return [...byCode]
    .map(([code, ids]) => ({ code, ids }))
    .toSorted((a, b) => b.ids.length - a.ids.length || a.code.localeCompare(b.code));
}
