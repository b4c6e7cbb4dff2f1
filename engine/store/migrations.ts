import type { StoreContext } from "./context.ts";
import { addStepFacts } from "./runs/step-facts.ts";
import { isDuplicateKey } from "./transaction.ts";
import { setTimeout as pause } from "node:timers/promises";

/** A numbered change of stored data. It must be able to run twice: a crash in the middle repeats it. */
export interface Migration {
  number: number;
  name: string;
  run(store: StoreContext): Promise<void>;
}

/** In order. Never change or remove one that shipped. */
const MIGRATIONS: readonly Migration[] = [{ number: 1, name: "step-facts", run: addStepFacts }];

const CLAIM_MS = 60_000;

/** Runs what has not run yet; of several processes that start at once, one does it and the others wait. */
export async function runMigrations(store: StoreContext, migrations: readonly Migration[] = MIGRATIONS): Promise<void> {
  for (const migration of [...migrations].sort((a, b) => a.number - b.number)) {
    const _id = `migration:${migration.number}`;
    while (!(await isDone(store, _id))) {
      if (!(await claim(store, _id))) {
        await pause(200);
        continue;
      }
      store.logger.info({ migration: migration.number, name: migration.name }, "migrating");
      await migration.run(store);
      await store.collections.marks.updateOne({ _id }, { $set: { value: "done", at: new Date() } });
    }
  }
}

async function isDone(store: StoreContext, _id: string): Promise<boolean> {
  return (await store.collections.marks.findOne({ _id }))?.value === "done";
}

async function claim(store: StoreContext, _id: string): Promise<boolean> {
  const at = new Date();
  try {
    await store.collections.marks.insertOne({ _id, value: "running", at });
    return true;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  const stale = new Date(at.getTime() - CLAIM_MS);
  const taken = await store.collections.marks.updateOne(
    { _id, value: "running", at: { $lt: stale } },
    { $set: { at } },
  );
  return taken.modifiedCount === 1;
}
