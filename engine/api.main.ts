import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { Client, Connection } from "@temporalio/client";
import { TEMPLATES } from "../definitions/templates/index.ts";
import { validateWorkflow } from "../definitions/validate/index.ts";
import { openApi } from "./api/open-api.ts";
import { createRunGateway } from "./api/run-gateway.ts";
import { createLogger } from "./observe/create-logger.ts";
import { openTracer } from "./observe/open-tracer.ts";
import { newRegistry } from "./observe/new-registry.ts";
import { createRunMeter } from "./observe/run-meter.ts";
import { observeRunEnd } from "./observe/run-observer.ts";
import { keepAdministrator } from "./runtime/administrator.ts";
import { announceReady, onStopRequest } from "./runtime/announce-ready.ts";
import { loadPartConfiguration, type PartConfiguration, secretsOf } from "./runtime/configuration.ts";
import { builtFile, findProjectRoot } from "./runtime/project-root.ts";
import { runtimeError } from "./runtime/runtime-error.ts";
import { openStore, type Store } from "./store/index.ts";
import { createPayloadCodec } from "./worker/payload-codec.ts";

const CLOSE_LIMIT_MS = 10_000;

/** The composition root of the API process: configuration, store, sign-in, Temporal client, application, listener. */
async function main(): Promise<void> {
  const configuration = loadPartConfiguration();
  const logger = createLogger({ part: "api", level: configuration.logLevel, secrets: secretsOf(configuration) });
  const tracer = await openTracer("api");
  const registry = newRegistry("api");
  const observer = { tracer, meter: createRunMeter(registry), logger };
  const { encryptionKeys, mongodbUri, publicUrl, mailbox, allowedPrivateHosts } = configuration;
  const store = await openStore({
    uri: mongodbUri,
    keyRing: encryptionKeys,
    logger,
    onRunEnded: (run) => observeRunEnd(observer, run),
  });
  const connection = Connection.lazy({ address: configuration.temporalAddress });
  const { app } = await openApi({
    store,
    gateway: createRunGateway(createClient(connection, configuration, store), configuration.temporalNamespace),
    publicUrl,
    encryptionKeys,
    administrator: keepAdministrator(configuration),
    mailbox,
    allowPrivateHosts: allowedPrivateHosts,
    templates: TEMPLATES,
    validate: validateWorkflow,
    version: readVersion(),
    environment: mailbox === undefined ? "production" : "local",
    logger,
    app: { builderFolder: builtFile("ui"), trustedProxies: configuration.trustedProxies, tracer, registry },
  });
  const server = await listen(createServer(app), configuration);
  logger.info({ url: publicUrl, host: configuration.host, port: configuration.port }, "the API listens");
  onStopRequest(async () => {
    await closeServer(server);
    await connection.close();
    await store.close();
    await tracer.close();
  });
  announceReady();
}

function createClient(
  connection: Connection,
  { temporalNamespace, encryptionKeys }: PartConfiguration,
  store: Store,
): Client {
  const payloadCodecs = [createPayloadCodec(encryptionKeys, store.blobs)];
  return new Client({ connection, namespace: temporalNamespace, dataConverter: { payloadCodecs } });
}

/** Throws PORT_TAKEN. */
async function listen(server: Server, { host, port }: PartConfiguration): Promise<Server> {
  server.requestTimeout = 120_000;
  server.headersTimeout = 20_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const place = { host, port: String(port), variable: "FLOWRIGHT_PORT" };
      const isTaken = error.code === "EADDRINUSE";
      reject(
        isTaken ? runtimeError("PORT_TAKEN", `Port ${port} on ${host} is taken.`, place, { cause: error }) : error,
      );
    });
    server.listen(port, host, resolve);
  });
  return server;
}

/** Lets requests end; streams and what takes too long are cut. */
async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), CLOSE_LIMIT_MS);
  await closed;
  clearTimeout(cut);
}

function readVersion(): string {
  const manifest = JSON.parse(readFileSync(join(findProjectRoot(), "package.json"), "utf8")) as { version: string };
  return manifest.version;
}

await main();
