import type { Json, JsonObject } from "../../definitions/json.ts";
import { serviceToken } from "./operation-context.ts";

/** A mail's body. `html` is safe markup: every value in it is escaped. */
export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
}

/** Liquid templates of the workspace. */
export interface TemplateService {
  /** Renders the template `key` with `values`. Throws MAIL_TEMPLATE_UNKNOWN, MAIL_TEMPLATE_INVALID, MAIL_TEMPLATE_VALUE_MISSING. */
  renderMail(key: string, values: JsonObject): Promise<RenderedMail>;
}
export const TEMPLATES = serviceToken<TemplateService>("templates");

export interface DeliveryReceipt {
  messageId: string;
  response: string;
  accepted: string[];
  rejected: string[];
}

/** The delivery ledger (§9): one message a step, however often the step is tried. */
export interface DeliveryService {
  /**
   * Calls `send` unless the step's message is known to have left. `send` must throw DELIVERY_UNKNOWN when it cannot tell
   * whether the other side took the message; any other error says that it did not.
   */
  deliverOnce(
    entry: { to: string[]; subject: string; /** Of the sender: the Message-ID ends in it. */ domain: string },
    send: (messageId: string) => Promise<DeliveryReceipt>,
  ): Promise<DeliveryReceipt>;
}
export const DELIVERIES = serviceToken<DeliveryService>("deliveries");

/** Answer of a push: the other system's id of our record. `unchanged`: nothing was sent, since it was sent before. */
export interface PushResult {
  externalId: string;
  created: boolean;
  unchanged: boolean;
}

/** External ids of our records, a connection at a time (§11 `links`). */
export interface SyncService {
  /**
   * Calls `push` with the id known so far, unless this very payload was sent before; keeps the id that it gives.
   * Throws LINK_CONFLICT when the other system suddenly gives another id.
   */
  pushOnce(
    record: { object: string; id: string; payload: Json },
    push: (knownExternalId: string | null) => Promise<{ externalId: string; created: boolean }>,
  ): Promise<PushResult>;
  /** Was the thing with that external id created by the run that asks? */
  createdByThisRun(object: string, externalId: string): Promise<boolean>;
  /** The next push of the record behind that external id sends again, whatever was sent before. */
  forget(object: string, externalId: string): Promise<void>;
}
export const SYNC = serviceToken<SyncService>("sync");
