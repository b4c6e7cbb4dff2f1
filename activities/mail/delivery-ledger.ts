import { createHash } from "node:crypto";
import type { DeliveryReceipt, DeliveryService } from "../../connectors/sdk/services.ts";
import { connectorError, errorDataOf } from "../../definitions/errors.ts";
import type { Delivery, DeliveryPort } from "../ports.ts";

/** Asks the receiving side whether it has a message: settles a send whose answer was lost. */
export interface MailSettlement {
  /**
   * `cannot-tell` is final: this server can never be asked. One that is away for the moment throws a retryable error,
   * and the step is tried again.
   */
  findByMessageId(messageId: string): Promise<"present" | "absent" | "cannot-tell">;
}
/** For servers that nobody can ask. */
export const NO_SETTLEMENT: MailSettlement = {
  async findByMessageId() {
    return "cannot-tell";
  },
};

export interface DeliveryLedgerOptions {
  deliveries: DeliveryPort;
  settlement: MailSettlement;
  workspaceId: string;
  runId: string;
  idempotencyKey: string;
  /** What to do when the settlement cannot tell: stop for an operator (the default), or risk a second mail. */
  whenUnknown?: "fail" | "send-again";
  /** As long as this an entry in `sending` may belong to an attempt that still runs. */
  inFlightMs?: number;
  now?: () => number;
}

const IN_FLIGHT_MS = 30_000;

/** The Message-ID of a step's mail: the same for every attempt. */
export function messageIdOf(workspaceId: string, idempotencyKey: string, domain: string): string {
  const digest = createHash("sha256").update(`${workspaceId}\n${idempotencyKey}`).digest("hex").slice(0, 40);
  return `<${digest}@${domain}>`;
}

/**
 * The ledger of §9: `sending` is written before the server is spoken to, `sent` after its answer. An entry found in
 * `sending` or `unknown` is settled by asking for its Message-ID, never by a blind second send. Throws what `send`
 * throws, DELIVERY_IN_PROGRESS (retryable) and DELIVERY_UNKNOWN (not retryable: an operator decides).
 */
export function createDeliveryLedger(options: DeliveryLedgerOptions): DeliveryService {
  const { deliveries, workspaceId, idempotencyKey: key } = options;
  return {
    async deliverOnce({ to, subject, domain }, send) {
      const messageId = messageIdOf(workspaceId, key, domain);
      const { opened, delivery } = await deliveries.open(workspaceId, {
        key,
        messageId,
        to,
        subject,
        runId: options.runId,
      });
      if (!opened) {
        const settled = await settleEarlier(delivery, options);
        if (settled !== null) return settled;
        await deliveries.settle(workspaceId, key, "sending", {});
      }
      return attempt(delivery, options, send);
    },
  };
}

async function attempt(
  delivery: Delivery,
  options: DeliveryLedgerOptions,
  send: (messageId: string) => Promise<DeliveryReceipt>,
): Promise<DeliveryReceipt> {
  const { deliveries, workspaceId } = options;
  const receipt = await send(delivery.messageId).catch(async (thrown: unknown) =>
    settleFailure(delivery, options, thrown),
  );
  // Outside the catch: a ledger that cannot be written must leave `sending`, never call a sent mail failed.
  await deliveries.settle(workspaceId, delivery.key, "sent", { response: receipt.response });
  return receipt;
}

/** A receipt when the message arrived in spite of the error; else throws it, after the ledger knows. */
async function settleFailure(
  delivery: Delivery,
  { deliveries, settlement, workspaceId }: DeliveryLedgerOptions,
  thrown: unknown,
): Promise<DeliveryReceipt> {
  const { code, message } = errorDataOf(thrown);
  const isUnknown = code === "DELIVERY_UNKNOWN";
  await deliveries.settle(workspaceId, delivery.key, isUnknown ? "unknown" : "failed", { error: message });
  if (!isUnknown) throw thrown;
  const found = await settlement.findByMessageId(delivery.messageId).catch(() => "cannot-tell" as const);
  if (found !== "present") throw thrown;
  return foundReceipt(delivery);
}

/** A receipt when the earlier message left; null when it surely did not. */
async function settleEarlier(delivery: Delivery, options: DeliveryLedgerOptions): Promise<DeliveryReceipt | null> {
  const { deliveries, workspaceId } = options;
  if (delivery.status === "sent") return receiptOf(delivery);
  if (delivery.status === "failed") return null;
  const found = await options.settlement.findByMessageId(delivery.messageId);
  if (found === "present") return markSent(delivery, deliveries, workspaceId);
  const ageMs = (options.now ?? Date.now)() - Date.parse(delivery.updatedAt);
  const inFlightMs = options.inFlightMs ?? IN_FLIGHT_MS;
  if (delivery.status === "sending" && ageMs < inFlightMs) {
    throw connectorError("DELIVERY_IN_PROGRESS", "An earlier attempt may still be sending this mail.", true, {
      retryAfterMs: inFlightMs - ageMs,
    });
  }
  if (found === "absent" || options.whenUnknown === "send-again") return null;
  await deliveries.settle(workspaceId, delivery.key, "unknown", {});
  throw connectorError(
    "DELIVERY_UNKNOWN",
    `An earlier attempt may have sent this mail (${delivery.messageId}), and the mail server cannot be asked.`,
    false,
    { messageId: delivery.messageId },
  );
}

async function markSent(delivery: Delivery, deliveries: DeliveryPort, workspaceId: string): Promise<DeliveryReceipt> {
  const receipt = foundReceipt(delivery);
  await deliveries.settle(workspaceId, delivery.key, "sent", { response: receipt.response });
  return receipt;
}
function foundReceipt(delivery: Delivery): DeliveryReceipt {
  return receiptOf({ ...delivery, response: "found at the mail server" });
}
function receiptOf(delivery: Delivery): DeliveryReceipt {
  return { messageId: delivery.messageId, response: delivery.response ?? "", accepted: delivery.to, rejected: [] };
}
