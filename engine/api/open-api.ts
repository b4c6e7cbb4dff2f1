import { createBuiltInRegistry } from "../../activities/built-in-registry.ts";
import { createRuleSetAsker } from "../../activities/create-activities.ts";
import { createEgressGuard } from "../../connectors/sdk/egress-guard.ts";
import type { Template } from "../../definitions/api.ts";
import { createAuthenticator } from "../auth/authenticate.ts";
import { DEFAULT_WORKSPACE, ensureAdministrator } from "../auth/first-administrator.ts";
import { createSignIn } from "../auth/sign-in.ts";
import { createTaskLinks } from "../inbox/task-links.ts";
import { createMailboxClient } from "../runtime/mail-catcher/client.ts";
import type { EncryptionKey } from "../runtime/encryption-keys.ts";
import { createStorePorts, type Store } from "../store/index.ts";
import { describeForm, receiveForm } from "../triggers/receive-form.ts";
import { receiveAppEvent } from "../triggers/receive-app-event.ts";
import { receiveMail } from "../triggers/receive-mail.ts";
import { receiveWebhook } from "../triggers/receive-webhook.ts";
import type { ApiLogger, ApiServices } from "./api-services.ts";
import { createConnectionTester } from "./connection-tester.ts";
import { type AppOptions, createApp } from "./create-app.ts";
import { HANDLERS } from "./handlers/index.ts";
import { roleOf } from "./handlers/settings.ts";
import { createInputOptionsFinder } from "./input-options.ts";
import { isOwnOrigin } from "./refuse-foreign-origin.ts";
import type { RunGateway } from "./run-gateway.ts";
import { createRunStarter } from "./run-starter.ts";
import { createRunStates } from "./run-states.ts";
import { createWorkflowLanguage, type ValidateWorkflow } from "./workflow-language.ts";

export interface OpenApiOptions {
  store: Store;
  gateway: RunGateway;
  publicUrl: string;
  encryptionKeys: readonly EncryptionKey[];
  administrator: { email: string; password: string };
  mailbox: { url: string; token: string } | undefined;
  allowPrivateHosts: readonly string[];
  templates: readonly Template[];
  validate: ValidateWorkflow;
  version: string;
  environment: string;
  logger: ApiLogger;
  checkResponses?: boolean;
  app: Omit<AppOptions, "handlers" | "handleSignIn">;
}

/** The API over an open store and a gateway to the runs: makes the first administrator, answers the application. */
export async function openApi(
  options: OpenApiOptions,
): Promise<{ app: ReturnType<typeof createApp>; services: ApiServices }> {
  const { store, publicUrl } = options;
  const signIn = createSignIn({
    database: store.database,
    publicUrl,
    encryptionKeys: options.encryptionKeys,
    isOwnOrigin: (origin, host) => isOwnOrigin(origin, { headers: host === null ? {} : { host } }, publicUrl),
  });
  if (await ensureAdministrator(store, signIn.accounts, options.administrator))
    options.logger.info({ email: options.administrator.email }, "the first administrator was made");
  const services = assembleServices(options, signIn);
  return { app: createApp(services, { ...options.app, handlers: HANDLERS, handleSignIn: signIn.handle }), services };
}

function assembleServices(options: OpenApiOptions, signIn: ReturnType<typeof createSignIn>): ApiServices {
  const { store, gateway, logger, mailbox, publicUrl, version, environment, templates } = options;
  const registry = createBuiltInRegistry();
  const { allowPrivateHosts } = options;
  const ports = createStorePorts(store);
  // The same as for steps.
  const guard = createEgressGuard(allowPrivateHosts);
  return {
    store,
    registry,
    ports,
    ruleSets: createRuleSetAsker({ ports, registry, allowPrivateHosts, logger }),
    runs: gateway,
    accounts: signIn.accounts,
    auth: createAuthenticator({
      signIn,
      findPerson: async (workspaceId, personId) => store.workspace(workspaceId).users.get(personId),
      findWorkspace: async (id) => (id === DEFAULT_WORKSPACE.id ? DEFAULT_WORKSPACE : null),
      findApiKey: async (hash) => {
        const key = await store.apiKeys.findByHash(hash);
        return key === null ? null : { ...key, role: roleOf(key.role) };
      },
    }),
    connections: createConnectionTester({ store, registry, guard, logger }),
    inputOptions: createInputOptionsFinder({ ports, registry, guard, logger }),
    runStates: createRunStates({
      gateway,
      readStored: async (workspaceId, runId) => readStored(store, workspaceId, runId),
    }),
    starter: createRunStarter(store),
    taskLinks: createTaskLinks(options.encryptionKeys),
    language: createWorkflowLanguage(options.validate),
    triggers: {
      receiveWebhook: async (request) => receiveWebhook(store, request),
      receiveAppEvent: async (request) => receiveAppEvent(store, registry, request),
      describeForm: async (place) => describeForm(store, place),
      receiveMail: async (place, raw) => receiveMail(store, place, raw),
      receiveForm: async (request) => receiveForm(store, request),
    },
    templates,
    mailbox: mailbox === undefined ? null : createMailboxClient(mailbox),
    checkReadiness: async () => ({
      mongodb: await stateOf(async () => store.ping()),
      temporal: await stateOf(async () => gateway.check()),
    }),
    publicUrl,
    version,
    environment,
    checkResponses: options.checkResponses ?? false,
    logger,
  };
}

async function readStored(store: Store, workspaceId: string, runId: string) {
  const { runs } = store.workspace(workspaceId);
  const [run, { temporalId }] = await Promise.all([runs.get(runId), runs.getHandle(runId)]);
  return { run, temporalId };
}

async function stateOf(check: () => Promise<unknown>): Promise<string> {
  return check().then(
    () => "ok",
    (error: unknown) => (error instanceof Error ? error.message.slice(0, 200) : "does not answer"),
  );
}
