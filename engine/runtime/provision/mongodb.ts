import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { prepareReplicaSet, verifyMongodb } from "../../store/server-check.ts";
import { type Candidate, NotApplicable } from "./candidate.ts";
import { type ProvisionContext, type ProvisionedServer, serverEnvironment } from "./provision-context.ts";
import { installPythonProgram, PYTHON_PACKAGES } from "./python-venv.ts";
import { findOnPath, isExecutable } from "./run-command.ts";

const DOWNLOAD_HOST = "fastdl.mongodb.org";
const DATABASE = "flowright";

/** Their files are not interchangeable: data written by one engine is opened by that engine only. */
const ENGINES = ["mongod", "secantusdb"] as const;
type Engine = (typeof ENGINES)[number];
type EngineCandidate = Candidate<ProvisionedServer> & { engine: Engine };

/** The ways to a MongoDB server, in the order of trying; a data folder in use decides the engine. */
export function mongodbCandidates(context: ProvisionContext): Candidate<ProvisionedServer>[] {
  const { configuration } = context;
  if (configuration.mongodbUri !== undefined) return [configuredMongodb(configuration.mongodbUri)];
  const candidates: EngineCandidate[] = [mongodOnPath(context), mongodDownload(context), secantusdb(context)];
  const used = ENGINES.find((engine) => holdsFiles(dataFolderOf(context, engine)));
  return used === undefined ? candidates : candidates.filter(({ engine }) => engine === used);
}

/** The command line of a local mongod. */
export function mongodArguments(port: number, folder: string): string[] {
  return `--port ${port} --bind_ip 127.0.0.1 --replSet rs0 --wiredTigerCacheSizeGB 0.5 --oplogSize 512 --quiet`
    .split(" ")
    .concat("--dbpath", folder);
}

/** The command line of a local SecantusDB. */
export function secantusdbArguments(port: number, folder: string): string[] {
  return `--host 127.0.0.1 --port ${port} --sync-on-commit --cache-size 512M --noop-heartbeat-seconds 10 --log-level WARNING`
    .split(" ")
    .concat("--storage-path", folder);
}

function configuredMongodb(uri: string): Candidate<ProvisionedServer> {
  return {
    name: "MONGODB_URI",
    limitMs: 30_000,
    isFinal: true,
    wayOut: "start that server as a replica set, mend the URI, or unset MONGODB_URI to have a server started",
    attempt: async () => {
      await verifyMongodb(uri);
      return { address: uri };
    },
  };
}

function mongodOnPath(context: ProvisionContext): EngineCandidate {
  return {
    engine: "mongod",
    name: "mongod on PATH",
    limitMs: 60_000,
    wayOut: "install MongoDB 7 or newer: https://www.mongodb.com/docs/manual/installation/",
    attempt: async (signal) => {
      const program = findOnPath("mongod", context.path);
      if (program === undefined) throw new NotApplicable("not installed");
      return startMongod(context, program, signal);
    },
  };
}

function mongodDownload(context: ProvisionContext): EngineCandidate {
  const folder = join(context.toolFolder, "bin", "mongodb");
  return {
    engine: "mongod",
    name: "download of mongod",
    limitMs: 300_000,
    wayOut: `let this machine reach https://${DOWNLOAD_HOST}`,
    attempt: async (signal) => {
      const cached = cachedMongod(folder);
      if (cached !== undefined) return startMongod(context, cached, signal);
      await context.downloads.reach(DOWNLOAD_HOST);
      return startMongod(context, await context.downloads.fetchServer("mongodb", folder, signal), signal);
    },
  };
}

function secantusdb(context: ProvisionContext): EngineCandidate {
  return {
    engine: "secantusdb",
    name: `Python package ${PYTHON_PACKAGES.secantusdb.requirement.name}`,
    limitMs: 240_000,
    wayOut: "install Python 3 with venv and pip, and let pip reach its package index",
    attempt: async (signal) => {
      const program = await installPythonProgram(context.toolFolder, PYTHON_PACKAGES.secantusdb, signal);
      const server = await startServer(
        context,
        "secantusdb",
        program,
        secantusdbArguments,
        async () => undefined,
        signal,
      );
      return { ...server, remark: "beta, for trying out: use MongoDB for production" };
    },
  };
}

async function startMongod(
  context: ProvisionContext,
  program: string,
  signal: AbortSignal,
): Promise<ProvisionedServer> {
  return startServer(context, "mongod", program, mongodArguments, prepareReplicaSet, signal);
}

async function startServer(
  context: ProvisionContext,
  engine: Engine,
  program: string,
  argumentsOf: (port: number, folder: string) => string[],
  prepare: (host: string) => Promise<void>,
  signal: AbortSignal,
): Promise<ProvisionedServer> {
  const port = await context.choosePort("mongodb", context.configuration.mongodbPort, "FLOWRIGHT_MONGODB_PORT");
  const folder = dataFolderOf(context, engine);
  mkdirSync(folder, { recursive: true });
  const address = `mongodb://127.0.0.1:${port}/${DATABASE}?directConnection=true`;
  const part = await context.startPart(
    {
      name: "mongodb",
      command: program,
      args: argumentsOf(port, folder),
      env: serverEnvironment(),
      ready: async () => {
        await prepare(`127.0.0.1:${port}`);
        await verifyMongodb(address);
      },
      startLimitMs: 50_000,
      stopGraceMs: 15_000,
    },
    signal,
  );
  return { address, part };
}

function dataFolderOf(context: ProvisionContext, engine: Engine): string {
  return join(context.configuration.dataFolder, engine);
}

function holdsFiles(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).length > 0;
}

/** mongodb-memory-server names the file after platform and version. */
function cachedMongod(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  return readdirSync(folder)
    .filter((name) => name.startsWith("mongod"))
    .map((name) => join(folder, name))
    .find(isExecutable);
}
