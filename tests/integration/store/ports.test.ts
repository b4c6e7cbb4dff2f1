import { afterAll, beforeAll } from "vitest";
import { describePortsContract } from "../../../activities/testing/ports-contract.ts";
import { createStorePorts, type Store } from "../../../engine/store/index.ts";
import { newWorkspaceId, openTestStore } from "./open-test-store.ts";

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, drop } = await openTestStore()));
afterAll(() => drop());

describePortsContract("MongoDB", async () => ({
  ports: createStorePorts(store),
  workspaceId: newWorkspaceId(),
  otherWorkspaceId: newWorkspaceId(),
}));
