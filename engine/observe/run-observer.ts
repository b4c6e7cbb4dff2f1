import type { OperationCall } from "../../activities/operation-call.ts";
import type { StoreLogger } from "../store/context.ts";
import { errorDataOf } from "../../definitions/errors.ts";
import type { Step } from "../../definitions/run.ts";
import type { EndedRun } from "../store/context.ts";
import type { RunLauncher } from "../triggers/dispatcher/run-launcher.ts";
import { currentTrace, observeWork, type WorkFields } from "./observed-work.ts";
import { NO_METER, type RunMeter } from "./run-meter.ts";
import { formatTraceparent, traceOfRun } from "./trace-context.ts";
import { inSpan, PLAIN_TRACER, type SpanAttributes, type Tracer } from "./tracer.ts";

export interface ObserverLogger extends StoreLogger {
  debug(details: object, message: string): void;
}
/** What tells of runs: spans, figures, log lines. */
export interface RunObserver {
  tracer: Tracer;
  meter: RunMeter;
  logger: ObserverLogger;
}

/** Tells nobody. Places in traces are given all the same. */
export const SILENT_OBSERVER: RunObserver = {
  tracer: PLAIN_TRACER,
  meter: NO_METER,
  logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
};

/** What activities of a run are told about it, as far as each of them is. */
export interface AboutRun {
  workspaceId?: string;
  runId?: string;
  workflowKey?: string;
  nodeId?: string;
  stepId?: string;
  traceId?: string;
}

/** One attempt of an operation: its span, its figures, its line. `perform` gets the call with its place in the trace. */
export async function observeOperation<T>(
  observer: RunObserver,
  call: OperationCall,
  attempt: number,
  perform: (call: OperationCall) => Promise<T>,
): Promise<T> {
  const { operation } = call;
  const fields: WorkFields = { ...fieldsOf(call), operation, attempt };
  const began = performance.now();
  const span = {
    name: operation,
    kind: "client" as const,
    parent: traceOfRun(call.runId, call.traceId),
    attributes: { ...attributesOf(fields), "flowright.operation": operation, "flowright.attempt": attempt },
  };
  return inSpan(observer.tracer, span, fields, async (context) => {
    try {
      const output = await perform({ ...call, traceparent: formatTraceparent(context) });
      const seconds = secondsSince(began);
      observer.meter.operationEnded({ operation, seconds });
      observer.logger.debug({ seconds }, "operation done");
      return output;
    } catch (thrown) {
      const seconds = secondsSince(began);
      const { code, class: kind, retryable, message } = errorDataOf(thrown);
      observer.meter.operationEnded({ operation, seconds, error: { class: kind, code } });
      observer.logger.warn({ seconds, code, class: kind, retryable, problem: message }, "operation failed");
      throw thrown;
    }
  });
}

/** Any other activity of a run: what it logs and writes belongs to the run. */
export function observeActivity<T>(about: AboutRun, work: () => T): T {
  const { runId, traceId } = about;
  return observeWork({ fields: fieldsOf(about), trace: runId === undefined ? null : traceOfRun(runId, traceId) }, work);
}

/** Figures of the steps that a save of progress told as ended. */
export function countSteps(observer: RunObserver, about: AboutRun, steps: readonly Step[]): void {
  const { workspaceId: workspace = "unknown", workflowKey: workflow = "unknown" } = about;
  for (const { status, startedAt, endedAt, isReused } of steps) {
    if (typeof endedAt !== "string" || isReused === true) continue;
    const seconds = Math.max(0, (Date.parse(endedAt) - Date.parse(startedAt)) / 1_000);
    observer.meter.stepEnded({ workspace, workflow, status, seconds });
  }
}

/** The same launcher; each run that it starts is told. The span is the one that the run's operations are parts of. */
export function observeLauncher(launcher: RunLauncher, observer: RunObserver): RunLauncher {
  return {
    ...launcher,
    async start(temporalId, input, priority) {
      const { workspaceId: workspace, workflowKey: workflow, runId, version, origin } = input;
      const context = traceOfRun(runId, origin.traceId);
      const fields = { workspace, workflow, runId };
      const tell = async () => {
        const outcome = await launcher.start(temporalId, input, priority);
        if (outcome === "exists") return outcome;
        observer.meter.runStarted({ workspace, workflow, trigger: origin.triggerType });
        observer.logger.info({ trigger: origin.triggerType, version }, "run started");
        return outcome;
      };
      if (context === null) return observeWork({ fields }, tell);
      const attributes = {
        ...attributesOf(fields),
        "flowright.trigger": origin.triggerType,
        "flowright.version": version,
      };
      return inSpan(
        observer.tracer,
        { name: `run ${workflow}`, kind: "internal", parent: currentTrace(), context, attributes },
        fields,
        tell,
      );
    },
  };
}

/** Tells of a run's end, wherever this process came upon it. */
export function observeRunEnd(observer: RunObserver, run: EndedRun): void {
  const { workspaceId: workspace, workflowKey: workflow, runId, status, origin, errorCode } = run;
  const fields = { workspace, workflow, runId };
  const parent = traceOfRun(runId, origin.traceId);
  observer.meter.runEnded({ workspace, workflow, status });
  observeWork({ fields, trace: parent }, () =>
    observer.logger.info({ status, ...(errorCode === null ? {} : { code: errorCode }) }, "run ended"),
  );
  if (parent === null) return;
  const attributes = { ...attributesOf(fields), "flowright.status": status };
  const span = observer.tracer.start({ name: `end ${workflow}`, kind: "internal", parent, attributes });
  span.end(errorCode === null ? {} : { error: errorCode });
}

function fieldsOf({ workspaceId, workflowKey, runId, nodeId, stepId }: AboutRun): WorkFields {
  return {
    ...(workspaceId === undefined ? {} : { workspace: workspaceId }),
    ...(workflowKey === undefined ? {} : { workflow: workflowKey }),
    ...(runId === undefined ? {} : { runId }),
    ...(nodeId === undefined ? {} : { nodeId }),
    ...(stepId === undefined ? {} : { stepId }),
  };
}

const ATTRIBUTES = {
  workspace: "flowright.workspace",
  workflow: "flowright.workflow",
  runId: "flowright.run_id",
  nodeId: "flowright.node_id",
  stepId: "flowright.step_id",
} as const;

function attributesOf(fields: WorkFields): SpanAttributes {
  const attributes: Record<string, string> = {};
  for (const [field, name] of Object.entries(ATTRIBUTES)) {
    const value = fields[field as keyof typeof ATTRIBUTES];
    if (value !== undefined) attributes[name] = value;
  }
  return attributes;
}

function secondsSince(began: number): number {
  return Math.round(performance.now() - began) / 1_000;
}
