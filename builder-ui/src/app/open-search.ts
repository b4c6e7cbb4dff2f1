import { create } from "zustand";

interface SearchWish {
  /** How often somebody asked for the search; 0 as long as nobody did. */
  count: number;
  /** What is searched for. */
  query: string;
}

export const useSearchWish = create<SearchWish>()(() => ({ count: 0, query: "" }));

/** The search is loaded when it is wanted for the first time; who types at once is not made to wait. */
const KEEP_AT_MOST_MS = 10_000;
let stopKeeping: (() => void) | null = null;

/** Opens the search over everything (Ctrl or ⌘ K). What is typed before its field has the focus is kept. */
export function openSearch(): void {
  useSearchWish.setState(({ count }) => ({ count: count + 1 }));
  if (stopKeeping !== null) return;
  window.addEventListener("keydown", keepKey, { capture: true });
  const timer = window.setTimeout(() => stopKeeping?.(), KEEP_AT_MOST_MS);
  stopKeeping = () => {
    window.removeEventListener("keydown", keepKey, { capture: true });
    window.clearTimeout(timer);
    stopKeeping = null;
  };
}

/** The field of the search has the focus: keys reach it by themselves from now on. */
export function searchHasFocus(field: HTMLInputElement): void {
  stopKeeping?.();
  field.setSelectionRange(field.value.length, field.value.length);
}

function keepKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (document.activeElement?.matches("[data-search-everything]") === true) {
    stopKeeping?.();
    return;
  }
  const { query } = useSearchWish.getState();
  if (event.key === "Escape") {
    stopKeeping?.();
    useSearchWish.setState({ count: 0, query: "" });
  } else if (event.key === "Backspace") useSearchWish.setState({ query: query.slice(0, -1) });
  else if (event.key.length === 1) useSearchWish.setState({ query: query + event.key });
  else if (event.key !== "Enter") return;
  event.preventDefault();
  event.stopImmediatePropagation();
}
