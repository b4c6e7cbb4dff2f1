import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether `given` is the HMAC-SHA256 of the raw body under `secret`, as hex or base64, with or without a `sha256=`
 * prefix. Compares in constant time.
 */
export function checkSignature(
  rawBody: Uint8Array,
  secret: string,
  given: string,
  encoding: "hex" | "base64",
): boolean {
  const text = given.startsWith("sha256=") ? given.slice("sha256=".length) : given;
  const wanted = createHmac("sha256", secret).update(rawBody).digest();
  const valid = encoding === "hex" ? /^[0-9a-f]{64}$/iu.test(text) : /^[A-Za-z0-9+/]{43}=$/u.test(text);
  return valid && timingSafeEqual(wanted, Buffer.from(text, encoding));
}
