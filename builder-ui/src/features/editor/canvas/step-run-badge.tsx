import {
  Activity,
  Ban,
  CircleAlert,
  CircleCheck,
  CircleDot,
  CircleMinus,
  CircleX,
  Clock,
  type LucideIcon,
  RotateCw,
  Undo2,
} from "lucide-react";
import type { StepStatus } from "../../../../../definitions/run.ts";
import { StatusBadge, type Tone } from "../../../shared/status-badge.tsx";
import type { StepRunView } from "../view/canvas-graph.ts";
import classes from "./step-node.module.css";

/** How each step status looks: icon, word and colour together. */
export const STEP_STATUS_LOOK: Record<StepStatus, { icon: LucideIcon; tone: Tone }> = {
  running: { icon: CircleDot, tone: "blue" },
  waiting: { icon: Clock, tone: "blue" },
  retrying: { icon: RotateCw, tone: "amber" },
  incident: { icon: CircleAlert, tone: "red" },
  completed: { icon: CircleCheck, tone: "green" },
  failed: { icon: CircleX, tone: "red" },
  skipped: { icon: CircleMinus, tone: "grey" },
  cancelled: { icon: Ban, tone: "grey" },
  compensated: { icon: Undo2, tone: "amber" },
};

/** Of a step whose runs are counted: its colour is the card's own. */
const HEAT_LOOK = { icon: Activity, tone: "grey" } as const;

/** The state of a step; `status` comes from the run as text. */
export function StepStatusBadge({ status, word, plain }: { status: string; word: string; plain?: boolean }) {
  const look =
    STEP_STATUS_LOOK[status as StepStatus] ?? (status.startsWith("heat-") ? HEAT_LOOK : STEP_STATUS_LOOK.running);
  return <StatusBadge icon={look.icon} tone={look.tone} label={word} {...(plain === true ? { plain } : {})} />;
}

/** How a card stands in a run. What it waits for says that it waits: the word would only take its room. */
export function StepRunState({ run }: { run: StepRunView }) {
  const saysItself = run.status === "waiting" && run.line !== "";
  return (
    <div className={classes["runState"]} title={`${run.word} · ${run.line}`}>
      <StepStatusBadge status={run.status} word={saysItself ? "" : run.word} plain />
      <span className={classes["runLine"]}>{run.line}</span>
    </div>
  );
}
