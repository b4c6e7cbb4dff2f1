import { afterAll, beforeAll, expect, it } from "vitest";
import { workflowDefinitionSchema } from "../../../definitions/workflow.ts";
import type { Store } from "../../../engine/store/index.ts";
import { newWorkspaceId, openTestStore } from "./open-test-store.ts";

let store: Store;
let database: string;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, database, drop } = await openTestStore()));
afterAll(() => drop());

const draft = (key: string, name: string) => workflowDefinitionSchema.parse({ schemaVersion: 1, key, name });

it("a reader is told of a draft's changes and of its people by other processes, and of nothing else", async () => {
  const other = await openTestStore({ database });
  const workspaceId = newWorkspaceId();
  const { workflows, presence } = other.store.workspace(workspaceId);
  const wang = { tab: "a-tab", userId: "wang", name: "Wang" };
  await workflows.create(draft("a", "A"), "h1", null);
  await workflows.create(draft("b", "B"), "h1", null);
  const follower = store.draftChanges.follow(workspaceId, "a");
  const isTold = async (withinMs: number) => {
    const signal = AbortSignal.timeout(withinMs);
    await follower.next(signal);
    return !signal.aborted;
  };
  try {
    // Until the change streams tell, a reader looks by itself every second and a half.
    await expect.poll(async () => isTold(3_000), { timeout: 20_000 }).toBe(false);

    await workflows.saveDraft("a", 1, draft("a", "A2"), "h2", "wang");
    expect(await isTold(5_000)).toBe(true);
    await presence.enter("a", wang);
    expect(await isTold(5_000)).toBe(true);
    await presence.tell("a", wang.tab, wang.userId, "score");
    expect(await isTold(5_000)).toBe(true);
    await presence.enter("a", wang);
    await workflows.saveDraft("b", 1, draft("b", "B2"), "h2", "wang");
    expect(await isTold(2_500)).toBe(false);
    await presence.leave("a", wang.tab);
    expect(await isTold(5_000)).toBe(true);
  } finally {
    follower.close();
    await other.store.close();
  }
}, 60_000);
