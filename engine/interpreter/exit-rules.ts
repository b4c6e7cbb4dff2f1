import { evaluateMapped } from "../../definitions/expression/index.ts";
import { FlowrightError } from "../../definitions/errors.ts";
import { conditionOf } from "./nodes/logic.ts";
import { eventFact } from "./nodes/wait.ts";
import type { Json } from "../../definitions/json.ts";
import { factsOf, type Run, scopeOf } from "./run.ts";

/** The subscription's `stepId` of the events that end a run early. */
const EXIT_STEP_ID = "$exit";

/**
 * Opens the waits of `exitWhen` rules with an event, with the correlations that an earlier execution evaluated, if any;
 * answers them. Throws what their correlation throws.
 */
export function openExitRules(run: Run, carried: readonly (Json | null)[] | null): (Json | null)[] {
  const correlates: (Json | null)[] = [];
  for (const rule of run.plan.settings.exitWhen) {
    if (!("event" in rule)) continue;
    const known = carried?.[correlates.length];
    const correlate =
      known !== undefined
        ? known
        : rule.correlate === undefined
          ? null
          : evaluateMapped(rule.correlate, scopeOf(run, run.root));
    correlates.push(correlate);
    const { when } = rule;
    run.inbox.open({
      subscription: { stepId: EXIT_STEP_ID, event: rule.event, correlate },
      matches: (event) => when === undefined || conditionOf(when).evaluate(factsOf(run, run.root, eventFact(event))),
      receive: () => exitRun(run),
      fail: (thrown) => warn(run, thrown),
      fromEarlier: carried !== null,
    });
  }
  return correlates;
}

/** Ends the run where a rule without an event holds. A rule over a step that has not run does not hold. */
export function checkExitRules(run: Run): void {
  for (const rule of run.plan.settings.exitWhen) {
    if ("event" in rule || rule.when === undefined) continue;
    try {
      if (conditionOf(rule.when).evaluate(factsOf(run, run.root))) exitRun(run);
    } catch (thrown) {
      if (!(thrown instanceof FlowrightError)) throw thrown;
    }
  }
}

function exitRun(run: Run): void {
  run.finish({ status: "exited", output: null, error: null });
}

function warn(run: Run, thrown: unknown): void {
  run.ports.log("warn", "an exit rule could not be evaluated", { problem: String(thrown) });
}
