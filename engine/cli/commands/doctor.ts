import { join } from "node:path";
import { parseArgs } from "node:util";
import { errorDataOf } from "../../../definitions/errors.ts";
import { type Configuration, type Environment, loadConfiguration } from "../../runtime/configuration.ts";
import { SETTINGS } from "../../runtime/configuration-table.ts";
import { findProjectRoot } from "../../runtime/project-root.ts";
import type { Command } from "../command.ts";
import { type CheckResult, formatCheck } from "../doctor/check.ts";
import {
  checkBrowser,
  checkBuild,
  checkDataFolder,
  checkDependencies,
  checkDisk,
  checkNode,
  checkPort,
  checkPython,
} from "../doctor/machine-checks.ts";
import { checkMongodb, checkSmtp, checkTemporal } from "../doctor/server-checks.ts";

/** Checks whether `npm start` and `npm test` can work here, and says what to do where not. */
export const doctor: Command = {
  name: "doctor",
  summary: "check this machine: what npm start would use, what is missing, and the way out",
  usage: [
    "flowright doctor [--settings] [--json]",
    "",
    "Checks Node, Python, disk, ports, build, and every way to Temporal, MongoDB and a mail server.",
    "  --settings   list every environment variable with its meaning and default",
    "Exit code 0 when nothing failed; warnings do not fail.",
  ].join("\n"),
  async run(args, io) {
    const { values } = parseArgs({ args: [...args], options: { settings: { type: "boolean", default: false } } });
    if (values.settings) {
      io.report({ settings: SETTINGS }, () => describeSettings(io.env));
      return 0;
    }
    const checks = await runChecks(io.env);
    const ok = checks.every(({ verdict }) => verdict !== "failed");
    io.report({ ok, checks }, () =>
      [...checks.map(formatCheck), "", ok ? "npm start can work here." : "Mend what is marked ✗ first."].join("\n"),
    );
    return ok ? 0 : 1;
  },
};

async function runChecks(env: Environment): Promise<CheckResult[]> {
  const machine = [
    checkNode(),
    await checkDependencies(),
    await checkBuild(),
    await checkPython(),
    await checkBrowser(),
  ];
  const configuration = readConfiguration(env);
  if ("verdict" in configuration) return [...machine, configuration];
  const toolFolder = join(findProjectRoot(), ".flowright", "tools");
  return [
    ...machine,
    { name: "Settings", verdict: "ok", detail: "all readable" },
    checkDataFolder(configuration),
    await checkDisk(configuration),
    await checkPort(configuration),
    await checkTemporal(configuration, toolFolder),
    await checkMongodb(configuration, toolFolder),
    await checkSmtp(configuration),
  ];
}

function readConfiguration(env: Environment): Configuration | CheckResult {
  try {
    return loadConfiguration(env);
  } catch (error) {
    return {
      name: "Settings",
      verdict: "failed",
      detail: errorDataOf(error).message,
      wayOut: "flowright doctor --settings lists them all",
    };
  }
}

function describeSettings(env: Environment): string {
  return SETTINGS.map((setting) => {
    const given = env[setting.variable];
    const isSecret = "secret" in setting;
    const now = given === undefined || given === "" ? "not set" : isSecret ? "set" : `set to ${given}`;
    const fallback = "default" in setting ? setting.default : "none";
    return `${setting.variable}\n    ${setting.purpose}.\n    Default: ${fallback}. Now: ${now}.`;
  }).join("\n");
}
