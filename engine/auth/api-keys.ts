import { createHash, randomBytes } from "node:crypto";

const KEY = /^fr_([A-Za-z0-9]{8})_[A-Za-z0-9_-]{43}$/;

/** A new key: `secret` is shown once, `hash` is kept. 256 random bits, so a plain SHA-256 is enough. */
export function generateApiKey(): { secret: string; prefix: string; hash: string } {
  const name = randomBytes(12)
    .toString("base64")
    .replace(/[^A-Za-z0-9]/g, "")
    .padEnd(8, "0")
    .slice(0, 8);
  const secret = `fr_${name}_${randomBytes(32).toString("base64url")}`;
  return { secret, prefix: `fr_${name}`, hash: hashApiKey(secret) };
}

/** The SHA-256 of a key, hex. */
export function hashApiKey(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** The key of an `Authorization: Bearer …` header; null when it is absent; its `secret` is null when it is no key of ours. */
export function readBearer(header: string | undefined): { secret: string | null } | null {
  if (header === undefined) return null;
  const secret = /^Bearer +(\S+)$/i.exec(header)?.[1] ?? "";
  return { secret: KEY.test(secret) ? secret : null };
}
