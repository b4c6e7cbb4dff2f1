import type { Response } from "express";

const HEARTBEAT_MS = 15_000;

/**
 * Sends server-sent events: `state` with each value as JSON, then `end`. A comment every 15 s keeps proxies from closing.
 * Resolves when the values end or the client goes away; an error of the source after the first value is sent as the
 * event `problem`.
 */
export async function sendEvents(
  response: Response,
  values: AsyncIterable<unknown>,
  describe: (error: unknown) => unknown,
  heartbeatMs = HEARTBEAT_MS,
): Promise<void> {
  const iterator = values[Symbol.asyncIterator]();
  // The first value decides whether there is a stream at all: what it throws is an ordinary problem response.
  const first = await iterator.next();
  response.status(200).set({
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-store",
    Connection: "keep-alive",
    "X-Accel-Buffering": "no",
  });
  response.flushHeaders();
  const heartbeat = setInterval(() => response.write(": still here\n\n"), heartbeatMs);
  const gone = new Promise<{ done: true; value: undefined }>((resolve) => {
    response.once("close", () => resolve({ done: true, value: undefined }));
  });
  try {
    for (let next = first; next.done !== true; next = await Promise.race([iterator.next(), gone]))
      writeEvent(response, "state", next.value);
    if (!response.destroyed) writeEvent(response, "end", {});
  } catch (error) {
    writeEvent(response, "problem", describe(error));
  } finally {
    clearInterval(heartbeat);
    response.end();
    await iterator.return?.();
  }
}

function writeEvent(response: Response, name: string, data: unknown): void {
  response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
}
