import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeFileDurably } from "./durable-file.ts";
import { runtimeError } from "./runtime-error.ts";

/** A key of AES-256-GCM. `id` is stored beside what it encrypted, so that keys can be rotated. */
export interface EncryptionKey {
  id: string;
  /** 32 bytes. */
  key: Buffer;
}

/** Parses "id:base64,id:base64". Returns the keys, or what is wrong as text (without the value). */
export function parseEncryptionKeys(text: string): readonly EncryptionKey[] | string {
  const keys: EncryptionKey[] = [];
  for (const entry of text.split(",")) {
    const match = /^([\w-]{1,32}):([A-Za-z0-9+/_-]+={0,2})$/u.exec(entry.trim());
    if (match === null) return 'a key is written "id:base64"';
    const key = Buffer.from(match[2] ?? "", "base64");
    if (key.length !== 32) return `the key "${match[1]}" has ${key.length} bytes, 32 are needed`;
    if (keys.some(({ id }) => id === match[1])) return `the key id "${match[1]}" occurs twice`;
    keys.push({ id: match[1] ?? "", key });
  }
  return keys;
}

/** The inverse of `parseEncryptionKeys`. */
export function formatEncryptionKeys(keys: readonly EncryptionKey[]): string {
  return keys.map(({ id, key }) => `${id}:${key.toString("base64")}`).join(",");
}

/**
 * The keys kept in `<dataFolder>/secret-keys`, made at the first call (mode 0600).
 * Throws ENCRYPTION_KEY_UNREADABLE when the file is there but damaged: a new key would lose every stored credential.
 */
export function keepEncryptionKeys(dataFolder: string): readonly EncryptionKey[] {
  const file = join(dataFolder, "secret-keys");
  if (!existsSync(file)) {
    const first = { id: "k1", key: randomBytes(32) };
    writeFileDurably(file, `${formatEncryptionKeys([first])}\n`, 0o600);
    return [first];
  }
  const keys = parseEncryptionKeys(readFileSync(file, "utf8").trim());
  if (typeof keys === "string")
    throw runtimeError("ENCRYPTION_KEY_UNREADABLE", `The encryption keys in ${file} cannot be read: ${keys}.`, {
      file,
      problem: keys,
    });
  return keys;
}
