import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleDot,
  CirclePause,
  CircleX,
  Clock,
  Hourglass,
  LogOut,
  type LucideIcon,
  TimerOff,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import type { RunStatus } from "../../../definitions/run.ts";
import { StatusBadge, type Tone } from "./status-badge.tsx";

/** How each run status looks, everywhere. The words are `shared:runStatus.<status>`. */
const RUN_STATUS_LOOK: Record<RunStatus, { icon: LucideIcon; tone: Tone }> = {
  queued: { icon: Hourglass, tone: "grey" },
  running: { icon: CircleDot, tone: "blue" },
  waiting: { icon: Clock, tone: "blue" },
  paused: { icon: CirclePause, tone: "amber" },
  incident: { icon: CircleAlert, tone: "red" },
  completed: { icon: CircleCheck, tone: "green" },
  exited: { icon: LogOut, tone: "green" },
  failed: { icon: CircleX, tone: "red" },
  cancelled: { icon: Ban, tone: "grey" },
  "timed-out": { icon: TimerOff, tone: "red" },
};

export function RunStatusBadge({ status, plain }: { status: RunStatus; plain?: boolean }) {
  const { t } = useTranslation("shared");
  const look = RUN_STATUS_LOOK[status];
  return (
    <StatusBadge
      icon={look.icon}
      tone={look.tone}
      label={t(`runStatus.${status}`)}
      {...(plain === true ? { plain } : {})}
    />
  );
}
