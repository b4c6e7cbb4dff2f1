import { setTimeout as pause } from "node:timers/promises";
import type { CursorPort } from "../../activities/ports.ts";
import { systemError } from "../../definitions/errors.ts";
import type { Json } from "../../definitions/json.ts";
import { keyedId, type StoreContext } from "./context.ts";
import type { CursorDocument } from "./documents.ts";
import { packJson, unpackJson } from "./json-text.ts";
import { digest } from "./outbox.ts";
import { inTurn, isDuplicateKey } from "./transaction.ts";

const MAXIMUM_TURNS = 200;

/**
 * Turns of assignment rules. The cursor's document holds a version, the state and the last pick; a pick is made by
 * compare-and-set on the version, then copied to a document of its own. Whoever comes next copies the last pick before
 * moving on, so a crash between the two writes loses nothing and no transaction is needed.
 */
export class CursorStore implements CursorPort {
  readonly #store: StoreContext;

  constructor(store: StoreContext) {
    this.#store = store;
  }

  async pickOnce<Pick extends Json, State extends Json>(
    workspaceId: string,
    name: string,
    idempotencyKey: string,
    choose: (state: State | null) => { pick: Pick; state: State },
  ): Promise<{ pick: Pick; repeated: boolean }> {
    const cursorId = keyedId(workspaceId, name);
    return inTurn(`cursor:${cursorId}`, async () => {
      for (let turn = 1; turn <= MAXIMUM_TURNS; turn += 1) {
        const done = await this.#attempt(workspaceId, name, idempotencyKey, choose);
        if (done !== null) return done;
        await pause(Math.random() * Math.min(50, turn * 5));
      }
      throw systemError("CURSOR_BUSY", `The cursor ${name} is in too much demand`, true);
    });
  }

  async #attempt<Pick extends Json, State extends Json>(
    workspaceId: string,
    name: string,
    key: string,
    choose: (state: State | null) => { pick: Pick; state: State },
  ): Promise<{ pick: Pick; repeated: boolean } | null> {
    const { cursors, picks } = this.#store.collections;
    const cursorId = keyedId(workspaceId, name);
    const cursor = await cursors.findOne({ _id: cursorId, workspaceId });
    if (cursor?.last !== null && cursor?.last !== undefined) await this.#keepPick(cursor, cursor.last);
    const made = await picks.findOne({ _id: pickId(cursorId, key), workspaceId });
    if (made !== null) return { pick: unpackJson<Pick>(made.pick), repeated: true };
    const chosen = choose(cursor === null ? null : unpackJson<State>(cursor.state));
    const next = { state: packJson(chosen.state), last: { key, pick: packJson(chosen.pick) } };
    if (!(await this.#advance(workspaceId, name, cursor, next))) return null;
    await this.#keepPick({ _id: cursorId, workspaceId }, next.last);
    return { pick: chosen.pick, repeated: false };
  }

  async #advance(
    workspaceId: string,
    name: string,
    cursor: CursorDocument | null,
    next: Pick<CursorDocument, "state" | "last">,
  ): Promise<boolean> {
    const { cursors } = this.#store.collections;
    const _id = keyedId(workspaceId, name);
    if (cursor !== null) {
      const moved = await cursors.updateOne(
        { _id, workspaceId, version: cursor.version },
        { $set: { ...next, version: cursor.version + 1 } },
      );
      return moved.modifiedCount === 1;
    }
    try {
      await cursors.insertOne({ _id, workspaceId, name, version: 1, ...next });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async #keepPick(
    cursor: Pick<CursorDocument, "_id" | "workspaceId">,
    last: { key: string; pick: string },
  ): Promise<void> {
    const _id = pickId(cursor._id, last.key);
    const { picks } = this.#store.collections;
    if ((await picks.findOne({ _id }, { projection: { _id: 1 } })) !== null) return;
    try {
      await picks.insertOne({ _id, workspaceId: cursor.workspaceId, pick: last.pick });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}

function pickId(cursorId: string, key: string): string {
  return `${cursorId}:${digest(key)}`;
}
