import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { checkConformance, type ConformanceProblem, createFakeHost } from "../../../connectors/testing/index.ts";
import { jsonObjectSchema } from "../../../definitions/json.ts";
import { findProjectRoot } from "../../runtime/project-root.ts";
import { runCommand } from "../../runtime/provision/run-command.ts";
import { argumentError, requireOne, requireOption } from "../argument-error.ts";
import { chooseSubcommand, type Subcommand } from "../choose-subcommand.ts";
import type { Command } from "../command.ts";
import { loadConnector } from "../connector/load-connector.ts";
import { type ConnectorTests, runConnectorTests } from "../connector/run-connector-tests.ts";
import { exportNameOf, requireConnectorId, scaffoldConnector } from "../connector/scaffold-connector.ts";
import { watchFolder } from "../connector/watch-folder.ts";
import { readJsonArgument } from "../workflow-files.ts";

/** Writes, tries and tests connectors. */
export const connector: Command = {
  name: "connector",
  summary: "start, try and test a connector to another system",
  usage: [
    "flowright connector new NAME [--title TEXT] [--title-zh TEXT] [--in FOLDER] [--json]",
    "flowright connector dev NAME                       tests it again at every change, until Ctrl-C",
    "flowright connector dev NAME --operation ID --input JSON|FILE [--settings JSON|FILE] [--json]",
    "flowright connector test NAME [--conformance-only] [--json]",
    "",
    "NAME is a folder in connectors/. new writes the recipe of connectors/README.md under that name. dev with an operation",
    "calls the real system with these settings, private hosts allowed. test runs the conformance suite and the tests in",
    "the folder. Exit code 0 when the call or every test succeeded.",
  ].join("\n"),
  run: (args, io) => chooseSubcommand("connector", { new: create, dev, test }, args, io),
};

const create: Subcommand = async (args, io) => {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { title: text, "title-zh": text, in: text },
    allowPositionals: true,
  });
  const id = requireOne("connector", positionals, "connector");
  const name = values.title ?? id.charAt(0).toUpperCase() + id.slice(1).replaceAll("-", " ");
  const files = scaffoldConnector({
    id,
    name,
    nameZh: values["title-zh"] ?? name,
    ...(values.in === undefined ? {} : { folder: resolve(io.cwd, values.in) }),
  });
  const next = `add ${exportNameOf(id)} to connectors/index.ts, then flowright connector test ${id}`;
  io.report({ connector: id, files, next }, () =>
    [...files.map((file) => relative(io.cwd, file)), `Next: ${next}`].join("\n"),
  );
  return 0;
};

const dev: Subcommand = async (args, io) => {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { operation: text, input: text, settings: text },
    allowPositionals: true,
  });
  const id = requireOne("connector", positionals, "connector");
  if (values.operation === undefined) {
    if (values.input !== undefined || values.settings !== undefined)
      throw argumentError("connector", "--input and --settings are for an --operation");
    await testAtEveryChange(id, (line) => io.out(line));
    return 0;
  }
  const input = readJsonArgument(requireOption("connector", "input", values.input), io.cwd, jsonObjectSchema, "input");
  const settings =
    values.settings === undefined
      ? null
      : readJsonArgument(values.settings, io.cwd, jsonObjectSchema, "set of connection settings");
  const host = createFakeHost(await loadConnector(id), { settings });
  try {
    const output = await host.run(values.operation, input);
    io.report({ output, log: host.log }, () => JSON.stringify(output, undefined, 2));
    return 0;
  } finally {
    await host.close();
  }
};

/** Each test is a process of its own, which builds what changed and loads it anew. */
async function testAtEveryChange(id: string, print: (line: string) => void): Promise<void> {
  requireConnectorId(id);
  const root = findProjectRoot();
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  const command = [join(root, "engine", "cli", "flowright.mjs"), "connector", "test", id];
  const testOnce = async () => {
    const { output } = await runCommand(process.execPath, command, { cwd: root });
    print(output.trim());
    print("Waiting for a change…");
  };
  await watchFolder(join(root, "connectors", id), testOnce, stop.signal);
}

const test: Subcommand = async (args, io) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { "conformance-only": { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const id = requireOne("connector", positionals, "connector");
  const problems = await checkConformance(await loadConnector(id));
  const tests = values["conformance-only"] ? null : await runConnectorTests(id);
  const ok = problems.length === 0 && (tests === null || tests.failed === 0);
  io.report({ connector: id, ok, problems, tests }, () => describe(id, problems, tests));
  return ok ? 0 : 1;
};

function describe(id: string, problems: readonly ConformanceProblem[], tests: ConnectorTests | null): string {
  return [
    problems.length === 0
      ? `${id}: keeps to the conformance suite`
      : `${id}: ${problems.length} conformance problem(s)`,
    ...problems.map(({ where, problem }) => `  ${where}: ${problem}`),
    ...(tests === null ? [] : [`${tests.passed} tests passed, ${tests.failed} failed`]),
    ...(tests?.failures ?? []).map(({ name, message }) => `  FAILED ${name}: ${message.split("\n", 1)[0] ?? ""}`),
  ].join("\n");
}
