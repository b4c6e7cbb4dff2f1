import { type ClientSession, type MongoClient, MongoServerError } from "mongodb";
import { setTimeout as pause } from "node:timers/promises";
import type { CacheName, StoreContext } from "./context.ts";

const DUPLICATE_KEY = 11_000;
const MAXIMUM_RACES = 30;

/** True when a unique index refused the write. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === DUPLICATE_KEY;
}

/**
 * Runs `work` in one transaction; the driver repeats it on transient conflicts. `work` may run several times, so it
 * must not change anything outside of the session.
 */
export async function inTransaction<T>(client: MongoClient, work: (session: ClientSession) => Promise<T>): Promise<T> {
  return client.withSession((session) =>
    session.withTransaction(() => work(session), {
      readConcern: { level: "snapshot" },
      writeConcern: { w: "majority" },
    }),
  );
}

/**
 * Runs `work` in one transaction that changes what processes cache under `name`. All of them hear of it; this one before
 * anyone is answered.
 */
export async function changeCached<T>(
  store: Pick<StoreContext, "client" | "touch" | "heed">,
  name: CacheName,
  work: (session: ClientSession) => Promise<T>,
): Promise<T> {
  const result = await inTransaction(store.client, async (session) => {
    const changed = await work(session);
    await store.touch(name, session);
    return changed;
  });
  await store.heed(name);
  return result;
}

/**
 * Runs `work` again when a unique index refuses it: another writer came first, and the next turn sees what it wrote.
 * Throws the last refusal after 30 turns.
 */
export async function retryOnDuplicate<T>(work: () => Promise<T>): Promise<T> {
  for (let turn = 1; ; turn += 1)
    try {
      return await work();
    } catch (error) {
      if (!isDuplicateKey(error) || turn >= MAXIMUM_RACES) throw error;
      await pause(Math.min(100, turn * 5));
    }
}

const tails = new Map<string, Promise<unknown>>();

/** Runs work under one key one after the other within this process: fewer conflicts for the database to resolve. */
export async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = tails.get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  const tail = mine.catch(() => undefined);
  tails.set(key, tail);
  try {
    return await mine;
  } finally {
    if (tails.get(key) === tail) tails.delete(key);
  }
}
