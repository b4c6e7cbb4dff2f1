/** How long to wait before a part that died is started again. */
export interface Backoff {
  /** Milliseconds until the next start; grows with each call. */
  next(): number;
  /** The part was up for a while: begin anew. */
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
