import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** A line that breaks an arrow of the design, the folder it is planted in, and the rule that must catch it. */
const VIOLATIONS: { folder: string; line: string; rule: string }[] = [
  { folder: "definitions", line: 'import "node:fs";', rule: "no-restricted-imports" },
  { folder: "definitions", line: "export const at = Date.now();", rule: "no-restricted-properties" },
  { folder: "definitions", line: "export const luck = Math.random();", rule: "no-restricted-properties" },
  { folder: "definitions", line: 'export const page = fetch("http://127.0.0.1");', rule: "no-restricted-globals" },
  { folder: "definitions", line: 'export * from "../connectors/registry.ts";', rule: "no-restricted-imports" },
  { folder: "engine/interpreter", line: 'import "mongodb";', rule: "no-restricted-imports" },
  { folder: "engine/interpreter", line: 'export * from "../store/index.ts";', rule: "no-restricted-imports" },
  { folder: "engine/interpreter", line: "export const at = Date.now();", rule: "no-restricted-properties" },
  { folder: "engine/workflows", line: 'import "zod";', rule: "no-restricted-imports" },
  { folder: "engine/api", line: 'import "mongodb";', rule: "no-restricted-imports" },
  { folder: "activities", line: 'import "nodemailer";', rule: "no-restricted-imports" },
  { folder: "activities", line: 'export * from "../engine/store/index.ts";', rule: "no-restricted-imports" },
  { folder: "connectors", line: 'import "mongodb";', rule: "no-restricted-imports" },
  { folder: "connectors", line: 'export * from "../activities/ports.ts";', rule: "no-restricted-imports" },
  { folder: "builder-ui/src", line: 'export * from "../../engine/store/index.ts";', rule: "no-restricted-imports" },
];

/** Lints each line in a scratch tree that has the project's own lint configuration; answers what was reported, by folder and line. */
async function lintPlanted(): Promise<Map<string, string>> {
  const scratch = await mkdtemp(path.join(tmpdir(), "flowright-arrows-"));
  try {
    await copyFile(path.join(root, ".oxlintrc.json"), path.join(scratch, ".oxlintrc.json"));
    for (const [index, { folder, line }] of VIOLATIONS.entries()) {
      await mkdir(path.join(scratch, folder), { recursive: true });
      await writeFile(path.join(scratch, folder, `planted-${index}.ts`), `${line}\n`);
    }
    const oxlint = path.join(root, "node_modules/.bin/oxlint");
    const stdout = await run(oxlint, ["--format", "unix"], { cwd: scratch }).then(
      (outcome) => outcome.stdout,
      (failure: { stdout?: string }) => String(failure.stdout),
    );
    const reported = VIOLATIONS.map(({ folder, line }, index) => {
      const lines = stdout.split("\n").filter((reportLine) => reportLine.includes(`planted-${index}.ts`));
      return [`${folder} ${line}`, lines.join("\n")] as const;
    });
    return new Map(reported);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

describe("the arrows between rooms", () => {
  let reported: Map<string, string>;
  beforeAll(async () => {
    reported = await lintPlanted();
  });

  it.each(VIOLATIONS)("lint refuses `$line` in $folder", ({ folder, line, rule }) => {
    expect(reported.get(`${folder} ${line}`)).toContain(rule);
  });

  it("the type checker refuses an import against the project references", async () => {
    const scratch = await mkdtemp(path.join(tmpdir(), "flowright-arrows-"));
    try {
      await mkdir(path.join(scratch, "low"));
      await mkdir(path.join(scratch, "high"));
      const options = {
        composite: true,
        module: "NodeNext",
        rootDir: "..",
        outDir: "../out",
        allowImportingTsExtensions: true,
        rewriteRelativeImportExtensions: true,
        types: [],
      };
      await writeFile(
        path.join(scratch, "low/tsconfig.json"),
        JSON.stringify({
          compilerOptions: { ...options, tsBuildInfoFile: "../out/low.tsbuildinfo" },
          include: ["*.ts"],
        }),
      );
      await writeFile(path.join(scratch, "high/high.ts"), "export const high = 1;\n");
      await writeFile(path.join(scratch, "low/low.ts"), 'export { high } from "../high/high.ts";\n');
      const outcome = await run(path.join(root, "node_modules/.bin/tsc"), ["-b", path.join(scratch, "low")]).then(
        () => "accepted",
        (failure: { stdout?: string }) => String(failure.stdout),
      );
      expect(outcome).toContain("TS6307");
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  });
});
