import { create } from "zustand";

interface SearchWish {
  /** How often somebody asked for the search; 0 as long as nobody did. */
  count: number;
}

export const useSearchWish = create<SearchWish>()(() => ({ count: 0 }));

/** Opens the search over everything (Ctrl or ⌘ K). */
export function openSearch(): void {
  useSearchWish.setState(({ count }) => ({ count: count + 1 }));
}
