import { writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** What makes a process whose clock was prepared step it: forward, then back, in turn. */
export const STEP_CLOCK_SIGNAL = "SIGUSR2";
export const CLOCK_STEP_MINUTES = 3;

/**
 * The machine's clock cannot be set without root, and would be stepped for everything on it. So the process is preloaded
 * with a `Date` that a signal steps. Timers stay as they are: they do not follow the wall clock in a real step either.
 */
const PRELOAD = `
import { isMainThread } from "node:worker_threads";
if (isMainThread) {
  const RealDate = Date;
  let offsetMs = 0;
  globalThis.Date = class Date extends RealDate {
    constructor(...given) {
      if (given.length === 0) super(RealDate.now() + offsetMs);
      else super(...given);
    }
    static now() {
      return RealDate.now() + offsetMs;
    }
  };
  process.on("${STEP_CLOCK_SIGNAL}", () => {
    offsetMs = offsetMs === 0 ? ${CLOCK_STEP_MINUTES * 60_000} : 0;
    process.stderr.write("the clock was stepped by " + offsetMs + " ms\\n");
  });
}
`;

/** Writes the preload into `folder` and answers the NODE_OPTIONS that use it. */
export async function prepareClockStep(folder: string): Promise<string> {
  const file = path.join(folder, "step-clock.mjs");
  await writeFile(file, PRELOAD);
  return `--import=${pathToFileURL(file).href}`;
}
