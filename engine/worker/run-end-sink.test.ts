import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { systemError } from "../../definitions/errors.ts";
import { createRunEndSink } from "./run-end-sink.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ARGS = { write: { workspaceId: "w1", runId: "r1", sequence: 3, steps: [] }, knownEventIds: [] };

/** Saves with a store that answers each attempt in turn; the lines that were logged, by level. */
function saveWith(...attempts: (() => Promise<{ events: [] }>)[]) {
  const lines: string[] = [];
  const saved: unknown[] = [];
  const note = (level: string) => (_about: object, message: string) => void lines.push(`${level}: ${message}`);
  const logger = { debug: note("debug"), info: note("info"), warn: note("warn"), error: note("error") };
  const saveProgress = async (args: unknown) => {
    saved.push(args);
    return attempts[saved.length - 1]?.() ?? { events: [] };
  };
  const { runEnd } = createRunEndSink(saveProgress, logger);
  const done = Promise.resolve(runEnd.save.fn({} as never, JSON.stringify(ARGS)));
  return { saved, lines, done };
}
const away = async () => {
  throw new Error("the store is away");
};

test("the end is saved again until the store takes it, at growing intervals", async () => {
  const { saved, lines, done } = saveWith(away, away, away);
  await vi.advanceTimersByTimeAsync(200 + 400 + 799);
  expect(saved).toHaveLength(3);
  await vi.advanceTimersByTimeAsync(1);
  await done;
  expect(saved).toEqual([ARGS, ARGS, ARGS, ARGS]);
  expect(lines).toEqual(Array.from({ length: 3 }, () => "warn: the end of a run is not saved yet"));
});

test("an attempt without an answer is given up after half a minute, and made again", async () => {
  const { saved, done } = saveWith(async () => new Promise(() => undefined));
  await vi.advanceTimersByTimeAsync(30_000 + 200);
  await done;
  expect(saved).toHaveLength(2);
});

test("what can never be saved is logged, and is done", async () => {
  const { saved, lines, done } = saveWith(async () => Promise.reject(systemError("RUN_UNKNOWN", "no run r1", false)));
  await done;
  expect(saved).toHaveLength(1);
  expect(lines).toEqual(["error: the end of a run cannot be saved"]);
});
