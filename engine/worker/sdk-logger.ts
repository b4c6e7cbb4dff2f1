import { DefaultLogger } from "@temporalio/worker";
import type { StoreLogger } from "../store/index.ts";

/**
 * The lines of the Temporal SDK, and of workflow code, in the process's log; the SDK's "info" is of use to its makers only.
 * What workflow code says of its run (`run`, see temporal-ports.ts) stands where every other line has it; the SDK's own
 * `runId` is Temporal's execution, and stays below `sdk`.
 */
export function createSdkLogger(logger: StoreLogger): DefaultLogger {
  return new DefaultLogger("WARN", ({ level, message, meta }) => {
    const { run, ...sdk } = meta ?? {};
    const fields = typeof run === "object" && run !== null ? run : {};
    logger[level === "ERROR" ? "error" : "warn"]({ ...fields, sdk }, message);
  });
}
