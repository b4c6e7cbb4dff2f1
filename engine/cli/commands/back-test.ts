import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { BackTestReport, BackTestRun } from "../../../definitions/back-test.ts";
import type { Explanation } from "../../../definitions/run.ts";
import { readLast, requireOne } from "../argument-error.ts";
import type { Command } from "../command.ts";
import { connectServer, SERVER_OPTIONS, SERVER_USAGE } from "../server/connect-server.ts";
import { readWorkflow } from "../workflow-files.ts";

/** Tries a workflow file on the last real triggers of a server. */
export const backTest: Command = {
  name: "back-test",
  summary: "which of the last real runs would have gone another way with this workflow file, and why",
  usage: [
    "flowright back-test FILE --server URL [--last N] [--json]",
    "",
    ...SERVER_USAGE,
    "  --last N             how many runs, newest first: 1 to 200, 50 where absent",
    "Nothing is called and nothing is written: operations answer as they did in those runs.",
    "Exit code 0 when every run could be compared, also where they differ.",
  ].join("\n"),
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...SERVER_OPTIONS, last: { type: "string", default: "50" } },
      allowPositionals: true,
    });
    const definition = readWorkflow(resolve(io.cwd, requireOne("back-test", positionals, "workflow file")));
    const last = readLast("back-test", values.last, 200);
    const server = connectServer("back-test", values.server, io);
    const report = await server.call("backTestWorkflow", {
      params: { key: definition.key },
      body: { definition, last },
    });
    io.report(report, () => describe(report));
    return report.failed === 0 && report.leftOut === 0 ? 0 : 1;
  },
};

function describe({ compared, different, failed, leftOut, runs }: BackTestReport): string {
  const lines = runs.filter(({ verdict }) => verdict !== "same").map(describeRun);
  const rest = [
    failed === 0 ? "" : `, ${failed} could not be simulated`,
    leftOut === 0 ? "" : `, ${leftOut} left out: time was up`,
  ];
  return [...lines, `${different} of ${compared} runs would have gone another way${rest.join("")}`].join("\n");
}

function describeRun({ runId, record, verdict, error, before, after, why, assumed }: BackTestRun): string {
  const of = record === null ? "" : ` ${record.object} ${record.name ?? record.id}`;
  if (verdict === "failed") return `${runId}${of}: [${error?.code ?? ""}] ${error?.message ?? ""}`;
  const lines = [`${runId}${of}:`, `  was  ${before.path.join(" → ")}`, `  now  ${(after?.path ?? []).join(" → ")}`];
  if (why !== null) {
    const ports = `${why.before?.port ?? "did not run"} → ${why.after.port ?? "no port"}`;
    lines.push(`  because ${why.node}: ${ports}${leavesOf(why.after.explanation ?? [])}`);
  }
  if (assumed.length > 0) lines.push(`  assumed outcomes: ${assumed.join(", ")}`);
  return lines.join("\n");
}

/** The tests that decided, as `fact path operator value (was actual)`. */
function leavesOf(explanations: readonly Explanation[]): string {
  const leaves = explanations.flatMap(function collect(part: Explanation): string[] {
    if (part.kind !== "leaf") return (part.children ?? []).flatMap(collect);
    const name = [part.fact, part.path].filter((word) => word !== undefined).join(".");
    const expected = typeof part.expected === "string" ? part.expected : JSON.stringify(part.expected ?? null);
    return [
      `${name} ${part.operator ?? ""} ${expected} (${JSON.stringify(part.actual ?? null)}): ${part.held ? "yes" : "no"}`,
    ];
  });
  return leaves.length === 0 ? "" : `; ${leaves.slice(0, 4).join("; ")}`;
}
