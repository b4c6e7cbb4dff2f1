import type { Commands } from "../commands/use-commands.ts";
import { GuideLines } from "../canvas/guide-lines.tsx";
import { useEditor } from "../store/editor-context.ts";
import { CanvasMenu } from "./canvas-menu.tsx";
import { CanvasSearch } from "./canvas-search.tsx";
import { GroupBar } from "./group-bar.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import { usePageCommands } from "./use-page-commands.ts";

/** What stands over the canvas while it is worked on. */
export function CanvasTools({ commands }: { commands: Commands }) {
  const menu = useEditor((state) => state.menu);
  const isSearchOpen = useEditor((state) => state.isSearchOpen);
  usePageCommands(commands);
  return (
    <>
      <GuideLines />
      <SelectionBar commands={commands} />
      <GroupBar commands={commands} />
      {isSearchOpen ? <CanvasSearch /> : null}
      {menu === null ? null : <CanvasMenu key={`${menu.x} ${menu.y}`} menu={menu} commands={commands} />}
    </>
  );
}
