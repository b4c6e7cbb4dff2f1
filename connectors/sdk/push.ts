import * as z from "zod";
import { FlowrightError, userError } from "../../definitions/errors.ts";
import type { Json, JsonObject } from "../../definitions/json.ts";
import type { Connector, ConnectorTrigger } from "./define-connector.ts";
import { describeIssues } from "./describe-issues.ts";
import { verifyWebhook } from "./webhook-signature.ts";

/** How the other system signs what it pushes: HMAC-SHA256 of the raw body, or of `time.body` where it names a time. */
export interface PushSignature {
  header: string;
  encoding: "hex" | "base64";
  /** Text before the signature in the header, for example `sha256=`. */
  prefix?: string;
  /** Header with the time of signing in Unix seconds; what is older than five minutes is refused. */
  timeHeader?: string;
  /** The setting of the connection that holds the other system's secret; absent: it signs with that of the address. */
  secretSetting?: string;
}

/** A request that was pushed, its signature checked. */
export interface PushedRequest {
  body: Json;
  /** By lower-case name. */
  headers: Readonly<Record<string, string | undefined>>;
  query: Readonly<Record<string, string>>;
}
/** Something that happened in the other system. Each `id` starts one run, however often it is pushed. */
export interface PushedEvent {
  id: string;
  data: unknown;
}
export interface PushSource {
  signature: PushSignature;
  /** Reads the events out of a request; none where it tells nothing of interest. Throws a coded error for other shapes. */
  read(input: unknown, request: PushedRequest): readonly PushedEvent[];
}

/** A push as it came, with what is known of the trigger that it is for. */
export interface PushDelivery {
  input: JsonObject;
  /** Settings of the trigger's connection; null where it has none. */
  settings: JsonObject | null;
  /** The secret of the trigger's address. */
  secret: string;
  rawBody: Uint8Array;
  headers: Readonly<Record<string, string | undefined>>;
  query: Readonly<Record<string, string>>;
  /** Reads the body; called only once the signature fits. */
  parseBody(): Json;
  nowMs: number;
}

const OLDEST_MS = 5 * 60_000;
const eventsSchema = z.array(z.object({ id: z.string().min(1).max(500), data: z.unknown() })).max(1_000);

/**
 * The host of a push trigger: checks signature, age and input, lets the connector read, checks what it read. Throws
 * `SIGNATURE_MISSING`, `SIGNATURE_INVALID`, `SIGNATURE_EXPIRED`, `OPERATION_INPUT_INVALID`, `BODY_INVALID`,
 * and what `parseBody` throws.
 */
export function receivePush(
  connector: Connector,
  trigger: ConnectorTrigger,
  delivery: PushDelivery,
): { id: string; data: JsonObject }[] {
  const name = `${connector.id}.${trigger.id}`;
  const { push } = trigger;
  if (push === undefined) throw userError("OPERATION_UNKNOWN", `${name} is not pushed.`, { operation: name });
  verifySignature(push.signature, delivery);
  const input = trigger.input.safeParse(delivery.input);
  if (!input.success)
    throw userError("OPERATION_INPUT_INVALID", `${name} cannot use its input.`, {
      operation: name,
      problem: describeIssues(input.error),
    });
  const { headers, query } = delivery;
  const events = readEvents(() => push.read(input.data, { body: delivery.parseBody(), headers, query }));
  return events.map(({ id, data }) => {
    const parsed = trigger.output.safeParse(data);
    if (!parsed.success) throw bodyInvalid(describeIssues(parsed.error));
    return { id, data: parsed.data as JsonObject };
  });
}

function verifySignature(signature: PushSignature, { settings, secret, rawBody, headers, nowMs }: PushDelivery): void {
  const { header, timeHeader, encoding, prefix, secretSetting } = signature;
  const setting = secretSetting === undefined ? secret : settings?.[secretSetting];
  const given = headers[header.toLowerCase()];
  const time = timeHeader === undefined ? "" : headers[timeHeader.toLowerCase()];
  for (const [named, value] of [
    [header, given] as const,
    [timeHeader ?? "", timeHeader === undefined ? "-" : time] as const,
  ])
    if (value === undefined || value === "")
      throw userError("SIGNATURE_MISSING", `The header ${named} of the signature is missing`, { header: named });
  const signed = timeHeader === undefined ? rawBody : Buffer.concat([Buffer.from(`${time}.`), rawBody]);
  const options = { encoding, ...(prefix === undefined ? {} : { prefix }) };
  if (!verifyWebhook(typeof setting === "string" ? setting : "", signed, given, options))
    throw userError("SIGNATURE_INVALID", "The signature does not fit the body", { header });
  if (timeHeader === undefined) return;
  const ageMs = Math.abs(nowMs - Number(time) * 1_000);
  if (!(ageMs <= OLDEST_MS))
    throw userError("SIGNATURE_EXPIRED", "The request was not signed just now", { header: timeHeader });
}

function readEvents(read: () => readonly PushedEvent[]): PushedEvent[] {
  try {
    return eventsSchema.parse(read());
  } catch (error) {
    if (error instanceof FlowrightError) throw error;
    if (error instanceof z.ZodError) throw bodyInvalid(describeIssues(error));
    throw error;
  }
}

function bodyInvalid(problem: string) {
  return userError("BODY_INVALID", `The body does not fit the trigger: ${problem}`, { problem });
}
