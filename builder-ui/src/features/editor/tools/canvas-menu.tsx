import { Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { focusNodeElement } from "../canvas/focus-node.ts";
import type { Commands } from "../commands/use-commands.ts";
import { useEditorContext } from "../store/editor-context.ts";
import type { CanvasMenu as MenuPlace, EditorStore } from "../store/editor-store.ts";
import { GROUP_PREFIX } from "../view/drawn-nodes.ts";
import { showKey } from "./show-key.ts";
import classes from "./tools.module.css";

interface Entry {
  id: string;
  keys?: string;
  isDanger?: boolean;
  run: () => void;
}

/** What each kind of thing offers; a group of entries a list. */
function entriesFor(store: EditorStore, { on, id, x, y }: MenuPlace, commands: Commands): Entry[][] {
  const state = store.getState();
  const edit: Entry[] = [
    { id: "cut", keys: "Ctrl X", run: commands.cut },
    { id: "copy", keys: "Ctrl C", run: commands.copy },
    { id: "duplicate", keys: "Ctrl D", run: commands.duplicate },
  ];
  const paste: Entry = { id: "paste", keys: "Ctrl V", run: () => commands.paste() };
  const remove: Entry = { id: "remove", keys: "Del", isDanger: true, run: commands.remove };
  switch (on) {
    case "step": {
      const one: Entry[] =
        state.selection.length > 1
          ? []
          : [
              { id: "inspect", keys: "Enter", run: () => state.inspect(id) },
              { id: "rename", keys: "F2", run: () => state.set({ renaming: id }) },
              { id: "addAfter", keys: "+", run: commands.openAddAfter },
              { id: "connect", keys: "C", run: () => state.set({ panel: "connect" }) },
            ];
      const more: Entry[] = [
        { id: "disable", keys: "X", run: commands.toggleDisabled },
        { id: "detach", keys: "⇧ D", run: commands.detach },
        { id: "group", keys: "Ctrl G", run: commands.group },
      ];
      return [one, [...edit, paste], more, [remove]].filter((list) => list.length > 0);
    }
    case "edge":
      return [
        [
          { id: "addHere", run: () => state.set({ adding: { place: { kind: "edge", edge: id }, at: { x, y } } }) },
          remove,
        ],
      ];
    case "group":
      return [
        [{ id: "rename", keys: "F2", run: () => state.set({ renaming: GROUP_PREFIX + id }) }],
        [{ id: "ungroup", keys: "Del", run: commands.remove }],
      ];
    case "note":
      return [[remove]];
    case "canvas":
      return [
        [
          { id: "addStep", run: () => state.set({ adding: { place: { kind: "free" }, at: { x, y } } }) },
          { id: "addNote", run: commands.addNote },
          paste,
        ],
        [
          {
            id: "selectAll",
            keys: "Ctrl A",
            run: () => state.select([...state.definition.nodes, ...state.definition.triggers].map((item) => item.id)),
          },
          { id: "find", keys: "Ctrl F", run: () => state.set({ isSearchOpen: true }) },
          { id: "tidy", keys: "⇧ L", run: () => void commands.tidy() },
          { id: "fit", keys: "⇧ 1", run: commands.fit },
        ],
      ];
  }
}

/** The menu of the right mouse button, or of ⇧ F10 on a card. */
export function CanvasMenu({ menu, commands }: { menu: MenuPlace; commands: Commands }) {
  const { store } = useEditorContext();
  const { t } = useTranslation("drawing");
  if (menu.on === "group" && store.getState().selectedGroup !== menu.id) store.getState().selectGroup(menu.id);
  if (menu.on === "note" && store.getState().selectedNote !== menu.id) store.getState().selectNote(menu.id);
  const close = () => {
    store.getState().set({ menu: null });
    if (menu.on === "step" && store.getState().renaming === null && store.getState().panel === "none")
      focusNodeElement(menu.id, () => document.activeElement !== document.body);
  };
  return (
    <Menu
      opened
      onClose={close}
      position="bottom-start"
      withinPortal
      shadow="md"
      width={230}
      trapFocus
      returnFocus={false}
    >
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-label={t(`menuOf.${menu.on}`)}
          className={classes["menuPlace"]}
          style={{ left: menu.x, top: menu.y }}
        />
      </Menu.Target>
      <Menu.Dropdown data-testid="canvas-menu" aria-label={t(`menuOf.${menu.on}`)}>
        {entriesFor(store, menu, commands).map((list, index) => (
          <div key={list[0]?.id ?? ""}>
            {index === 0 ? null : <Menu.Divider />}
            {list.map(({ id, keys, isDanger, run }) => (
              <Menu.Item
                key={id}
                data-testid={`menu-${id}`}
                className={isDanger === true ? (classes["danger"] ?? "") : ""}
                rightSection={keys === undefined ? null : <span className={classes["keys"]}>{showKey(keys)}</span>}
                onClick={run}
              >
                {t(`menu.${id}`)}
              </Menu.Item>
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
