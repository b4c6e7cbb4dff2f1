import { createSpotlight } from "@mantine/spotlight";

const [searchStore, search] = createSpotlight();

/** Opens the search over everything (Ctrl or ⌘ K). */
export function openSearch(): void {
  search.open();
}

export { searchStore };
