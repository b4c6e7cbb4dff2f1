/**
 * Tells the supervisor that this process now works. Does nothing when no supervisor started it
 * (production under compose, where health checks ask).
 */
export function announceReady(): void {
  process.send?.({ type: "ready" });
}

/**
 * Calls `stop` once when the process is asked to end: SIGTERM, SIGINT, or the supervisor is gone. Exits with 0 after it,
 * with 1 when it throws or takes longer than `limitMs`.
 */
export function onStopRequest(stop: () => Promise<void>, limitMs = 30_000): void {
  let asked = false;
  const end = () => {
    if (asked) return;
    asked = true;
    setTimeout(() => process.exit(1), limitMs).unref();
    void stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  process.once("disconnect", end);
}
