import { lazy, Suspense } from "react";
import type { RunWork } from "./run-work.ts";

const BulkDialog = lazy(async () => ({ default: (await import("./bulk-dialog.tsx")).BulkDialog }));
const RerunDialog = lazy(async () => ({ default: (await import("./rerun-dialog.tsx")).RerunDialog }));
const MigrateDialog = lazy(async () => ({ default: (await import("./migrate-dialog.tsx")).MigrateDialog }));

interface RunWorkDialogProps {
  work: RunWork | null;
  onClose: () => void;
  /** Something was done: chosen rows are no longer meant. */
  onDone?: () => void;
}

/** The dialog of what an operator is about to do; loaded when it is opened. */
export function RunWorkDialog({ work, onClose, onDone }: RunWorkDialogProps) {
  if (work === null) return null;
  const done = () => onDone?.();
  return (
    <Suspense fallback={null}>
      {work.kind === "bulk" ? (
        <BulkDialog operation={work.operation} scope={work.scope} onClose={onClose} onDone={done} />
      ) : work.kind === "rerun" ? (
        <RerunDialog run={work.run} from={work.from} onClose={onClose} />
      ) : (
        <MigrateDialog workflows={work.workflows} ids={work.ids} onClose={onClose} onDone={done} />
      )}
    </Suspense>
  );
}
