import type { Context, RunningScriptInNewContextOptions, Script } from "node:vm";

type RunInContext = Script["runInContext"];

/**
 * The SDK's calls into a workflow's sandbox that run none of the workflow's own code. `tryUnblockConditions` looks at
 * conditions; ours has a single one, whether all handlers have ended.
 */
const SHORT_CALLS: ReadonlySet<unknown> = new Set([
  "initRuntime",
  "concludeActivation",
  "tryUnblockConditions",
  "dispose",
]);

/**
 * `runInContext` without the time limit of short calls: for each call with a limit Node starts a thread that would end
 * it, about twenty times in a short run. Calls that run workflow code keep theirs, as do all that the SDK names otherwise.
 * See preload.decision.md.
 */
export function guardLongCalls(runInContext: RunInContext): RunInContext {
  return function runGuarded(this: Script, context: Context, options?: RunningScriptInNewContextOptions): unknown {
    // The SDK puts there what is called: holder, name, arguments.
    const called: unknown = context["__temporal_args"];
    if (options?.timeout === undefined || !Array.isArray(called) || !SHORT_CALLS.has(called[1]))
      return runInContext.call(this, context, options);
    const { timeout: _, ...unlimited } = options;
    return runInContext.call(this, context, unlimited);
  };
}
