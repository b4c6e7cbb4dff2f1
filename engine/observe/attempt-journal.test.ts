import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import type { OperationCall } from "../../activities/operation-call.ts";
import { connectorError } from "../../definitions/errors.ts";
import type { KeptAttempt } from "../../definitions/step-attempt.ts";
import { createAttemptJournal } from "./attempt-journal.ts";
import { SILENT_OBSERVER } from "./run-observer.ts";

const call: OperationCall = {
  workspaceId: "w1",
  runId: "r1",
  workflowKey: "lead",
  nodeId: "push",
  stepId: "push",
  idempotencyKey: "r1/push/0",
  operation: "erp.push",
  input: {},
  chain: [],
  now: "2026-03-02T01:00:00.000Z",
};
const refused = async () => {
  throw connectorError("ERP_AWAY", "503 from the ERP", true);
};
const kept: KeptAttempt[] = [];
const heardBy: string[] = [];
let broken = false;
const journalOf = (secrets: string[] = []) =>
  createAttemptJournal({
    secrets,
    logger: SILENT_OBSERVER.logger,
    write: async (attempts) => {
      if (broken) throw new Error("the database is away");
      kept.push(...attempts);
    },
  });
afterEach(() => {
  kept.length = 0;
  broken = false;
});

test("a quiet success at the first attempt is not kept; a failure and what follows it are", async () => {
  const journal = journalOf();
  expect(await journal.follow(call, 1, async () => "done")).toBe("done");
  await expect(journal.follow(call, 1, refused)).rejects.toMatchObject({ code: "ERP_AWAY" });
  await journal.follow(call, 2, async () => "done");
  await journal.close();
  expect(kept.map(({ attempt }) => [attempt.attempt, attempt.error?.code ?? null])).toEqual([
    [1, "ERP_AWAY"],
    [2, null],
  ]);
  expect(kept[0]).toMatchObject({ workspaceId: "w1", runId: "r1", stepId: "push", attempt: { calledAt: call.now } });
});

test("lines go to their own attempt, also of attempts at once, and to the log as before", async () => {
  const journal = journalOf();
  const info = (_fields: object, message: string) => void heardBy.push(message);
  const logger = journal.hear({ ...SILENT_OBSERVER.logger, info });
  const say = (name: string) => async () => {
    logger.info({ part: 1 }, `${name} began`);
    await pause(5);
    logger.debug({ part: 2 }, `${name} ended`);
  };
  logger.info({}, "nobody's");
  await Promise.all([journal.follow(call, 1, say("a")), journal.follow({ ...call, stepId: "other" }, 1, say("b"))]);
  await journal.close();
  const said = Object.fromEntries(
    kept.map(({ stepId, attempt }) => [stepId, attempt.lines.map(({ level, message }) => `${level} ${message}`)]),
  );
  expect(said).toEqual({ push: ["info a began", "debug a ended"], other: ["info b began", "debug b ended"] });
  expect(heardBy).toEqual(["nobody's", "a began", "b began"]);
});

test("lines are capped by number and size, and the rest is counted", async () => {
  const journal = journalOf();
  const logger = journal.hear(SILENT_OBSERVER.logger);
  await journal.follow(call, 1, async () => {
    for (let index = 0; index < 80; index += 1) logger.info({ index }, "again");
  });
  await journal.follow(call, 2, async () => {
    for (let index = 0; index < 40; index += 1) logger.info({ text: "x".repeat(1_000) }, "long");
    logger.info({ text: "x".repeat(100_000) }, "huge");
  });
  await journal.close();
  const [many, long] = kept.map(({ attempt }) => attempt);
  expect([many?.lines.length, many?.linesDropped]).toEqual([50, 30]);
  expect((long?.lines.length ?? 0) + (long?.linesDropped ?? 0)).toBe(41);
  expect(JSON.stringify(long?.lines).length).toBeLessThan(17_000);
});

test("nothing kept holds a secret: by its name, or one that the process knows", async () => {
  const journal = journalOf(["smtp://bot:correct-horse@mail.example.com"]);
  const logger = journal.hear(SILENT_OBSERVER.logger);
  const failing = async () => {
    logger.warn({ deep: { token: "abcdefgh", error: new Error("correct-horse") } }, "sign-in with correct-horse");
    throw connectorError("SMTP_REFUSED", "535 correct-horse", false, { answer: "correct-horse" });
  };
  await expect(journal.follow(call, 1, failing)).rejects.toThrow("535");
  await journal.close();
  const text = JSON.stringify(kept);
  expect(text).toContain("sign-in with [secret]");
  expect(text).not.toMatch(/correct-horse|abcdefgh/u);
});

test("an attempt never waits for the database, and what could not be written is written later", async () => {
  const journal = journalOf();
  broken = true;
  await expect(journal.follow(call, 1, refused)).rejects.toThrow("503");
  await pause(300);
  expect(kept).toEqual([]);
  broken = false;
  await journal.close();
  expect(kept).toHaveLength(1);
});
