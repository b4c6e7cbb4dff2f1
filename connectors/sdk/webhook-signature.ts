import { createHmac, timingSafeEqual } from "node:crypto";

export interface SignatureOptions {
  encoding: "hex" | "base64";
  /** Text before the signature in the header, for example `sha256=`. */
  prefix?: string;
}

/** HMAC-SHA256 of the raw body. */
export function signWebhook(secret: string, rawBody: string | Uint8Array, options: SignatureOptions): string {
  return (options.prefix ?? "") + createHmac("sha256", secret).update(rawBody).digest(options.encoding);
}

/** Does the header hold the signature of the raw body? Takes the same time wherever the first difference is. */
export function verifyWebhook(
  secret: string,
  rawBody: string | Uint8Array,
  header: string | undefined,
  options: SignatureOptions,
): boolean {
  if (header === undefined || secret === "") return false;
  const expected = Buffer.from(signWebhook(secret, rawBody, options));
  const given = Buffer.from(options.encoding === "hex" ? header.toLowerCase() : header);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
