import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { Payload, PayloadCodec, SerializationContext } from "@temporalio/common";
import { systemError, userError } from "../../definitions/errors.ts";

const COMPRESSED = "binary/flowright-gzip";
const ENCRYPTED = "binary/flowright-aes-256-gcm";
const REFERENCE = "binary/flowright-reference";
const COMPRESS_FROM_BYTES = 1_024;
const ASIDE_FROM_BYTES = 256 * 1_024;
/** After compression; MongoDB takes documents of 16 MB. */
const MAX_BYTES = 15 * 1_024 * 1_024;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** What Temporal appends to the workflow id of a scheduled start. */
const SCHEDULED_SUFFIX = /^-\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

const compress = promisify(gzip);
const decompress = promisify(gunzip);
const toText = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString("utf8");
const toBytes = (text: string): Uint8Array => Buffer.from(text, "utf8");

/** Keys of AES-256-GCM: the first encrypts, all decrypt. */
export type PayloadKeyRing = readonly { id: string; key: Buffer }[];

/** Keeps payloads that are too large to travel through Temporal (engine/store/blob-store.ts). */
export interface PayloadBlobs {
  put(name: string, workflowId: string, data: Uint8Array): Promise<void>;
  get(name: string): Promise<Uint8Array | null>;
}

/**
 * Compresses what is larger than 1 KB, then, where there are keys, encrypts; what is still larger than 256 KB stays in
 * our own database and travels as its name. The workflow id (which begins with the
 * workspace's) is authenticated with it, so that a payload moved to another run does not decrypt. Throws
 * `PAYLOAD_KEY_UNKNOWN`, `PAYLOAD_UNREADABLE`, `PAYLOAD_TOO_LARGE`, `PAYLOAD_LOST`.
 */
export function createPayloadCodec(keyRing: PayloadKeyRing, blobs?: PayloadBlobs): PayloadCodec {
  return {
    encode: (payloads, context) =>
      Promise.all(
        payloads.map(async (payload) => {
          const small = await compressPayload(payload);
          const workflowId = workflowIdOf(context);
          const sealed = keyRing[0] === undefined ? small : encryptPayload(small, keyRing[0], workflowId);
          return blobs === undefined ? sealed : putAside(sealed, small, workflowId, blobs);
        }),
      ),
    decode: (payloads, context) =>
      Promise.all(
        payloads.map(async (given) => {
          const payload = isEncoded(given, REFERENCE) ? await fetchPayload(given, blobs) : given;
          const plain = isEncoded(payload, ENCRYPTED)
            ? decryptPayload(payload, keyRing, workflowIdOf(context))
            : payload;
          return isEncoded(plain, COMPRESSED) ? unpack(await decompress(plain.data ?? new Uint8Array())) : plain;
        }),
      ),
  };
}

/** Named by its content, so that a value which travels again is kept once. */
async function putAside(sealed: Payload, plain: Payload, workflowId: string, blobs: PayloadBlobs): Promise<Payload> {
  const bytes = sealed.data?.length ?? 0;
  if (bytes <= ASIDE_FROM_BYTES) return sealed;
  if (bytes > MAX_BYTES)
    throw userError("PAYLOAD_TOO_LARGE", `A value of ${bytes} bytes is too large for a run.`, {
      bytes,
      limit: MAX_BYTES,
    });
  const name = createHash("sha256").update(workflowId).update(pack(plain)).digest("base64url");
  await blobs.put(name, workflowId, pack(sealed));
  return { metadata: { encoding: toBytes(REFERENCE) }, data: toBytes(name) };
}

async function fetchPayload(reference: Payload, blobs: PayloadBlobs | undefined): Promise<Payload> {
  const name = toText(reference.data);
  const kept = await blobs?.get(name);
  if (kept === null || kept === undefined)
    throw systemError("PAYLOAD_LOST", `A value of the run is not in the database any more (${name}).`, true);
  return unpack(Buffer.from(kept));
}

async function compressPayload(payload: Payload): Promise<Payload> {
  if ((payload.data?.length ?? 0) < COMPRESS_FROM_BYTES) return payload;
  return { metadata: { encoding: toBytes(COMPRESSED) }, data: await compress(pack(payload)) };
}

function encryptPayload(payload: Payload, { id, key }: PayloadKeyRing[number], workflowId: string): Payload {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(toBytes(workflowId));
  const sealed = Buffer.concat([cipher.update(pack(payload)), cipher.final()]);
  return {
    metadata: { encoding: toBytes(ENCRYPTED), "key-id": toBytes(id), "workflow-id": toBytes(workflowId) },
    data: Buffer.concat([nonce, sealed, cipher.getAuthTag()]),
  };
}

function decryptPayload(payload: Payload, keyRing: PayloadKeyRing, expectedId: string): Payload {
  const keyId = toText(payload.metadata?.["key-id"]);
  const workflowId = toText(payload.metadata?.["workflow-id"]);
  const found = keyRing.find(({ id }) => id === keyId);
  if (found === undefined)
    throw systemError(
      "PAYLOAD_KEY_UNKNOWN",
      `A payload was encrypted with the key ${keyId}, which is not there.`,
      false,
    );
  if (expectedId !== "" && expectedId !== workflowId && !isScheduledStartOf(expectedId, workflowId)) throw unreadable();
  const data = Buffer.from(payload.data ?? []);
  try {
    const decipher = createDecipheriv("aes-256-gcm", found.key, data.subarray(0, NONCE_BYTES));
    decipher.setAAD(toBytes(workflowId));
    decipher.setAuthTag(data.subarray(data.length - TAG_BYTES));
    const sealed = data.subarray(NONCE_BYTES, data.length - TAG_BYTES);
    return unpack(Buffer.concat([decipher.update(sealed), decipher.final()]));
  } catch (cause) {
    throw unreadable(cause);
  }
}

function unreadable(cause?: unknown) {
  return systemError("PAYLOAD_UNREADABLE", "A payload does not belong to this run or was damaged.", false, { cause });
}

function isScheduledStartOf(startedId: string, scheduledId: string): boolean {
  return startedId.startsWith(scheduledId) && SCHEDULED_SUFFIX.test(startedId.slice(scheduledId.length));
}

function workflowIdOf(context: SerializationContext | undefined): string {
  return context?.workflowId ?? "";
}

function isEncoded(payload: Payload, encoding: string): boolean {
  return toText(payload.metadata?.["encoding"]) === encoding;
}

/** A payload as bytes: the length of its metadata, the metadata, the data. */
function pack(payload: Payload): Buffer {
  const metadata = Object.entries(payload.metadata ?? {}).map(([name, value]) => [
    name,
    Buffer.from(value).toString("base64"),
  ]);
  const head = Buffer.from(JSON.stringify(Object.fromEntries(metadata)), "utf8");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  // protobufjs gives empty bytes (the result of an update that answers nothing) as a plain array.
  return Buffer.concat([length, head, Uint8Array.from(payload.data ?? [])]);
}

function unpack(bytes: Buffer): Payload {
  const length = bytes.readUInt32BE(0);
  const metadata = JSON.parse(bytes.subarray(4, 4 + length).toString("utf8")) as Record<string, string>;
  return {
    metadata: Object.fromEntries(
      Object.entries(metadata).map(([name, value]) => [name, new Uint8Array(Buffer.from(value, "base64"))]),
    ),
    data: new Uint8Array(bytes.subarray(4 + length)),
  };
}
