/** Whatever was just rendered has been painted by then. */
const PAINTED_MS = 100;
const AT_LATEST_MS = 2_000;

/** Calls once the page has painted and has nothing else to do, after two seconds at the latest. Gives "never mind". */
export function whenIdle(call: () => void): () => void {
  let idle: number | undefined;
  const timer = window.setTimeout(() => {
    // Safari has no requestIdleCallback.
    if (typeof window.requestIdleCallback === "function") {
      idle = window.requestIdleCallback(call, { timeout: AT_LATEST_MS });
    } else call();
  }, PAINTED_MS);
  return () => {
    window.clearTimeout(timer);
    if (idle !== undefined) window.cancelIdleCallback(idle);
  };
}
