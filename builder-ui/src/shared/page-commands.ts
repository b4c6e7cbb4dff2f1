import { create } from "zustand";

/** Something that the open page can do, for the search over everything. */
interface PageCommand {
  id: string;
  label: string;
  /** The keys that do the same; empty where there are none. */
  keys: string;
  run: () => void;
}

/** What the open page offers; pages without such a list leave it empty. */
export const usePageCommandList = create<{ commands: readonly PageCommand[] }>()(() => ({ commands: [] }));
