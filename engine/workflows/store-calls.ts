import type { LocalActivityOptions } from "@temporalio/workflow";
import { STORE_PATIENCE } from "./contract.ts";

const { attemptMs, firstPauseMs, longestPauseMs } = STORE_PATIENCE;

/** Local activities on our own database. */
export const STORE_CALLS: LocalActivityOptions = {
  startToCloseTimeout: attemptMs,
  retry: { initialInterval: firstPauseMs, backoffCoefficient: 2, maximumInterval: longestPauseMs },
};
