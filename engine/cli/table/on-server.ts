import { parseArgs } from "node:util";
import { verifyTable } from "../../../definitions/tables/index.ts";
import { readLast, requireOne } from "../argument-error.ts";
import type { Subcommand } from "../choose-subcommand.ts";
import { connectServer, SERVER_OPTIONS } from "../server/connect-server.ts";
import { readTableFile, tableIn } from "./read-table-file.ts";

/** `table history`: the versions of a server's table, newest first. */
export const history: Subcommand = async (args, io) => {
  const { values, positionals } = parseArgs({ args: [...args], options: SERVER_OPTIONS, allowPositionals: true });
  const key = requireOne("table", positionals, "table key");
  const { items } = await connectServer("table", values.server, io).call("listResourceVersions", {
    params: { kind: "tables", key },
  });
  io.report({ items }, () =>
    items
      .map(({ version, savedAt, savedBy, note, isCurrent }) =>
        [`${isCurrent ? "*" : " "} ${version}`, savedAt, savedBy ?? "", note ?? ""].join("  ").trimEnd(),
      )
      .join("\n"),
  );
  return 0;
};

/** `table uses`: what uses a server's table, and whether it holds the table as it is now. */
export const uses: Subcommand = async (args, io) => {
  const { values, positionals } = parseArgs({ args: [...args], options: SERVER_OPTIONS, allowPositionals: true });
  const key = requireOne("table", positionals, "table key");
  const { items } = await connectServer("table", values.server, io).call("listResourceUses", {
    params: { kind: "tables", key },
  });
  io.report({ items }, () => {
    const lines = items.map(({ kind, key: user, version, isCurrent }) => {
      const state = isCurrent === false ? ": has an older content, publish it again to take the present one over" : "";
      return `${kind} ${user}${version === null ? "" : ` version ${version}`}${state}`;
    });
    return lines.length === 0 ? `nothing uses ${key}` : lines.join("\n");
  });
  return 0;
};

/** `table back-test`: a changed table on what a server's last runs asked it. */
export const backTest: Subcommand = async (args, io) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { ...SERVER_OPTIONS, decision: { type: "string" }, last: { type: "string", default: "100" } },
    allowPositionals: true,
  });
  const last = readLast("table", values.last, 1_000);
  const file = await readTableFile(requireOne("table", positionals, "table file"), io.cwd);
  const { table } = tableIn(file, values.decision);
  for (const { severity, code, path, message } of verifyTable(table))
    if (severity === "error") io.err(`error [${code}] ${path ?? ""}: ${message}`);
  const report = await connectServer("table", values.server, io).call("backTestTable", {
    params: { key: table.key },
    body: { table, last },
  });
  io.report(report, () => {
    const lines = report.steps.map(({ runId, record, input, before, after, error }) => {
      const now = error === null ? JSON.stringify(after) : `[${error.code}] ${error.message}`;
      return `${runId} ${record?.name ?? record?.id ?? ""} ${JSON.stringify(input)}: ${JSON.stringify(before)} → ${now}`;
    });
    const { different, compared, runs, failed } = report;
    return [
      ...lines,
      `${different} of ${compared} evaluations in ${runs} runs would differ, ${failed} would fail`,
    ].join("\n");
  });
  return report.failed === 0 ? 0 : 1;
};
