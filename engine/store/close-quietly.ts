import type { ChangeStream } from "mongodb";

/** Closes a change stream, also one that broke already. */
export async function closeQuietly(stream: ChangeStream | undefined): Promise<void> {
  try {
    await stream?.close();
  } catch {
    // It broke already; there is nothing to close.
  }
}
