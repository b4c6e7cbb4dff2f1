import { watch } from "node:fs";

const QUIET_MS = 200;

/**
 * Calls `onChange` at once, and again after changes in the folder: one call at a time, changes meanwhile make one more.
 * Resolves when the signal fires.
 */
export async function watchFolder(folder: string, onChange: () => Promise<void>, signal: AbortSignal): Promise<void> {
  let wake: () => void = () => undefined;
  let isChanged = true;
  let timer: NodeJS.Timeout | null = null;
  const watcher = watch(folder, { recursive: true, signal }, () => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      isChanged = true;
      wake();
    }, QUIET_MS);
  });
  watcher.on("error", () => undefined);
  signal.addEventListener("abort", () => wake(), { once: true });
  while (!signal.aborted) {
    if (isChanged) {
      isChanged = false;
      await onChange();
    } else
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  }
  if (timer !== null) clearTimeout(timer);
}
