import { type CancellationScope, proxyLocalActivities } from "@temporalio/workflow";
import type { RunPorts } from "../interpreter/ports.ts";
import type { RunInput } from "./contract.ts";
import { operationFailure } from "./failure-conversion.ts";
import type { PeopleActivities } from "./people-contract.ts";
import { STORE_CALLS } from "./store-calls.ts";
import { traceOf } from "./trace-of.ts";

const people = proxyLocalActivities<PeopleActivities>(STORE_CALLS);

type PeoplePorts = Pick<
  RunPorts,
  "openTask" | "remindTask" | "escalateTask" | "closeTask" | "callWorkflow" | "cancelCall"
>;

/**
 * Tasks and calls on Temporal. None of them is cancelled half-way: each is quick, and what was begun must be known to be
 * closed. A refusal (nobody to ask, no such workflow) is the step's failure.
 */
export function createPeoplePorts(input: RunInput, home: CancellationScope): PeoplePorts {
  const { workspaceId, runId, workflowKey } = input;
  const chain = [...input.origin.chain, workflowKey];
  const of = { workspaceId, runId, ...traceOf(input) };
  const ask = <T>(work: () => Promise<T>): Promise<T> =>
    home.run(work).catch((thrown: unknown) => {
      throw operationFailure(thrown, 1);
    });
  return {
    openTask: (task) => ask(() => people.openTask({ ...of, workflowKey, task })),
    remindTask: (key, number) => ask(() => people.remindTask({ ...of, key, number })),
    escalateTask: (key, request) => ask(() => people.escalateTask({ ...of, key, request })),
    closeTask: (key, reason) => ask(() => people.closeTask({ ...of, key, reason })),
    callWorkflow: (call) => ask(() => people.startCall({ ...of, ...call, caller: workflowKey, chain })),
    cancelCall: (calledRunId, idempotencyKey) =>
      ask(() => people.cancelCall({ ...of, calledRunId, idempotencyKey, chain })),
  };
}
