import type { BackTestReport, BackTestRun } from "../../../definitions/back-test.ts";
import { errorDataOf } from "../../../definitions/errors.ts";
import { CLOSED_RUN_STATUSES, type RunDetail } from "../../../definitions/run.ts";
import type { SimulationResult } from "../../../definitions/simulation.ts";
import type { WorkflowDefinition } from "../../../definitions/workflow.ts";
import type { Mock } from "../../../definitions/workflow-test.ts";
import type { TestWorld } from "../run-workflow-tests.ts";
import { simulate } from "../simulate.ts";
import { compareWays, findReason } from "./compare-ways.ts";
import { outcomesByOperation, outcomesOfRun } from "./outcomes-of-run.ts";

/** A stored run and the definition that it ran on. */
export interface RealRun {
  run: RunDetail;
  version: WorkflowDefinition;
}

/**
 * Simulates a draft on the triggers of real runs, newest first, with what the world answered then, and compares it with
 * what happened. Operations are not called. A run that the draft cannot be simulated on is reported as failed.
 * `now` is where open runs stand; `totalMs` the real time that all of it may take.
 */
export async function runBackTest(
  draft: WorkflowDefinition,
  realRuns: readonly RealRun[],
  world: TestWorld,
  { now, totalMs }: { now: string; totalMs: number },
): Promise<BackTestReport> {
  const endMs = performance.now() + totalMs;
  const others = outcomesByOperation(realRuns);
  const runs: BackTestRun[] = [];
  for (const real of realRuns) {
    if (performance.now() > endMs) break;
    runs.push(await compareRun(draft, real, { world, others, now }));
  }
  const count = (verdict: BackTestRun["verdict"]) => runs.filter((run) => run.verdict === verdict).length;
  return {
    workflow: draft.key,
    compared: runs.length,
    same: count("same"),
    different: count("different"),
    failed: count("failed"),
    leftOut: realRuns.length - runs.length,
    runs,
  };
}

async function compareRun(
  draft: WorkflowDefinition,
  { run, version }: RealRun,
  about: { world: TestWorld; others: ReadonlyMap<string, Mock>; now: string },
): Promise<BackTestRun> {
  const startedAt = run.startedAt ?? run.createdAt;
  const common = {
    runId: run.id,
    version: run.version,
    record: run.record,
    startedAt,
    before: { status: run.status, path: pathOf(run.steps), output: run.output ?? null },
  };
  try {
    const { result, assumed } = await simulateAgain(draft, { run, version }, about);
    const changes = compareWays(run, result);
    const path = pathOf(result.steps);
    return {
      ...common,
      verdict: changes.length === 0 ? "same" : "different",
      after: { status: result.status, path, output: result.output },
      changes,
      why: changes.length === 0 ? null : findReason(run, result, draft),
      assumed: [...assumed].filter((node) => path.includes(node)),
      error: null,
    };
  } catch (thrown) {
    const error = errorDataOf(thrown);
    return { ...common, verdict: "failed", after: null, changes: [], why: null, assumed: [], error };
  }
}

async function simulateAgain(
  draft: WorkflowDefinition,
  { run, version }: RealRun,
  { world, others, now }: { world: TestWorld; others: ReadonlyMap<string, Mock>; now: string },
): Promise<{ result: SimulationResult; assumed: Set<string> }> {
  const operations = world.operations ?? [];
  const { mocks, events, assumed } = outcomesOfRun(run, draft, version, { others, operations });
  const isClosed = (CLOSED_RUN_STATUSES as readonly string[]).includes(run.status);
  // A run that was ended from outside is followed as far as it came.
  const isDrawnEnd = run.status === "completed" || run.status === "failed";
  const until = isDrawnEnd ? {} : { until: isClosed ? (run.endedAt ?? now) : now };
  const result = await simulate(draft, {
    ...world,
    runId: run.id,
    version: run.version,
    trigger: run.origin.triggerId,
    input: run.trigger,
    record: run.recordFields,
    at: run.startedAt ?? run.createdAt,
    mocks,
    events,
    answersAreFinal: true,
    ...until,
  });
  return { result, assumed };
}

function pathOf(steps: readonly { nodeId: string; status: string }[]): string[] {
  return steps.filter(({ status }) => status !== "skipped").map(({ nodeId }) => nodeId);
}
