import { Skeleton } from "@mantine/core";
import type { Step } from "../../../../definitions/run.ts";

/** Of many attempts the last ones are shown first. */
export const SHOWN_FIRST = 5;
const HEAD_PX = 40;
const FAILED_PX = 86;

/** Room for a step's attempts while they are read: all but the last have failed. */
export function AttemptsPlace({ step: { attempts, error } }: { step: Step }) {
  if (attempts < 2) return null;
  const shown = Math.min(attempts, SHOWN_FIRST);
  const failed = (error ?? null) === null ? shown - 1 : shown;
  return <Skeleton mt={18} height={HEAD_PX + failed * FAILED_PX} />;
}
