import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { errorDataOf } from "../../../definitions/errors.ts";
import { keepAdministrator, type Administrator } from "../administrator.ts";
import { type Configuration, type Environment, loadConfiguration, urlOfListener } from "../configuration.ts";
import { formatEncryptionKeys, keepEncryptionKeys } from "../encryption-keys.ts";
import { claimPort, findFreePort, findNextFreePort } from "../free-port.ts";
import { builtFile, findProjectRoot } from "../project-root.ts";
import { type Candidate, type Choice, chooseCandidate } from "../provision/candidate.ts";
import { createDownloads } from "../provision/download.ts";
import { mongodbCandidates } from "../provision/mongodb.ts";
import type { ProvisionContext, ProvisionedServer } from "../provision/provision-context.ts";
import { temporalCandidates } from "../provision/temporal.ts";
import { runtimeError } from "../runtime-error.ts";
import { type Part, type PartLaunch } from "./part.ts";
import { createPartYard, type PartYard } from "./part-yard.ts";
import type { StackEvent } from "./stack-event.ts";
import { claimRunFolder, type RunFolder } from "./run-folder.ts";

export const STACK_PARTS = ["temporal", "mongodb", "mailbox", "api", "worker"] as const;
export type StackPart = (typeof STACK_PARTS)[number];

export interface StackOptions {
  /** Folder for data, logs, keys, downloads. */
  dataFolder: string;
  /** Where downloaded servers lie; default `.flowright/tools` of the project. */
  toolFolder?: string;
  /** Default: all. Left-out servers must be given by `environment`; left-out processes do not run. */
  parts?: readonly StackPart[];
  /** Settings (configuration-table.ts); default `process.env`. FLOWRIGHT_DATA in it is not used. */
  environment?: Environment;
  /** Lets tests skip time in Temporal. */
  timeSkipping?: boolean;
  /** Where FLOWRIGHT_PORT is not set: any free port instead of 8080 and up. For tests that run several stacks at once. */
  useFreePort?: boolean;
  /** How many worker processes; default 1, named worker, worker-2, … */
  workers?: number;
  /** Other entry files than the built ones, for tests of the supervisor. */
  entryFiles?: Partial<Record<"mailbox" | "api" | "worker", string>>;
  signal?: AbortSignal;
  onLine?(part: string, line: string): void;
  onEvent?(event: StackEvent): void;
}

