import type { RunInput } from "./contract.ts";

/** What activities are told of the run's trace. */
export function traceOf({ origin }: RunInput): { traceId?: string } {
  return origin.traceId === undefined ? {} : { traceId: origin.traceId };
}
