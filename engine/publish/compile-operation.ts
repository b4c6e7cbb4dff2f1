import type { OperationDescription } from "../../definitions/catalogue.ts";
import { userError } from "../../definitions/errors.ts";
import type { TimeSpan } from "../../definitions/duration.ts";
import type { RetryPolicy } from "../../definitions/nodes/base.ts";
import type { PlanOperation, PlanRetry } from "../interpreter/plan.ts";
import { durationMs, exactDurationMs } from "./duration-ms.ts";

/** Retries where neither node nor operation says otherwise. */
const DEFAULT_RETRY: PlanRetry = {
  maximumAttempts: 5,
  initialIntervalMs: 1_000,
  backoffCoefficient: 2,
  maximumIntervalMs: 60_000,
};
/** Our own database: what it refuses is not retried anyway, and when it is away the run waits about half an hour for it. */
const INTERNAL_RETRY: PlanRetry = {
  maximumAttempts: 60,
  initialIntervalMs: 500,
  backoffCoefficient: 2,
  maximumIntervalMs: 30_000,
};
/** Where no description of the operation is at hand. */
const USUAL_PAGING = { cursor: "cursor", size: "limit", items: "items", next: "nextCursor" };
const DEFAULT_TIMEOUT_MS = 60_000;
/** Our own records, where no description of the operation is at hand. */
const INTERNAL_CONNECTOR = "crm.";

export interface OperationLookup {
  find(name: string): OperationDescription | undefined;
  /** A simulation knows only the limits that the author gave: mocks take what they say. */
  limits: "all" | "own";
}

interface Called {
  operation: string;
  connection?: string | undefined;
  retry?: RetryPolicy | undefined;
  timeout?: TimeSpan | undefined;
}

/** What a plan keeps of an operation: where it runs, its retries and its time limit, the node's own first. */
export function compileOperation(called: Called, lookup: OperationLookup): PlanOperation {
  const description = lookup.find(called.operation);
  const internal = description?.internal ?? called.operation.startsWith(INTERNAL_CONNECTOR);
  const usual = readInterval(description?.defaultTimeout) ?? DEFAULT_TIMEOUT_MS;
  return {
    operation: called.operation,
    connection: called.connection ?? null,
    internal,
    retry: compileRetry(called.retry, description?.defaultRetry, internal ? INTERNAL_RETRY : DEFAULT_RETRY),
    timeoutMs:
      called.timeout !== undefined
        ? exactTimeout(called.timeout)
        : lookup.limits === "all"
          ? usual
          : Number.MAX_SAFE_INTEGER,
    ...htmlInputsOf(description),
  };
}

/** The source of a for-each. Throws `FOR_EACH_SOURCE_NOT_PAGED`. */
export function compilePageSource(called: Called, lookup: OperationLookup): PlanOperation {
  const description = lookup.find(called.operation);
  const paging = description === undefined ? USUAL_PAGING : description.paging;
  if (paging === undefined)
    throw userError("FOR_EACH_SOURCE_NOT_PAGED", `${called.operation} gives no list by pages.`, {
      operation: called.operation,
    });
  return { ...compileOperation(called, lookup), paging };
}

function htmlInputsOf(description: OperationDescription | undefined): Pick<PlanOperation, "htmlInputs"> {
  const properties = (description?.input["properties"] ?? {}) as Record<string, { contentMediaType?: string }>;
  const htmlInputs = Object.keys(properties).filter((name) => properties[name]?.contentMediaType === "text/html");
  return htmlInputs.length === 0 ? {} : { htmlInputs };
}

function exactTimeout(timeout: TimeSpan): number | null {
  if (typeof timeout === "string") return exactDurationMs(timeout);
  return timeout.calendar === undefined ? exactDurationMs(timeout.duration) : null;
}

function compileRetry(
  own: RetryPolicy | undefined,
  theirs: OperationDescription["defaultRetry"],
  usual: PlanRetry,
): PlanRetry {
  const base: PlanRetry =
    theirs === undefined
      ? usual
      : {
          maximumAttempts: theirs.maximumAttempts,
          initialIntervalMs: durationMs(theirs.initialInterval),
          backoffCoefficient: theirs.backoffCoefficient,
          maximumIntervalMs: durationMs(theirs.maximumInterval),
        };
  if (own === undefined) return base;
  const initialIntervalMs = readInterval(own.initialInterval) ?? base.initialIntervalMs;
  return {
    maximumAttempts: own.maximumAttempts ?? base.maximumAttempts,
    initialIntervalMs,
    backoffCoefficient: own.backoffCoefficient ?? base.backoffCoefficient,
    // Temporal refuses a policy whose longest interval is shorter than its first.
    maximumIntervalMs: Math.max(initialIntervalMs, readInterval(own.maximumInterval) ?? base.maximumIntervalMs),
  };
}

function readInterval(duration: string | undefined): number | null {
  return duration === undefined ? null : durationMs(duration);
}
