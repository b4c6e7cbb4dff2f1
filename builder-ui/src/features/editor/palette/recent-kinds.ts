const STORAGE_KEY = "flowright-recent-steps";
const KEPT = 5;

/** What this person has put on a canvas lately, the newest first, by key. */
export function recentKinds(): string[] {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(STORAGE_KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((key): key is string => typeof key === "string").slice(0, KEPT) : [];
  } catch {
    // Whatever stands there is not ours: there is nothing recent.
    return [];
  }
}

export function noteKindUsed(key: string): void {
  const keys = [key, ...recentKinds().filter((known) => known !== key)].slice(0, KEPT);
  window.localStorage.setItem(STORAGE_KEY, JSON.stringify(keys));
}
