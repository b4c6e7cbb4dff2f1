import { CircleDashed, type LucideIcon, Minus, Pencil, Pin, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { StepData, StepMark } from "../view/canvas-graph.ts";
import classes from "./step-node.module.css";

const ICONS: Record<StepMark["kind"], LucideIcon> = {
  added: Plus,
  removed: Minus,
  changed: Pencil,
  unreached: CircleDashed,
};

/** At a card's upper edge: what a comparison or the tests say about it, and whether its answer is given. */
export function StepMarks({ data: { mark, isPinned } }: { data: StepData }) {
  const { t } = useTranslation("editor");
  if (mark === null && !isPinned) return null;
  const Icon = mark === null ? null : ICONS[mark.kind];
  return (
    <span className={classes["marks"]}>
      {mark === null || Icon === null ? null : (
        <span data-mark={mark.kind}>
          <Icon size={11} aria-hidden /> {mark.word}
        </span>
      )}
      {isPinned ? (
        <span data-mark="pinned" data-testid="pin-badge">
          <Pin size={11} aria-hidden /> {t("canvas.pinned")}
        </span>
      ) : null}
    </span>
  );
}
