import { ActionIcon, Tooltip, UnstyledButton } from "@mantine/core";
import { Check, Pencil, Ungroup } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Commands } from "../commands/use-commands.ts";
import { useEditor, useEditorContext } from "../store/editor-context.ts";
import { GROUP_PREFIX } from "../view/drawn-nodes.ts";
import classes from "./tools.module.css";

const GROUP_COLORS = ["grey", "blue", "green", "amber", "red", "violet"] as const;
const NOTE_COLORS = ["yellow", "blue", "green", "red", "violet", "grey"] as const;

/** Name and colour of the selected group, the colour of the selected note. */
export function GroupBar({ commands }: { commands: Commands }) {
  const { store } = useEditorContext();
  const { t } = useTranslation("drawing");
  const group = useEditor((state) => state.definition.layout.groups?.find(({ id }) => id === state.selectedGroup));
  const note = useEditor((state) => state.definition.layout.notes.find(({ id }) => id === state.selectedNote));
  const shown = group ?? note;
  if (shown === undefined) return null;
  const isGroup = group !== undefined;
  const current = shown.color ?? (isGroup ? "grey" : "yellow");
  const choose = (color: string) =>
    commands.attempt({ type: isGroup ? "updateGroup" : "updateNote", id: shown.id, change: { color } });
  return (
    <div
      className={`${classes["bar"]} nopan nodrag`}
      role="toolbar"
      aria-label={t(isGroup ? "groupBar" : "noteBar")}
      data-testid="group-bar"
    >
      {(isGroup ? GROUP_COLORS : NOTE_COLORS).map((color) => (
        <Tooltip key={color} label={t(`color.${color}`)}>
          <UnstyledButton
            className={classes["swatch"]}
            data-color={color}
            data-testid={`color-${color}`}
            aria-label={t(`color.${color}`)}
            aria-pressed={color === current}
            onClick={() => choose(color)}
          >
            {color === current ? <Check size={13} aria-hidden /> : null}
          </UnstyledButton>
        </Tooltip>
      ))}
      {isGroup ? (
        <>
          <span className={classes["line"]} />
          <Tooltip label={t("menu.rename")}>
            <ActionIcon
              aria-label={t("menu.rename")}
              data-testid="group-rename"
              onClick={() => store.getState().set({ renaming: GROUP_PREFIX + shown.id })}
            >
              <Pencil size={15} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t("menu.ungroup")}>
            <ActionIcon aria-label={t("menu.ungroup")} data-testid="ungroup" onClick={commands.remove}>
              <Ungroup size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </>
      ) : null}
    </div>
  );
}
