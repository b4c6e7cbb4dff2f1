import { type Db, MongoClient, MongoServerError } from "mongodb";
import { FlowrightError } from "../../definitions/errors.ts";

const CHECK_LIMIT_MS = 4_000;
const CHECKS = "serverChecks";
const NOT_YET_INITIALIZED = 94;

/**
 * Uses the server as Flowright will: hello, a transaction, an open change stream. The URI names the database.
 * Throws MONGODB_NO_REPLICA_SET, or MONGODB_UNREACHABLE with the reason; never repeats the URI, which may hold a password.
 */
export async function verifyMongodb(uri: string): Promise<void> {
  await withClient(uri, async (client) => {
    const hello = await client.db().admin().command({ hello: 1 });
    if (typeof hello["setName"] !== "string" && hello["msg"] !== "isdbgrid") throw noReplicaSet();
    if (hello["isWritablePrimary"] === false) throw new Error("it has no primary yet");
    await verifyTransaction(client);
    await verifyChangeStream(client.db());
  });
}

/**
 * Makes a mongod that was started with --replSet a replica set of one under its present address (`host:port`),
 * also after its port changed. Throws MONGODB_UNREACHABLE.
 */
export async function prepareReplicaSet(host: string): Promise<void> {
  await withClient(`mongodb://${host}/?directConnection=true`, async (client) => {
    const admin = client.db("admin");
    try {
      const { config } = await admin.command({ replSetGetConfig: 1 });
      if (config.members[0]?.host === host) return;
      const members = [{ _id: config.members[0]?._id ?? 0, host }];
      await admin.command({ replSetReconfig: { ...config, version: config.version + 1, members }, force: true });
    } catch (error) {
      if (!(error instanceof MongoServerError) || error.code !== NOT_YET_INITIALIZED) throw error;
      await admin.command({ replSetInitiate: { _id: "rs0", members: [{ _id: 0, host }] } });
    }
  });
}

async function verifyTransaction(client: MongoClient): Promise<void> {
  const checks = client.db().collection<{ _id: string; at: Date }>(CHECKS);
  await checks.updateOne({ _id: "start" }, { $set: { at: new Date() } }, { upsert: true });
  const session = client.startSession();
  try {
    await session.withTransaction(async () => {
      await checks.updateOne({ _id: "start" }, { $set: { at: new Date() } }, { session });
    });
  } finally {
    await session.endSession();
  }
}

async function verifyChangeStream(database: Db): Promise<void> {
  const stream = database.collection(CHECKS).watch();
  try {
    await stream.tryNext();
  } finally {
    await stream.close();
  }
}

async function withClient(uri: string, work: (client: MongoClient) => Promise<void>): Promise<void> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: CHECK_LIMIT_MS, connectTimeoutMS: CHECK_LIMIT_MS });
  try {
    await client.connect();
    await work(client);
  } catch (error) {
    if (error instanceof FlowrightError) throw error;
    const problem = error instanceof Error ? error.message : String(error);
    throw new FlowrightError(
      {
        code: "MONGODB_UNREACHABLE",
        class: "system",
        retryable: true,
        message: `MongoDB does not pass its check: ${problem}`,
        details: { problem },
      },
      { cause: error },
    );
  } finally {
    await client.close();
  }
}

function noReplicaSet(): FlowrightError {
  return new FlowrightError({
    code: "MONGODB_NO_REPLICA_SET",
    class: "user",
    retryable: false,
    message: "MongoDB runs without a replica set, so it has no transactions and no change streams",
  });
}
