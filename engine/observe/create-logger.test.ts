import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { createLogger } from "./create-logger.ts";
import { observeWork } from "./observed-work.ts";

const TRACE = { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: "00f067aa0ba902b7" };

function logger(secrets: string[] = []) {
  const lines: string[] = [];
  const log = createLogger({
    part: "worker",
    level: "debug",
    secrets,
    destination: { write: (line) => lines.push(line) },
  });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? "{}") as Record<string, unknown> };
}

it("every line of the work under way bears its ids, whoever writes it and whenever", async () => {
  const { log, last } = logger();
  await observeWork({ fields: { runId: "r1", workflow: "leads" }, trace: TRACE }, async () => {
    await pause(5);
    await observeWork({ fields: { stepId: "mail" } }, async () => {
      await pause(5);
      log.warn({ code: "X" }, "operation failed");
    });
  });
  expect(last()).toMatchObject({
    part: "worker",
    runId: "r1",
    workflow: "leads",
    stepId: "mail",
    traceId: TRACE.traceId,
    code: "X",
  });
  log.info({}, "outside");
  expect(last()).not.toHaveProperty("runId");
});

it("a line's own fields stay its own", () => {
  const { log, last } = logger();
  observeWork({ fields: { runId: "r1" }, trace: TRACE }, () => {
    log.info({ status: "completed" }, "one");
    log.info({}, "two");
  });
  expect(last()).not.toHaveProperty("status");
});

it("no secret is written: by its name, by its value, in whatever text, as JSON and URL write it", () => {
  const password = 'p"ss wörd/1';
  const { log, lines } = logger([
    `mongodb://user:${encodeURIComponent(password)}@a,b/db`,
    "token-0123456789",
    password,
  ]);
  log.info({ connection: { password: "hunter22", settings: { token: "abc" } }, apiKey: "fk_1" }, "by name");
  log.error({ err: new Error(`cannot reach mongodb://user:${encodeURIComponent(password)}@a/db`) }, "in an error");
  log.warn({ deep: [{ text: `said ${password} and token-0123456789` }] }, `and ${password} in the message`);
  const text = lines.join("");
  for (const secret of ["hunter22", '"abc"', "fk_1", 'p\\"ss', encodeURIComponent(password), "token-0123456789"])
    expect(text).not.toContain(secret);
  expect(text).toContain("cannot reach mongodb://user:[secret]@a/db");
  for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
});
