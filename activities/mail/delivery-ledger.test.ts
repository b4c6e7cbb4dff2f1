import { beforeEach, describe, expect, it } from "vitest";
import { connectorError, systemError } from "../../definitions/errors.ts";
import { createInMemoryPorts, type InMemoryPorts } from "../testing/in-memory-ports.ts";
import {
  createDeliveryLedger,
  type DeliveryLedgerOptions,
  messageIdOf,
  type MailSettlement,
} from "./delivery-ledger.ts";

let ports: InMemoryPorts;
/** Message-IDs that the mail server holds. */
let kept: string[];
const settlement: MailSettlement = {
  findByMessageId: async (id) => (kept.includes(id) ? "present" : "absent"),
};
const entry = { to: ["ann@example.com"], subject: "Hi", domain: "example.com" };

beforeEach(() => {
  ports = createInMemoryPorts();
  kept = [];
});
const ledger = (options: Partial<DeliveryLedgerOptions> = {}) =>
  createDeliveryLedger({
    deliveries: ports.deliveries,
    settlement,
    workspaceId: "w",
    runId: "run1",
    idempotencyKey: "run1/mail/0",
    inFlightMs: 0,
    ...options,
  });
const send = async (messageId: string) => {
  kept.push(messageId);
  return { messageId, response: "250 OK", accepted: entry.to, rejected: [] };
};
const status = () => ports.workspace("w").deliveries.get("run1/mail/0")?.status;

describe("the delivery ledger", () => {
  it("gives every attempt of a step the same Message-ID, and other steps another one", () => {
    const id = messageIdOf("w", "run1/mail/0", "example.com");
    expect(id).toMatch(/^<[0-9a-f]{40}@example\.com>$/u);
    expect(messageIdOf("w", "run1/mail/0", "example.com")).toBe(id);
    expect(messageIdOf("w", "run1/mail/1", "example.com")).not.toBe(id);
    expect(messageIdOf("x", "run1/mail/0", "example.com")).not.toBe(id);
  });

  it("sends once, however often it is asked", async () => {
    const first = await ledger().deliverOnce(entry, send);
    expect(await ledger().deliverOnce(entry, send)).toEqual(first);
    expect(kept).toHaveLength(1);
  });

  it("never calls a mail failed that left while the store was away", async () => {
    let isAway = true;
    const deliveries = {
      ...ports.deliveries,
      settle: async (...args: Parameters<typeof ports.deliveries.settle>) => {
        if (isAway) throw systemError("STORE_UNREACHABLE", "MongoDB is away", true);
        await ports.deliveries.settle(...args);
      },
    };
    await expect(ledger({ deliveries }).deliverOnce(entry, send)).rejects.toMatchObject({ code: "STORE_UNREACHABLE" });
    expect(status()).toBe("sending");
    isAway = false;
    expect(await ledger({ deliveries }).deliverOnce(entry, send)).toMatchObject({
      response: "found at the mail server",
    });
    expect(kept).toHaveLength(1);
    expect(status()).toBe("sent");
  });

  it("sends again what surely did not leave", async () => {
    const refuse = async () => Promise.reject(connectorError("SMTP_BUSY", "421", true));
    await expect(ledger().deliverOnce(entry, refuse)).rejects.toMatchObject({ code: "SMTP_BUSY" });
    expect(status()).toBe("failed");
    await ledger().deliverOnce(entry, send);
    expect([kept.length, status()]).toEqual([1, "sent"]);
  });

  it("tries again while the mail server cannot be asked for the moment", async () => {
    const away: MailSettlement = {
      findByMessageId: async () => Promise.reject(systemError("MAILBOX_UNREACHABLE", "away", true)),
    };
    const lose = async (messageId: string) => {
      await send(messageId);
      throw connectorError("DELIVERY_UNKNOWN", "the line broke", true);
    };
    await expect(ledger({ settlement: away }).deliverOnce(entry, lose)).rejects.toMatchObject({
      code: "DELIVERY_UNKNOWN",
      retryable: true,
    });
    await expect(ledger({ settlement: away }).deliverOnce(entry, send)).rejects.toMatchObject({
      code: "MAILBOX_UNREACHABLE",
    });
    expect(status()).toBe("unknown");
    await ledger().deliverOnce(entry, send);
    expect([kept.length, status()]).toEqual([1, "sent"]);
  });

  it("waits while an earlier attempt may still run, then goes by the policy when nobody can tell", async () => {
    await ports.deliveries.open("w", { key: "run1/mail/0", messageId: "<1@x>", to: [], subject: "" });
    const blind: MailSettlement = { findByMessageId: async () => "cannot-tell" };
    const young = ledger({ settlement: blind, inFlightMs: 60_000 });
    await expect(young.deliverOnce(entry, send)).rejects.toMatchObject({
      code: "DELIVERY_IN_PROGRESS",
      retryable: true,
    });
    await expect(ledger({ settlement: blind }).deliverOnce(entry, send)).rejects.toMatchObject({
      code: "DELIVERY_UNKNOWN",
      retryable: false,
    });
    expect([kept.length, status()]).toEqual([0, "unknown"]);
    await ledger({ settlement: blind, whenUnknown: "send-again" }).deliverOnce(entry, send);
    expect([kept, status()]).toEqual([["<1@x>"], "sent"]);
  });
});
