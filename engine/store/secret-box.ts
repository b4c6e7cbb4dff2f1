import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { FlowrightError, systemError } from "../../definitions/errors.ts";

/** A key of AES-256-GCM. `id` stands beside what it encrypted. */
export interface SecretKey {
  id: string;
  /** 32 bytes. */
  key: Buffer;
}
/** The first key encrypts, all decrypt: put a new one in front to rotate. */
export type KeyRing = readonly SecretKey[];

/** An encrypted value as it is stored: `keyId.iv.tag.text`, base64url. */
export type SealedText = string;

const IV_BYTES = 12;

/** Encrypts under the ring's first key. `place` (for example `default/connections/erp`) binds the value to where it is kept. */
export function seal(ring: KeyRing, place: string, plain: string): SealedText {
  const first = ring[0];
  if (first === undefined) throw systemError("SECRET_KEY_MISSING", "No encryption key is configured", false);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", first.key, iv);
  cipher.setAAD(Buffer.from(place));
  const text = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return [first.id, ...[iv, cipher.getAuthTag(), text].map((part) => part.toString("base64url"))].join(".");
}

/** The inverse of `seal`. Throws `SECRET_UNREADABLE` for an unknown key, another place or a changed value. */
export function unseal(ring: KeyRing, place: string, sealed: SealedText): string {
  const [keyId, iv, tag, text] = sealed.split(".");
  const found = ring.find(({ id }) => id === keyId);
  if (found === undefined || iv === undefined || tag === undefined || text === undefined)
    throw unreadable(place, keyId ?? "");
  try {
    const decipher = createDecipheriv("aes-256-gcm", found.key, Buffer.from(iv, "base64url"));
    decipher.setAAD(Buffer.from(place));
    decipher.setAuthTag(Buffer.from(tag, "base64url"));
    return Buffer.concat([decipher.update(Buffer.from(text, "base64url")), decipher.final()]).toString("utf8");
  } catch (error) {
    throw unreadable(place, found.id, { cause: error });
  }
}

/** Whether a sealed value is under the ring's first key already. */
export function isSealedByFirstKey(ring: KeyRing, sealed: SealedText): boolean {
  return sealed.split(".", 1)[0] === ring[0]?.id;
}

function unreadable(place: string, keyId: string, options?: ErrorOptions): FlowrightError {
  return new FlowrightError(
    {
      code: "SECRET_UNREADABLE",
      class: "system",
      retryable: false,
      message: `The secret of ${place} cannot be decrypted with the configured keys`,
      details: { place, keyId },
    },
    options,
  );
}
