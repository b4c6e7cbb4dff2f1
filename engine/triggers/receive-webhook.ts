import { FlowrightError, userError } from "../../definitions/errors.ts";
import { evaluateMapped } from "../../definitions/expression/index.ts";
import type { JsonObject } from "../../definitions/json.ts";
import type { Trigger } from "../../definitions/triggers/index.ts";
import type { PublishedWorkflow, Store, TriggerAddress } from "../store/index.ts";
import { acceptTrigger } from "./accept-trigger.ts";
import { checkBody } from "./check-body.ts";
import { checkSignature } from "./check-signature.ts";
import { parseBody } from "./parse-body.ts";
import { startScope } from "./start-scope.ts";

export const WEBHOOK_MAX_BYTES = 1024 * 1024;

/** The parts of an HTTP request that a public trigger looks at. */
export interface PublicRequest {
  workspaceId: string;
  addressId: string;
  contentType: string | undefined;
  /** By lower-case name. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  query: Readonly<Record<string, string>>;
  /** As it came, not decoded. */
  rawBody: Uint8Array;
}
export interface Acceptance {
  status: 202;
  runId: string;
  /** The dedupe key was seen before: the run is the first one's. */
  repeated: boolean;
}

/**
 * A webhook: finds its trigger by workspace and address, checks size, signature, content type and schema, and accepts.
 * The run's payload is `{ body, query }`. One insert on the way.
 * Throws `TRIGGER_ADDRESS_UNKNOWN` (also while switched off), `BODY_TOO_LARGE`, `SIGNATURE_MISSING`, `SIGNATURE_INVALID`,
 * `BODY_TYPE_UNSUPPORTED`, `BODY_MALFORMED`, `BODY_INVALID` with `issues`, `DEDUPE_KEY_INVALID`.
 */
export async function receiveWebhook(store: Store, request: PublicRequest): Promise<Acceptance> {
  const { workflow, trigger, address } = await findTrigger(store, request, "webhook");
  if (request.rawBody.byteLength > WEBHOOK_MAX_BYTES) throw tooLarge();
  if (trigger.signature !== undefined) {
    const { header, encoding } = trigger.signature;
    const given = request.headers[header.toLowerCase()];
    if (typeof given !== "string" || given === "")
      throw userError("SIGNATURE_MISSING", `The header ${header} with the body's signature is missing`, { header });
    if (!checkSignature(request.rawBody, address.secret, given, encoding))
      throw userError("SIGNATURE_INVALID", "The signature does not fit the body", { header });
  }
  const body = parseBody(request.contentType, request.rawBody);
  if (trigger.body !== undefined) refuseIssues(checkBody(trigger.body, body));
  return acceptPublic(store, workflow, trigger, { body, query: { ...request.query } });
}

export function refuseIssues(issues: readonly { path: string; message: string; code: string }[]): void {
  const [first] = issues;
  if (first === undefined) return;
  const problem = `${first.path === "" ? "the body" : first.path} ${first.message}`;
  throw userError("BODY_INVALID", `The body does not fit the trigger's schema: ${problem}`, { problem, issues });
}

export function tooLarge(): FlowrightError {
  return userError("BODY_TOO_LARGE", `The body has more than ${WEBHOOK_MAX_BYTES} bytes`, { limit: WEBHOOK_MAX_BYTES });
}

/** The enabled trigger of this type at the address. Throws `TRIGGER_ADDRESS_UNKNOWN`. */
export async function findTrigger<T extends TriggerAddress["type"]>(
  store: Store,
  { workspaceId, addressId }: Pick<PublicRequest, "workspaceId" | "addressId">,
  type: T,
): Promise<{ workflow: PublishedWorkflow; trigger: Extract<Trigger, { type: T }>; address: TriggerAddress }> {
  const found = await store.published.findAddress(workspaceId, addressId);
  const trigger = found?.workflow.triggers.find(({ id }) => id === found.address.triggerId);
  if (found === null || trigger?.type !== type || trigger.disabled === true || !found.workflow.enabled)
    throw userError("TRIGGER_ADDRESS_UNKNOWN", "There is nothing at this address");
  return { workflow: found.workflow, trigger: trigger as Extract<Trigger, { type: T }>, address: found.address };
}

/** Accepts with the trigger's dedupe key worked out of the payload. Throws `DEDUPE_KEY_INVALID`. */
export async function acceptPublic(
  store: Store,
  workflow: PublishedWorkflow,
  trigger: Extract<Trigger, { type: "webhook" | "form" }>,
  payload: JsonObject,
): Promise<Acceptance> {
  const dedupeKey = trigger.dedupeKey === undefined ? undefined : dedupeKeyOf(workflow, trigger.dedupeKey, payload);
  const { workspaceId, key } = workflow;
  const accepted = await acceptTrigger(store, {
    workspaceId,
    workflowKey: key,
    triggerId: trigger.id,
    payload,
    dedupeKey,
  });
  return { status: 202, ...accepted };
}

function dedupeKeyOf(workflow: PublishedWorkflow, source: string, payload: JsonObject): string {
  let value: unknown;
  try {
    value = evaluateMapped(source, startScope(workflow, { trigger: payload, record: null, runId: "" }));
  } catch (error) {
    throw dedupeInvalid(error instanceof Error ? error.message : String(error), { cause: error });
  }
  if (typeof value === "number" || (typeof value === "string" && value !== "")) return String(value);
  throw dedupeInvalid("it gives no text or number");
}

function dedupeInvalid(problem: string, options?: ErrorOptions): FlowrightError {
  return new FlowrightError(
    {
      code: "DEDUPE_KEY_INVALID",
      class: "user",
      retryable: false,
      message: `The trigger's dedupe key cannot be worked out of this body: ${problem}`,
      details: { problem },
    },
    options,
  );
}
