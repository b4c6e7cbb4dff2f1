/** How long to wait before what failed is tried again. */
export interface Backoff {
  /** Milliseconds until the next try; grows with each call. */
  next(): number;
  /** It went well for a while: begin anew. */
  reset(): void;
}

/** Doubling from `firstMs` to `maxMs`. */
export function createBackoff(firstMs = 200, maxMs = 10_000): Backoff {
  let attempt = 0;
  return {
    next() {
      const delay = Math.min(maxMs, firstMs * 2 ** attempt);
      attempt += 1;
      return delay;
    },
    reset() {
      attempt = 0;
    },
  };
}
