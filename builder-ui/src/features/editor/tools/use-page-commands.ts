import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { usePageCommandList } from "../../../shared/page-commands.ts";
import type { Commands } from "../commands/use-commands.ts";
import { useEditorContext } from "../store/editor-context.ts";

/** Puts what the editor can do into the search over everything (Ctrl or ⌘ K). */
export function usePageCommands(commands: Commands): void {
  const { store } = useEditorContext();
  const { t } = useTranslation("drawing");
  useEffect(() => {
    const set = store.getState().set;
    const list = (
      [
        ["addStep", "+", commands.openAddAfter],
        ["addNote", "", commands.addNote],
        ["find", "Ctrl F", () => set({ isSearchOpen: true })],
        ["tidy", "⇧ L", () => void commands.tidy()],
        ["fit", "⇧ 1", commands.fit],
        ["outline", "O", () => set({ isOutlineOpen: !store.getState().isOutlineOpen })],
        ["test", "T", () => set({ isTestOpen: true })],
        ["publish", "Ctrl ⇧ Enter", () => set({ panel: "publish" })],
        ["settings", "", () => set({ panel: "settings" })],
        ["versions", "", () => set({ panel: "versions" })],
        ["group", "Ctrl G", commands.group],
        ["detach", "⇧ D", commands.detach],
        ["disable", "X", commands.toggleDisabled],
        ["duplicate", "Ctrl D", commands.duplicate],
        ["undo", "Ctrl Z", commands.undo],
        ["redo", "Ctrl ⇧ Z", commands.redo],
      ] as const
    ).map(([id, keys, run]) => ({ id, label: t(`menu.${id}`), keys, run }));
    usePageCommandList.setState({ commands: list });
    return () => usePageCommandList.setState({ commands: [] });
  }, [store, commands, t]);
}
