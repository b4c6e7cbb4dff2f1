import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import classes from "./empty-state.module.css";

interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  /** What this is, in a sentence or two. */
  text: string;
  /** The first step. */
  action?: ReactNode;
}

/** Says what a list is for and offers the first step. */
export function EmptyState({ icon: Icon, title, text, action }: EmptyStateProps) {
  return (
    <div className={classes["empty"]} data-testid="empty-state">
      <span className={classes["icon"]}>
        <Icon size={22} aria-hidden />
      </span>
      <h2 className={classes["title"]}>{title}</h2>
      <p className={classes["text"]}>{text}</p>
      {action === undefined ? null : <div className={classes["action"]}>{action}</div>}
    </div>
  );
}
