import { Counter, Histogram, type Registry } from "prom-client";

export interface OperationFigure {
  operation: string;
  seconds: number;
  /** Absent where it went well. */
  error?: { class: string; code: string };
}

/** Counts what runs do. Labels are names of definitions and connectors, never ids of runs, records or people. */
export interface RunMeter {
  runStarted(about: { workspace: string; workflow: string; trigger: string }): void;
  runEnded(about: { workspace: string; workflow: string; status: string }): void;
  /** `seconds` from the step's start to its end, waits among them. */
  stepEnded(about: { workspace: string; workflow: string; status: string; seconds: number }): void;
  operationEnded(figure: OperationFigure): void;
}

export const NO_METER: RunMeter = {
  runStarted: () => undefined,
  runEnded: () => undefined,
  stepEnded: () => undefined,
  operationEnded: () => undefined,
};

const CALL_BUCKETS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
/** From a call to a reminder after weeks. */
const STEP_BUCKETS = [0.01, 0.1, 1, 10, 60, 600, 3_600, 86_400, 604_800, 2_592_000];
const CODE = /^[A-Z][A-Z\d_]{1,60}$/u;

/** A meter on prom-client, in the process's registry. */
export function createRunMeter(registry: Registry): RunMeter {
  const registers = [registry];
  const started = new Counter({
    name: "flowright_runs_started_total",
    help: "Runs handed to Temporal",
    labelNames: ["workspace", "workflow", "trigger"] as const,
    registers,
  });
  const ended = new Counter({
    name: "flowright_runs_ended_total",
    help: "Runs that ended, by how",
    labelNames: ["workspace", "workflow", "status"] as const,
    registers,
  });
  const steps = new Histogram({
    name: "flowright_step_seconds",
    help: "Time from a step's start to its end, waits included",
    labelNames: ["workspace", "workflow", "status"] as const,
    buckets: STEP_BUCKETS,
    registers,
  });
  const operations = new Histogram({
    name: "flowright_operation_seconds",
    help: "Time of one attempt of a connector's operation",
    labelNames: ["operation", "outcome"] as const,
    buckets: CALL_BUCKETS,
    registers,
  });
  const errors = new Counter({
    name: "flowright_operation_errors_total",
    help: "Failed attempts of operations, by the error's class and code",
    labelNames: ["operation", "class", "code"] as const,
    registers,
  });
  return {
    runStarted: (about) => started.inc(about),
    runEnded: (about) => ended.inc(about),
    stepEnded: ({ seconds, ...labels }) => steps.observe(labels, seconds),
    operationEnded({ operation, seconds, error }) {
      operations.observe({ operation, outcome: error === undefined ? "ok" : "failed" }, seconds);
      // A plugin may make codes up as it likes.
      if (error !== undefined)
        errors.inc({ operation, class: error.class, code: CODE.test(error.code) ? error.code : "OTHER" });
    },
  };
}
