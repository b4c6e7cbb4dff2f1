import type { Step } from "../../../definitions/run.ts";
import type { StoreContext } from "../context.ts";
import { unpackJson } from "../json-text.ts";
import type { StepFacts } from "./run-documents.ts";

const STEPS_AT_ONCE = 500;

/** What is counted of a step. */
export function factsOf(step: Step): StepFacts {
  const { nodeId, status, attempts, startedAt, endedAt } = step;
  const ms =
    endedAt === null || endedAt === undefined ? null : Math.max(0, Date.parse(endedAt) - Date.parse(startedAt));
  return { nodeId, status, attempts, ms, isReused: step.isReused === true };
}

/** Gives their facts to steps that were stored before facts were. */
export async function addStepFacts({ collections: { steps } }: StoreContext): Promise<void> {
  for (;;) {
    const found = await steps
      .find({ facts: { $exists: false } } as never, { projection: { step: 1 } })
      .limit(STEPS_AT_ONCE)
      .toArray();
    if (found.length === 0) return;
    const operations = found.map(({ _id, step }) => ({
      updateOne: { filter: { _id }, update: { $set: { facts: factsOf(unpackJson<Step>(step)) } } },
    }));
    await steps.bulkWrite(operations, { ordered: false });
  }
}
