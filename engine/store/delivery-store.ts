import type { Delivery, DeliveryPort, DeliveryStatus } from "../../activities/ports.ts";
import { systemError } from "../../definitions/errors.ts";
import { keyedId, type StoreContext } from "./context.ts";
import type { DeliveryDocument } from "./documents.ts";
import { digest } from "./outbox.ts";
import { isDuplicateKey } from "./transaction.ts";

/** The mail ledger (§9): an entry a message, keyed by the step's idempotency key. */
export class DeliveryStore implements DeliveryPort {
  readonly #store: StoreContext;

  constructor(store: StoreContext) {
    this.#store = store;
  }

  async open(
    workspaceId: string,
    entry: Pick<Delivery, "key" | "messageId" | "to" | "subject" | "runId">,
  ): Promise<{ opened: boolean; delivery: Delivery }> {
    const _id = deliveryId(workspaceId, entry.key);
    const now = new Date();
    const { key, messageId, to, subject, runId } = entry;
    const run = runId === undefined ? {} : { runId };
    const status = "sending" as const;
    const document: DeliveryDocument = {
      _id,
      workspaceId,
      key,
      messageId,
      to: [...to],
      subject,
      status,
      createdAt: now,
      updatedAt: now,
      ...run,
    };
    try {
      await this.#deliveries.insertOne(document);
      return { opened: true, delivery: toDelivery(document) };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const reopened = await this.#deliveries.updateOne(
      { _id, workspaceId, status: "failed" },
      { $set: { status, messageId, to: [...to], subject, updatedAt: now }, $unset: { error: "", response: "" } },
    );
    const present = await this.#deliveries.findOne({ _id, workspaceId });
    if (present === null) throw systemError("DELIVERY_MISSING", `The delivery ${key} is gone`, true);
    return { opened: reopened.modifiedCount === 1, delivery: toDelivery(present) };
  }

  async settle(
    workspaceId: string,
    key: string,
    status: DeliveryStatus,
    about: { response?: string; error?: string },
  ): Promise<void> {
    const settled = await this.#deliveries.updateOne(
      { _id: deliveryId(workspaceId, key), workspaceId },
      { $set: { status, updatedAt: new Date(), ...about } },
    );
    if (settled.matchedCount === 0) throw systemError("DELIVERY_MISSING", `There is no delivery ${key}`, false);
  }

  async countSent(workspaceId: string): Promise<number> {
    return this.#deliveries.countDocuments({ workspaceId, status: "sent" });
  }

  get #deliveries() {
    return this.#store.collections.deliveries;
  }
}

function deliveryId(workspaceId: string, key: string): string {
  return keyedId(workspaceId, digest(key));
}

function toDelivery(document: DeliveryDocument): Delivery {
  const { key, status, messageId, to, subject, runId, response, error } = document;
  return {
    key,
    status,
    messageId,
    to,
    subject,
    ...(runId === undefined ? {} : { runId }),
    ...(response === undefined ? {} : { response }),
    ...(error === undefined ? {} : { error }),
    createdAt: document.createdAt.toISOString(),
    updatedAt: document.updatedAt.toISOString(),
  };
}
