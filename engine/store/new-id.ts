import { randomBytes } from "node:crypto";

const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RANDOM_BYTES = 10;

let lastTime = 0;
let lastRandom: Buffer = Buffer.alloc(RANDOM_BYTES);

/**
 * A new id: 26 characters, Crockford base 32, 48 bits of milliseconds and 80 random bits (the ULID format).
 * Ids made by one process sort in the order of making, also within a millisecond.
 */
export function newId(now: number = Date.now()): string {
  if (now > lastTime) {
    lastTime = now;
    lastRandom = randomBytes(RANDOM_BYTES);
  } else increment(lastRandom);
  return encodeTime(lastTime) + encodeRandom(lastRandom);
}

/** The smallest id that could be made at this instant: the lower bound of a key range in time. */
export function idFloor(time: number): string {
  return encodeTime(Math.max(0, time)) + "0".repeat(16);
}

function increment(bytes: Buffer): void {
  for (let index = bytes.length - 1; index >= 0; index -= 1) {
    const value = ((bytes[index] ?? 0) + 1) & 0xff;
    bytes[index] = value;
    if (value !== 0) return;
  }
}

function encodeTime(time: number): string {
  let text = "";
  let rest = Math.floor(time);
  for (let index = 0; index < 10; index += 1) {
    text = DIGITS.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function encodeRandom(bytes: Buffer): string {
  let value = BigInt(`0x${bytes.toString("hex")}`);
  let text = "";
  for (let index = 0; index < 16; index += 1) {
    text = DIGITS.charAt(Number(value & 31n)) + text;
    value >>= 5n;
  }
  return text;
}
