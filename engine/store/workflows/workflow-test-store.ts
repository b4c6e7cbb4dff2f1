import { userError } from "../../../definitions/errors.ts";
import type { StoredTest } from "../../../definitions/api.ts";
import type { WorkflowTestCase } from "../../../definitions/workflow-test.ts";
import { keyedId, type StoreContext } from "../context.ts";
import type { WorkflowTestDocument } from "../documents.ts";
import { packJson, unpackJson } from "../json-text.ts";

/** Tests of one workflow, and the size of one test as JSON, that the store takes. */
const MAX_TESTS = 200;
const MAX_TEST_BYTES = 262_144;

/** Workflow tests of one workspace, stored beside their workflow. */
export class WorkflowTestStore {
  readonly #store: StoreContext;
  readonly #workspaceId: string;

  constructor(store: StoreContext, workspaceId: string) {
    this.#store = store;
    this.#workspaceId = workspaceId;
  }

  /** By id. */
  async list(workflowKey: string): Promise<StoredTest[]> {
    const found = await this.#tests.find({ workspaceId: this.#workspaceId, workflowKey }).sort({ testId: 1 }).toArray();
    return found.map(toStored);
  }

  /** Creates or replaces. Throws `WORKFLOW_TEST_TOO_LARGE`, `WORKFLOW_TESTS_FULL`. */
  async put(workflowKey: string, id: string, test: WorkflowTestCase, byUser: string | null): Promise<StoredTest> {
    const packed = packJson(test);
    if (Buffer.byteLength(packed) > MAX_TEST_BYTES)
      throw userError("WORKFLOW_TEST_TOO_LARGE", `The test ${test.name} is larger than 256 KB.`, { test: test.name });
    const document: WorkflowTestDocument = {
      _id: keyedId(this.#workspaceId, workflowKey, id),
      workspaceId: this.#workspaceId,
      workflowKey,
      testId: id,
      test: packed,
      updatedAt: new Date(),
      updatedBy: byUser,
    };
    const { _id, ...fields } = document;
    const replaced = await this.#tests.updateOne({ _id, workspaceId: this.#workspaceId }, { $set: fields });
    if (replaced.matchedCount === 1) return toStored(document);
    const count = await this.#tests.countDocuments({ workspaceId: this.#workspaceId, workflowKey });
    if (count >= MAX_TESTS)
      throw userError("WORKFLOW_TESTS_FULL", `The workflow ${workflowKey} has ${MAX_TESTS} tests already.`, {
        key: workflowKey,
        limit: MAX_TESTS,
      });
    await this.#tests.updateOne({ _id }, { $set: fields }, { upsert: true });
    return toStored(document);
  }

  /** Throws `WORKFLOW_TEST_UNKNOWN`. */
  async remove(workflowKey: string, id: string): Promise<void> {
    const _id = keyedId(this.#workspaceId, workflowKey, id);
    const { deletedCount } = await this.#tests.deleteOne({ _id, workspaceId: this.#workspaceId });
    if (deletedCount === 0) throw userError("WORKFLOW_TEST_UNKNOWN", `There is no test ${id}.`, { id });
  }

  get #tests() {
    return this.#store.collections.workflowTests;
  }
}

function toStored({ testId, test, updatedAt, updatedBy }: WorkflowTestDocument): StoredTest {
  return { id: testId, test: unpackJson<WorkflowTestCase>(test), updatedAt: updatedAt.toISOString(), updatedBy };
}
