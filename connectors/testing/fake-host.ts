import type { InputOption } from "../../definitions/input-option.ts";
import type { Json, JsonObject } from "../../definitions/json.ts";
import type { Connector } from "../sdk/define-connector.ts";
import type { OptionsQuery } from "../sdk/define-operation.ts";
import { createEgressGuard, type EgressGuard } from "../sdk/egress-guard.ts";
import { findInputOptions } from "../sdk/find-input-options.ts";
import type { Logger } from "../sdk/logger.ts";
import type { CallOrigin, Services } from "../sdk/operation-context.ts";
import { receivePush } from "../sdk/push.ts";
import { runOperation, testConnection } from "../sdk/run-operation.ts";
import {
  DELIVERIES,
  type DeliveryService,
  type PushResult,
  SYNC,
  type SyncService,
  TEMPLATES,
} from "../sdk/services.ts";
import { signWebhook } from "../sdk/webhook-signature.ts";
import { createRegistry, type Registry } from "../registry.ts";

export interface FakeHostOptions {
  /** Settings of the connection; null for none. */
  settings: JsonObject | null;
  /** In place of the network: `recordHttp(…)`. */
  guard?: EgressGuard;
  /** Replace or add services, by the name of their token. */
  services?: Services;
  signal?: AbortSignal;
  runId?: string;
}
export interface LogLine {
  level: keyof Logger;
  fields: Record<string, unknown>;
  message: string;
}
export interface FakeHost {
  /** Runs an operation as a step of a run; the same `nodeId` again is a repeat of that step. */
  run(operationId: string, input: JsonObject, nodeId?: string): Promise<Json>;
  /** A request that the other system pushes, signed with `FAKE_SECRET`; what it would start. */
  push(triggerId: string, body: Json, options?: FakePush): { id: string; data: JsonObject }[];
  /** What a form offers for a field of an operation's input. */
  options(operationId: string, field: string, query: OptionsQuery): Promise<InputOption[]>;
  testConnection(): Promise<void>;
  readonly log: readonly LogLine[];
  close(): Promise<void>;
}

/** Runs a connector's operations without the product around them, with local hosts allowed. */
export function createFakeHost(connector: Connector, options: FakeHostOptions): FakeHost {
  const registry = createRegistry([connector]);
  const guard = options.guard ?? createEgressGuard(["*"]);
  const log: LogLine[] = [];
  const runId = options.runId ?? "run1";
  const services: Services = { ...createFakeServices(runId), ...options.services };
  const common = {
    connector,
    guard,
    services,
    connection: options.settings === null ? null : { key: connector.id, settings: options.settings },
    logger: createListLogger(log),
    signal: options.signal ?? new AbortController().signal,
  };
  return {
    run: async (operationId, input, nodeId = "node") =>
      runOperation({
        ...common,
        operation: registry.get(`${connector.id}.${operationId}`).operation,
        input,
        origin: originOf(runId, nodeId),
      }),
    push: (triggerId, body, push = {}) =>
      receiveFakePush(registry, connector, triggerId, body, {
        settings: options.settings,
        ...push,
      }),
    options: async (operationId, field, query) =>
      findInputOptions({
        ...common,
        operation: registry.get(`${connector.id}.${operationId}`).operation,
        field,
        query,
        origin: originOf(runId, "options"),
      }),
    testConnection: async () => testConnection({ ...common, origin: originOf(runId, "test") }),
    log,
    close: async () => guard.close(),
  };
}

/** The secret of every address of a fake host. */
const FAKE_SECRET = "fake-address-secret";
export interface FakePush {
  input?: JsonObject;
  /** In place of the right ones. */
  headers?: Record<string, string>;
  /** Seconds since the request was signed. */
  ageSeconds?: number;
}

function receiveFakePush(
  registry: Registry,
  connector: Connector,
  triggerId: string,
  body: Json,
  { settings, input = {}, headers, ageSeconds = 0 }: FakePush & { settings: JsonObject | null },
) {
  const found = registry.getPush(`${connector.id}.${triggerId}`);
  const signature = found?.trigger.push?.signature;
  if (found === undefined || signature === undefined)
    throw new Error(`${connector.id} has no pushed trigger ${triggerId}`);
  const rawBody = JSON.stringify(body);
  const nowMs = Date.parse("2026-03-02T09:00:00Z");
  const time = String(nowMs / 1_000 - ageSeconds);
  const { header, timeHeader, encoding, prefix, secretSetting } = signature;
  const own = secretSetting === undefined ? FAKE_SECRET : settings?.[secretSetting];
  const text = timeHeader === undefined ? rawBody : `${time}.${rawBody}`;
  const signed = signWebhook(typeof own === "string" ? own : "", text, {
    encoding,
    ...(prefix === undefined ? {} : { prefix }),
  });
  return receivePush(connector, found.trigger, {
    input,
    settings,
    secret: FAKE_SECRET,
    rawBody: Buffer.from(rawBody),
    headers: headers ?? {
      [header.toLowerCase()]: signed,
      ...(timeHeader === undefined ? {} : { [timeHeader.toLowerCase()]: time }),
    },
    query: {},
    parseBody: () => body,
    nowMs,
  });
}

function originOf(runId: string, nodeId: string): CallOrigin {
  return {
    workspaceId: "workspace",
    runId,
    workflowKey: "workflow",
    nodeId,
    idempotencyKey: `${runId}/${nodeId}/0`,
    chain: [],
    now: "2026-03-02T09:00:00Z",
  };
}

function createListLogger(log: LogLine[]): Logger {
  const write = (level: keyof Logger) => (fields: Record<string, unknown>, message: string) => {
    log.push({ level, fields, message });
  };
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}

/** Services that forget nothing while the host lives: deliveries and pushes happen once. */
function createFakeServices(runId: string): Services {
  const sent = new Map<string, Awaited<ReturnType<DeliveryService["deliverOnce"]>>>();
  const pushed = new Map<string, { externalId: string; payload: string }>();
  const creators = new Map<string, string>();
  const deliveries: DeliveryService = {
    async deliverOnce({ to, subject, domain }, send) {
      const key = `${to.join(",")}\n${subject}`;
      const earlier = sent.get(key);
      if (earlier !== undefined) return earlier;
      const receipt = await send(`<${sent.size + 1}@${domain}>`);
      sent.set(key, receipt);
      return receipt;
    },
  };
  const sync: SyncService = {
    async pushOnce({ object, id, payload }, push): Promise<PushResult> {
      const key = `${object}/${id}`;
      const known = pushed.get(key);
      const text = JSON.stringify(payload);
      if (known?.payload === text) return { externalId: known.externalId, created: false, unchanged: true };
      const { externalId, created } = await push(known?.externalId ?? null);
      pushed.set(key, { externalId, payload: text });
      if (created) creators.set(`${object}/${externalId}`, runId);
      return { externalId, created, unchanged: false };
    },
    createdByThisRun: async (object, externalId) => creators.get(`${object}/${externalId}`) === runId,
    async forget(object, externalId) {
      for (const [key, value] of pushed) {
        if (key.startsWith(`${object}/`) && value.externalId === externalId) pushed.set(key, { ...value, payload: "" });
      }
    },
  };
  return {
    [DELIVERIES.name]: deliveries,
    [SYNC.name]: sync,
    [TEMPLATES.name]: {
      renderMail: async (key: string) => ({ subject: key, html: `<p>${key}</p>`, text: key }),
    },
  };
}
