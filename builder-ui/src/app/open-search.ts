import { createSpotlight } from "@mantine/spotlight";

export const [searchStore] = createSpotlight();

/** Opens the search over everything (Ctrl or ⌘ K). */
export function openSearch(): void {
  search.open();
}
