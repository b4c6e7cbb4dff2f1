import type { LucideIcon } from "lucide-react";
import classes from "./status-badge.module.css";

export const TONES = ["green", "amber", "red", "blue", "grey", "accent"] as const;
export type Tone = (typeof TONES)[number];

interface StatusBadgeProps {
  icon: LucideIcon;
  tone: Tone;
  label: string;
  /** Only the icon is coloured; for dense lists. */
  plain?: boolean;
}

/** A state as icon, word and colour: colour is never alone. */
export function StatusBadge({ icon: Icon, tone, label, plain }: StatusBadgeProps) {
  return (
    <span className={classes["badge"]} data-tone={tone} data-plain={plain === true ? "" : undefined}>
      <Icon size={13} strokeWidth={2.2} aria-hidden />
      {label}
    </span>
  );
}
