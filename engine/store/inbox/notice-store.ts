import type { ClientSession } from "mongodb";
import type { WriteContext } from "../../../activities/ports.ts";
import { userError } from "../../../definitions/errors.ts";
import type { StoreContext } from "../context.ts";
import type { NoticeDocument } from "../documents.ts";
import { newId } from "../new-id.ts";
import { type Page, pageNewestFirst, type PageRequest } from "../page.ts";
import { inTransaction, retryOnDuplicate } from "../transaction.ts";
import { keyedId } from "../context.ts";
import { digest } from "../outbox.ts";

export interface Notice {
  id: string;
  userId: string;
  kind: "info" | "reminder";
  text: string;
  record: { object: string; id: string } | null;
  createdAt: string;
  readAt: string | null;
}

/** Notices in people's inboxes. */
export class NoticeStore {
  readonly #store: StoreContext;

  constructor(store: StoreContext) {
    this.#store = store;
  }

  /** Puts a notice in a user's inbox, once for each idempotency key. */
  async notify(
    context: WriteContext,
    notice: { userId: string; text: string; kind: "info" | "reminder"; record?: { object: string; id: string } },
  ): Promise<{ id: string }> {
    const id = newId();
    const document: NoticeDocument = {
      _id: id,
      workspaceId: context.workspaceId,
      userId: notice.userId,
      kind: notice.kind,
      text: notice.text,
      record: notice.record ?? null,
      runId: context.runId ?? null,
      createdAt: new Date(),
      readAt: null,
    };
    return writeOnce(this.#store, context, "notice", id, async (session) => {
      await this.#store.collections.notices.insertOne(document, { session });
    });
  }

  /** A person's notices, newest first. */
  async list(
    workspaceId: string,
    userId: string,
    request: PageRequest & { unreadOnly?: boolean },
  ): Promise<Page<Notice>> {
    const filter = { workspaceId, userId, ...(request.unreadOnly === true ? { readAt: null } : {}) };
    const page = await pageNewestFirst(this.#store.collections.notices, filter, request);
    return { items: page.items.map(toNotice), nextCursor: page.nextCursor };
  }

  /** Throws `NOTICE_UNKNOWN`, also for another person's notice. */
  async markRead(workspaceId: string, userId: string, id: string): Promise<Notice> {
    const { notices } = this.#store.collections;
    await notices.updateOne({ _id: id, workspaceId, userId, readAt: null }, { $set: { readAt: new Date() } });
    const found = await notices.findOne({ _id: id, workspaceId, userId });
    if (found === null) throw userError("NOTICE_UNKNOWN", `There is no notice ${id}`, { id });
    return toNotice(found);
  }
}

/** A write that a repeat under the same idempotency key does not do again; answers the first one's id. */
export async function writeOnce(
  store: StoreContext,
  context: WriteContext,
  what: string,
  id: string,
  write: (session: ClientSession) => Promise<void>,
): Promise<{ id: string }> {
  const { writes } = store.collections;
  const { workspaceId, idempotencyKey } = context;
  const key = idempotencyKey === undefined ? null : keyedId(workspaceId, digest(idempotencyKey), what);
  return retryOnDuplicate(async () => {
    const first = key === null ? null : await writes.findOne({ _id: key, workspaceId });
    if (first !== null) return { id: first.result };
    return inTransaction(store.client, async (session) => {
      await write(session);
      const expiresAt = new Date(Date.now() + 90 * 24 * 3_600_000);
      if (key !== null) await writes.insertOne({ _id: key, workspaceId, result: id, expiresAt }, { session });
      return { id };
    });
  });
}

function toNotice(document: NoticeDocument): Notice {
  return {
    id: document._id,
    userId: document.userId,
    kind: document.kind,
    text: document.text,
    record: document.record,
    createdAt: document.createdAt.toISOString(),
    readAt: document.readAt?.toISOString() ?? null,
  };
}
