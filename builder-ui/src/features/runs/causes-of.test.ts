import { expect, test } from "vitest";
import type { RunStatus, RunSummary } from "../../../../definitions/run.ts";
import { causesOf } from "./causes-of.ts";

const run = (id: string, status: RunStatus, code?: string): RunSummary =>
  ({ id, status, error: code === undefined ? null : { code } }) as RunSummary;

test("runs with incidents are put together by their error, the most frequent first", () => {
  const runs = [
    run("r1", "incident", "MAIL_REFUSED"),
    run("r2", "incident", "ERP_DOWN"),
    run("r3", "failed", "ERP_DOWN"),
    run("r4", "incident", "ERP_DOWN"),
    run("r5", "incident"),
  ];
  expect(causesOf(runs)).toEqual([
    { code: "ERP_DOWN", ids: ["r2", "r4"] },
    { code: "MAIL_REFUSED", ids: ["r1"] },
  ]);
});
