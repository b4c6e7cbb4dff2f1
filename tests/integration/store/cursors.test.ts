import { afterAll, beforeAll, expect, it } from "vitest";
import type { Store } from "../../../engine/store/index.ts";
import { newWorkspaceId, openTestStore } from "./open-test-store.ts";

let store: Store;
let second: Store;
let drop: () => Promise<void>;
beforeAll(async () => {
  const first = await openTestStore();
  ({ store, drop } = first);
  second = (await openTestStore({ database: first.database })).store;
});
afterAll(async () => {
  await second.close();
  await drop();
});

const inTurn = (state: number | null) => ({ pick: (state ?? 0) % 5, state: (state ?? 0) + 1 });

it("gives twenty who pick at once, in two processes, each their own turn, and repeats the same", async () => {
  const workspaceId = newWorkspaceId();
  const pick = (index: number) =>
    (index % 2 === 0 ? store : second).cursors.pickOnce(workspaceId, "policy", `key${index}`, inTurn);
  const first = await Promise.all(Array.from({ length: 20 }, (_, index) => pick(index)));
  const counts = [0, 1, 2, 3, 4].map((person) => first.filter((made) => made.pick === person).length);
  expect(counts).toEqual([4, 4, 4, 4, 4]);
  const again = await Promise.all(Array.from({ length: 20 }, (_, index) => pick(index)));
  expect(again.map((made) => made.pick)).toEqual(first.map((made) => made.pick));
  expect(again.every(({ repeated }) => repeated)).toBe(true);
  expect(await pick(20)).toEqual({ pick: 0, repeated: false });
});

it("keeps a pick whose own document a crash left out", async () => {
  const workspaceId = newWorkspaceId();
  await store.cursors.pickOnce(workspaceId, "policy", "first", inTurn);
  await store.cursors.pickOnce(workspaceId, "policy", "second", inTurn);
  await store.context.collections.picks.deleteMany({ workspaceId, _id: { $regex: "policy" }, pick: "1" });
  expect(await second.cursors.pickOnce(workspaceId, "policy", "third", inTurn)).toEqual({ pick: 2, repeated: false });
  expect(await store.cursors.pickOnce(workspaceId, "policy", "second", inTurn)).toEqual({ pick: 1, repeated: true });
});
