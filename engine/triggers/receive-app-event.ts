import { createHash } from "node:crypto";
import type { Registry } from "../../connectors/registry.ts";
import { receivePush } from "../../connectors/sdk/push.ts";
import { userError } from "../../definitions/errors.ts";
import { evaluateMapped } from "../../definitions/expression/index.ts";
import type { JsonObject } from "../../definitions/json.ts";
import type { Trigger } from "../../definitions/triggers/index.ts";
import type { PublishedWorkflow, Store } from "../store/index.ts";
import { acceptTrigger } from "./accept-trigger.ts";
import { parseBody } from "./parse-body.ts";
import { findTrigger, type PublicRequest, tooLarge, WEBHOOK_MAX_BYTES } from "./receive-webhook.ts";
import { startScope } from "./start-scope.ts";

export interface AppEventAcceptance {
  /** The first event's run; null where the request tells nothing that the trigger asks for. */
  runId: string | null;
  repeated: boolean;
  /** One for each event of the request. */
  runs: { runId: string; repeated: boolean }[];
}

/**
 * What another system pushes to a trigger `app-event`: its connector checks the signature and reads the events; each
 * starts one run, told apart by its id in the other system. Throws `TRIGGER_ADDRESS_UNKNOWN`, `BODY_TOO_LARGE`,
 * `OPERATION_UNKNOWN`, what receivePush throws, and `CONNECTION_UNKNOWN`.
 */
export async function receiveAppEvent(
  store: Store,
  registry: Pick<Registry, "getPush">,
  request: PublicRequest,
): Promise<AppEventAcceptance> {
  const { workflow, trigger, address } = await findTrigger(store, request, "app-event");
  if (request.rawBody.byteLength > WEBHOOK_MAX_BYTES) throw tooLarge();
  const { operation } = trigger;
  const found = registry.getPush(operation);
  if (found === undefined)
    throw userError("OPERATION_UNKNOWN", `No connector has the trigger ${operation}.`, { operation });
  const { rawBody, query, contentType } = request;
  const events = receivePush(found.connector, found.trigger, {
    input: inputOf(workflow, trigger),
    settings: await settingsOf(store, workflow, trigger),
    secret: address.secret,
    rawBody,
    query,
    headers: oneEach(request.headers),
    parseBody: () => parseBody(contentType, rawBody),
    nowMs: Date.now(),
  });
  const { workspaceId, key: workflowKey } = workflow;
  const runs: AppEventAcceptance["runs"] = [];
  for (const { id, data } of events) {
    const mark = createHash("sha256").update(id).digest("base64url");
    const dedupeKey = `app-${trigger.id}-${mark}`;
    const accepted = await acceptTrigger(store, {
      workspaceId,
      workflowKey,
      triggerId: trigger.id,
      payload: data,
      dedupeKey,
    });
    runs.push({ runId: accepted.runId, repeated: accepted.repeated });
  }
  const [first] = runs;
  return { runId: first?.runId ?? null, repeated: first?.repeated ?? false, runs };
}

type AppEventTrigger = Extract<Trigger, { type: "app-event" }>;

function inputOf(workflow: PublishedWorkflow, { input = {} }: AppEventTrigger): JsonObject {
  return evaluateMapped(input, startScope(workflow, { trigger: {}, record: null, runId: "" })) as JsonObject;
}

async function settingsOf(
  store: Store,
  { workspaceId }: PublishedWorkflow,
  { connection }: AppEventTrigger,
): Promise<JsonObject | null> {
  if (connection === undefined) return null;
  return (await store.workspace(workspaceId).connections.resolve(connection)).settings;
}

/** Headers that came once; one that came twice signs nothing. */
function oneEach(headers: PublicRequest["headers"]): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
}
