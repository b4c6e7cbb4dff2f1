import {
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

/** The state of a step; `status` comes from the run as text. */
export function StepStatusBadge({ status, word, plain }: { status: string; word: string; plain?: boolean }) {
  const look = STEP_STATUS_LOOK[status as StepStatus] ?? STEP_STATUS_LOOK.running;
  return <StatusBadge icon={look.icon} tone={look.tone} label={word} {...(plain === true ? { plain } : {})} />;
}
