import { readFileSync, writeFileSync } from "node:fs";

/**
 * Histories as JSON: 64-bit numbers and bytes are marked, enums stay numbers. The SDK's own JSON form needs one copy of
 * its protobuf library, which npm does not guarantee.
 */
export function writeHistory(file: string, history: unknown): void {
  writeFileSync(file, `${JSON.stringify(toPlain(history), undefined, 1)}\n`);
}

export function readHistory(file: string): unknown {
  return toHistory(JSON.parse(readFileSync(file, "utf8")));
}

function toPlain(value: unknown): unknown {
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString("base64") };
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value !== "object" || value === null) return value;
  if ("low" in value && "high" in value && "unsigned" in value) {
    const { low, high } = value as { low: number; high: number };
    return { $long: String((BigInt(high) << 32n) + BigInt(low >>> 0)) };
  }
  // Stack traces hold the paths of the machine that recorded.
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, key === "stackTrace" ? "" : toPlain(member)]),
  );
}

function toHistory(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toHistory);
  if (typeof value !== "object" || value === null) return value;
  if ("$bytes" in value) return new Uint8Array(Buffer.from(String(value.$bytes), "base64"));
  if ("$long" in value) return Number(value.$long);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toHistory(member)]));
}
