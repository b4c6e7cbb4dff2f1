import { Button } from "@mantine/core";
import {
  ArrowRightLeft,
  CircleStop,
  type LucideIcon,
  Pause,
  Play,
  RefreshCw,
  RotateCw,
  SkipForward,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import type { RunSummary } from "../../../../definitions/run.ts";
import { BulkBar } from "../../shared/bulk-bar.tsx";
import { appliesTo, BULK_OPERATIONS, type BulkOperation, type RunWork } from "../run-work/run-work.ts";

export const OPERATION_ICONS: Record<BulkOperation | "migrate", LucideIcon> = {
  retry: RotateCw,
  skip: SkipForward,
  pause: Pause,
  resume: Play,
  rerun: RefreshCw,
  cancel: CircleStop,
  migrate: ArrowRightLeft,
};

interface RunBulkBarProps {
  runs: readonly RunSummary[];
  selected: ReadonlySet<string>;
  onWork: (work: RunWork) => void;
  onClear: () => void;
}

/** What can be done with the chosen runs: only what applies to one of them at least is shown. */
export function RunBulkBar({ runs, selected, onWork, onClear }: RunBulkBarProps) {
  const { t } = useTranslation("runs");
  const chosen = runs.filter(({ id }) => selected.has(id));
  const idsFor = (operation: BulkOperation | "migrate") =>
    chosen.filter(({ status }) => appliesTo(operation, status)).map(({ id }) => id);
  const workOf = (operation: BulkOperation | "migrate"): RunWork => {
    const ids = idsFor(operation);
    if (operation !== "migrate") return { kind: "bulk", operation, scope: { ids } };
    const workflows = new Set(chosen.filter(({ id }) => ids.includes(id)).map(({ workflowKey }) => workflowKey));
    return { kind: "migrate", workflows: [...workflows], ids };
  };
  return (
    <BulkBar count={selected.size} onClear={onClear}>
      {[...BULK_OPERATIONS, "migrate" as const].map((operation) => {
        if (idsFor(operation).length === 0) return null;
        const Icon = OPERATION_ICONS[operation];
        return (
          <Button
            key={operation}
            size="xs"
            variant="default"
            leftSection={<Icon size={13} aria-hidden />}
            data-testid={`bulk-${operation}`}
            onClick={() => onWork(workOf(operation))}
          >
            {t(`operate.${operation}`)}
          </Button>
        );
      })}
    </BulkBar>
  );
}