export interface Stack {
  urls: { app: string; temporal: string; mongodb: string; smtp: string; mailbox: string | undefined };
  mailboxToken: string | undefined;
  administrator: Administrator;
  configuration: Configuration;
  /** What the processes of Flowright were given: hand it to a client, a bench, a second worker. */
  environment: Readonly<Record<string, string>>;
  pidOf(part: string): number | undefined;
  /** SIGKILL by default. The supervisor starts the part again. */
  kill(part: string, signal?: NodeJS.Signals): void;
  waitUntilUp(part: string, limitMs?: number): Promise<void>;
  /** Kills softly and waits until it is up again. */
  restart(part: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a whole stack on one data folder: servers, then processes, each checked before the next that needs it.
 * Throws CONFIGURATION_INVALID, INSTANCE_ALREADY_RUNNING, PORT_TAKEN, PROVISION_FAILED, PART_START_FAILED; what had
 * started is stopped then.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const given = { ...(options.environment ?? process.env), FLOWRIGHT_DATA: options.dataFolder };
  const configuration = loadConfiguration(given);
  mkdirSync(configuration.dataFolder, { recursive: true, mode: 0o700 });
  const runFolder = await claimRunFolder(configuration.dataFolder);
  const yard = createPartYard({
    runFolder,
    logFolder: join(configuration.dataFolder, "logs"),
    onLine: (part, line) => options.onLine?.(part, line),
    onEvent: (event) => options.onEvent?.(event),
  });
  try {
    return await assembleStack(options, given, configuration, runFolder, yard);
  } catch (error) {
    await yard.stopAll();
    runFolder.release();
    throw error;
  }
}

async function assembleStack(
  options: StackOptions,
  given: Environment,
  configuration: Configuration,
  runFolder: RunFolder,
  yard: PartYard,
): Promise<Stack> {
  const wanted = new Set<string>(options.parts ?? STACK_PARTS);
  const host = configuration.host;
  const port = await chooseAppPort(configuration, options.useFreePort === true);
  const administrator = keepAdministrator(configuration);
  const mailPorts = await chooseMailPorts(configuration, runFolder, wanted.has("mailbox"));
  const mailbox =
    mailPorts === undefined
      ? undefined
      : { ...mailPorts, token: configuration.mailbox?.token ?? randomBytes(24).toString("base64url") };
  const [temporal, mongodb] = await provisionServers(options, configuration, runFolder, yard, wanted);
  const app = configuration.publicUrl ?? urlOfListener(host, port);
  const smtp = mailbox === undefined ? (configuration.smtpUrl ?? "") : `smtp://127.0.0.1:${mailbox.smtpPort}`;
  const environment = partEnvironment(given, {
    FLOWRIGHT_DATA: configuration.dataFolder,
    FLOWRIGHT_PORT: String(port),
    FLOWRIGHT_PUBLIC_URL: app,
    TEMPORAL_ADDRESS: temporal,
    MONGODB_URI: mongodb,
    SMTP_URL: smtp,
    FLOWRIGHT_SECRET_KEY: undefined,
    FLOWRIGHT_SECRET_KEYS: formatEncryptionKeys(
      configuration.encryptionKeys.length > 0
        ? configuration.encryptionKeys
        : keepEncryptionKeys(configuration.dataFolder),
    ),
    FLOWRIGHT_ADMIN_EMAIL: administrator.email,
    FLOWRIGHT_ADMIN_PASSWORD: administrator.password,
    ...(mailbox === undefined
      ? {}
      : {
          FLOWRIGHT_SMTP_PORT: String(mailbox.smtpPort),
          FLOWRIGHT_MAILBOX_PORT: String(mailbox.httpPort),
          FLOWRIGHT_MAILBOX_URL: mailbox.url,
          FLOWRIGHT_MAILBOX_TOKEN: mailbox.token,
        }),
  });
  await startProcesses(options, yard, environment, wanted, mailbox !== undefined);
  return {
    urls: { app, temporal, mongodb, smtp, mailbox: mailbox?.url ?? configuration.mailbox?.url },
    mailboxToken: mailbox?.token ?? configuration.mailbox?.token,
    administrator,
    configuration,
    environment,
    ...yard.controls,
    async stop() {
      await yard.stopAll();
      runFolder.release();
    },
  };
}

/** Both at once: at a first start each may take long. */
async function provisionServers(
  options: StackOptions,
  configuration: Configuration,
  runFolder: RunFolder,
  yard: PartYard,
  wanted: ReadonlySet<string>,
): Promise<[string, string]> {
  const { signal } = options;
  const toolFolder = options.toolFolder ?? join(findProjectRoot(), ".flowright", "tools");
  const context: ProvisionContext = {
    configuration,
    toolFolder,
    downloads: createDownloads(toolFolder),
    path: process.env["PATH"] ?? "",
    startPart: async (launch, signal) => yard.start(launch, signal),
    choosePort: async (name, configured, variable) => {
      const chosen =
        configured === undefined
          ? await findFreePort(runFolder.lastPort(name))
          : await claimPort(configured, "127.0.0.1", variable);
      runFolder.notePort(name, chosen);
      return chosen;
    },
  };
  const provision = async (
    part: StackPart,
    what: string,
    given: string | undefined,
    candidates: Candidate<ProvisionedServer>[],
  ) => {
    if (!wanted.has(part) && given === undefined) return "";
    const choice: Choice<ProvisionedServer> = await chooseCandidate(what, candidates, signal);
    options.onEvent?.({
      kind: "chosen",
      part,
      name: choice.name,
      address: choice.value.part === undefined ? "" : choice.value.address,
      ...(choice.value.remark === undefined ? {} : { remark: choice.value.remark }),
      rejections: choice.rejections,
    });
    return choice.value.address;
  };
  const both = [
    provision(
      "temporal",
      "a Temporal server",
      configuration.temporalAddress,
      temporalCandidates(context, options.timeSkipping),
    ),
    provision("mongodb", "a MongoDB server", configuration.mongodbUri, mongodbCandidates(context)),
  ] as const;
  const [temporal, mongodb] = await Promise.allSettled(both);
  if (temporal.status === "fulfilled" && mongodb.status === "fulfilled") return [temporal.value, mongodb.value];
  throw bothFailures(temporal, mongodb);
}

/** A person mends both in one go. */
function bothFailures(...results: readonly PromiseSettledResult<string>[]): unknown {
  const reasons: unknown[] = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  const failures = reasons.map(errorDataOf);
  const [first] = failures;
  if (first === undefined || failures.some(({ code }) => code !== "PROVISION_FAILED")) return reasons[0];
  const detail = (name: string, separator: string) =>
    failures.map(({ details }) => String(details?.[name])).join(separator);
  const what = detail("what", " and ");
  return runtimeError("PROVISION_FAILED", failures.map(({ message }) => message).join("\n"), {
    what,
    tried: detail("tried", ""),
  });
}

async function chooseAppPort({ host, port }: Configuration, useFreePort: boolean): Promise<number> {
  if (port !== undefined) return claimPort(port, host, "FLOWRIGHT_PORT");
  return useFreePort ? findFreePort(undefined, host) : findNextFreePort(8080, host, "FLOWRIGHT_PORT");
}

/** Undefined when a mail server is configured or the catcher is not wanted. */
async function chooseMailPorts(configuration: Configuration, runFolder: RunFolder, isWanted: boolean) {
  if (configuration.smtpUrl !== undefined || !isWanted) return undefined;
  const choose = async (name: string, configured: number | undefined, variable: string) => {
    const port =
      configured === undefined
        ? await findFreePort(runFolder.lastPort(name))
        : await claimPort(configured, "127.0.0.1", variable);
    runFolder.notePort(name, port);
    return port;
  };
  const smtpPort = await choose("smtp", configuration.smtpPort, "FLOWRIGHT_SMTP_PORT");
  const httpPort = await choose("mailbox", configuration.mailboxHttpPort, "FLOWRIGHT_MAILBOX_PORT");
  return { smtpPort, httpPort, url: `http://127.0.0.1:${httpPort}` };
}

async function startProcesses(
  options: StackOptions,
  yard: PartYard,
  environment: Record<string, string>,
  wanted: ReadonlySet<string>,
  hasMailbox: boolean,
): Promise<void> {
  const start = async (name: string, entry: "mailbox" | "api" | "worker"): Promise<Part> => {
    const given = options.entryFiles?.[entry];
    const file = given ?? builtFile(ENTRY_FILES[entry]);
    if (!existsSync(file)) throw runtimeError("PART_NOT_BUILT", `The file ${file} is missing.`, { file });
    const imports =
      entry === "worker" && given === undefined ? ["--import", pathToFileURL(builtFile(WORKER_THREAD)).href] : [];
    const part = await yard.start(processLaunch(name, [...imports, file], environment), options.signal);
    options.onEvent?.({ kind: "ready", part: name });
    return part;
  };
  if (hasMailbox) await start("mailbox", "mailbox");
  if (wanted.has("api")) await start("api", "api");
  if (!wanted.has("worker")) return;
  const names = Array.from({ length: options.workers ?? 1 }, (_, index) =>
    index === 0 ? "worker" : `worker-${index + 1}`,
  );
  await Promise.all(names.map(async (name) => start(name, "worker")));
}

const ENTRY_FILES = {
  mailbox: "engine/runtime/mail-catcher.main.js",
  api: "engine/api.main.js",
  worker: "engine/worker.main.js",
} as const;
const WORKER_THREAD = "engine/worker-thread.main.js";

function processLaunch(name: string, run: readonly string[], environment: Record<string, string>): PartLaunch {
  return {
    name,
    command: process.execPath,
    args: ["--enable-source-maps", ...run],
    env: environment,
    ready: "message",
    startLimitMs: 45_000,
    stopGraceMs: 20_000,
  };
}

function partEnvironment(given: Environment, own: Environment): Record<string, string> {
  const entries = Object.entries({ NODE_ENV: "production", ...given, ...own });
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
