import { ActionIcon, Tooltip } from "@mantine/core";
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceBetween,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceBetween,
  Ban,
  Copy,
  Group,
  type LucideIcon,
  Trash2,
  Unplug,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { type Alignment, ALIGNMENTS } from "../../../../../definitions/operations/index.ts";
import type { Commands } from "../commands/use-commands.ts";
import { useEditor } from "../store/editor-context.ts";
import classes from "./tools.module.css";

const ICONS: Record<Alignment, LucideIcon> = {
  left: AlignStartVertical,
  centre: AlignCenterVertical,
  right: AlignEndVertical,
  top: AlignStartHorizontal,
  middle: AlignCenterHorizontal,
  bottom: AlignEndHorizontal,
  columns: AlignHorizontalSpaceBetween,
  rows: AlignVerticalSpaceBetween,
};

/** What can be done with several steps at once; it stands at the top of the canvas while they are selected. */
export function SelectionBar({ commands }: { commands: Commands }) {
  const { t } = useTranslation("drawing");
  const count = useEditor((state) => state.selection.length);
  if (count < 2) return null;
  const rest = [
    { id: "group", icon: Group, run: commands.group },
    { id: "detach", icon: Unplug, run: commands.detach },
    { id: "duplicate", icon: Copy, run: commands.duplicate },
    { id: "disable", icon: Ban, run: commands.toggleDisabled },
    { id: "remove", icon: Trash2, run: commands.remove },
  ] as const;
  return (
    <div
      className={`${classes["bar"]} nopan nodrag`}
      role="toolbar"
      aria-label={t("selected", { count })}
      data-testid="selection-bar"
    >
      <span className={classes["count"]}>{t("selected", { count })}</span>
      <span className={classes["together"]}>
        {ALIGNMENTS.map((how) => {
          const Icon = ICONS[how];
          const isSpread = how === "columns" || how === "rows";
          return (
            <Tooltip key={how} label={t(`align.${how}`)}>
              <ActionIcon
                aria-label={t(`align.${how}`)}
                data-testid={`align-${how}`}
                disabled={isSpread && count < 3}
                onClick={() => commands.align(how)}
              >
                <Icon size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          );
        })}
      </span>
      <span className={classes["line"]} />
      <span className={classes["together"]}>
        {rest.map(({ id, icon: Icon, run }) => (
          <Tooltip key={id} label={t(`menu.${id}`)}>
            <ActionIcon aria-label={t(`menu.${id}`)} data-testid={`selection-${id}`} onClick={run}>
              <Icon size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        ))}
      </span>
    </div>
  );
}
