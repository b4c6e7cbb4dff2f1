import { parseArgs } from "node:util";
import { workflowTestFileSchema } from "../../../definitions/workflow-test.ts";
import { argumentError } from "../argument-error.ts";
import type { Command } from "../command.ts";
import { readDeployables } from "../deployable-files.ts";
import { findTestFiles, readJsonAs, TEST_FILE } from "../workflow-files.ts";
import { connectServer, SERVER_OPTIONS, SERVER_USAGE } from "../server/connect-server.ts";
import { deployFiles, type DeployResult } from "../server/deploy-files.ts";
import { deployTests } from "../server/deploy-tests.ts";

/** Brings definition files to a server. */
export const deploy: Command = {
  name: "deploy",
  summary: "bring workflow and resource files to a server, as drafts or published",
  usage: [
    "flowright deploy PATHS… --server URL [--publish] [--note TEXT] [--tests] [--dry-run] [--force] [--json]",
    "",
    ...SERVER_USAGE,
    "  --publish            publish what differs from the published version",
    "  --note TEXT          the version's note",
    "  --tests              the tests (*.test.json) too, for the builder's test page",
    "  --dry-run            say what would be done, and do nothing",
    "  --force              overwrite what somebody else left unpublished in a draft",
    "Folders are searched for workflows, calendars, decision tables, policies, mail templates and teams, in JSON or YAML",
    "(queues in a folder of that name). Resources are written first, then drafts; a file without a layout leaves the server's.",
    "With --publish an error in one workflow leaves all of them unchanged. The same files again change nothing.",
    "Exit code 0 when all files are on the server as they are here.",
  ].join("\n"),
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        ...SERVER_OPTIONS,
        publish: { type: "boolean", default: false },
        note: { type: "string" },
        tests: { type: "boolean", default: false },
        "dry-run": { type: "boolean", default: false },
        force: { type: "boolean", default: false },
      },
      allowPositionals: true,
    });
    if (positionals.length === 0) throw argumentError("deploy", "Name files or folders");
    const server = connectServer("deploy", values.server, io);
    const deployables = readDeployables(
      positionals.filter((path) => !TEST_FILE.test(path)),
      io.cwd,
    );
    const tests = values.tests ? findTestFiles(positionals, io.cwd).filter((file) => TEST_FILE.test(file)) : [];
    const testFiles = tests.map((file) => ({
      file,
      content: readJsonAs(file, workflowTestFileSchema, "workflow test"),
    }));
    if (deployables.length === 0 && tests.length === 0)
      throw argumentError("deploy", "There is no workflow and no resource there");
    const results = await deployFiles(server, deployables, {
      publish: values.publish,
      note: values.note,
      isDryRun: values["dry-run"],
      isForced: values.force,
    });
    if (testFiles.length > 0) results.push(...(await deployTests(server, testFiles, { isDryRun: values["dry-run"] })));
    io.report({ results }, () => results.map(describe).join("\n"));
    return 0;
  },
};

function describe({ kind, key, action, published, issues }: DeployResult): string {
  const errors = issues.filter(({ severity }) => severity === "error");
  return [
    `${action.padEnd(9)} ${kind} ${key}${published === null ? "" : `, published as version ${published}`}`,
    ...errors.map(({ code, nodeId, message }) => `  error [${code}] ${nodeId ?? ""}: ${message}`),
  ].join("\n");
}
