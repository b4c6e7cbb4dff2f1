import type { KeptAttempt, StepAttempt } from "../../../definitions/step-attempt.ts";
import type { StoreContext } from "../context.ts";
import type { Scoped } from "../documents.ts";
import { type JsonText, packJson, unpackJson } from "../json-text.ts";

/** Of a call that is tried for ever, so many of the first attempts are kept and so many of the last. */
const FIRST_KEPT = 20;
const LAST_KEPT = 30;
const READ_MOST = 100;

export interface AttemptDocument extends Scoped {
  runId: string;
  stepId: string;
  startedAt: string;
  attempt: JsonText;
}

/** What attempts of steps reported, for the step's page. */
export class AttemptStore {
  readonly #store: StoreContext;

  constructor(store: StoreContext) {
    this.#store = store;
  }

  /** A repeat changes nothing. */
  async save(attempts: readonly KeptAttempt[]) {
    const operations = attempts.map(({ workspaceId, runId, stepId, attempt }) => {
      const { startedAt } = attempt;
      const document = { workspaceId, runId, stepId, startedAt, attempt: packJson(attempt) };
      const filter = { _id: `${runId}/${stepId}/${attempt.idempotencyKey}/${attempt.calledAt}/${slotOf(attempt)}` };
      return { updateOne: { filter, update: { $set: document }, upsert: true } };
    });
    await this.#store.collections.attempts.bulkWrite(operations, { ordered: false });
  }

  /** The last attempts of a step, in order of start. */
  async list(workspaceId: string, runId: string, stepId: string): Promise<StepAttempt[]> {
    const found = await this.#store.collections.attempts.find({ workspaceId, runId, stepId }).toArray();
    found.sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
    return found.slice(-READ_MOST).map(({ attempt }) => unpackJson<StepAttempt>(attempt));
  }
}

function slotOf({ attempt }: StepAttempt): number {
  return attempt <= FIRST_KEPT ? attempt : FIRST_KEPT + 1 + (attempt % LAST_KEPT);
}
