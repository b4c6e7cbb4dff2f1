// npm test: installs and builds what is missing, runs every stage that is not apart (or those named), prints a timed summary.
// Usage: node engine/runtime/test.mjs [STAGE…]
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBrowser } from "./bootstrap/browser.mjs";
import { buildProject } from "./bootstrap/build.mjs";
import { installDependencies } from "./bootstrap/install.mjs";
import { judgeTests, nameFailures } from "./bootstrap/judge-tests.mjs";
import { BootstrapError, checkNodeVersion, reportFailure, run } from "./bootstrap/project.mjs";
import { STAGES } from "./bootstrap/stages.mjs";

const print = (text) => process.stdout.write(`${text}\n`);
const scratch = mkdtempSync(join(tmpdir(), "flowright-test-"));
let servers;

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void cleanUp().finally(() => process.exit(130)));

try {
  checkNodeVersion();
  const wanted = chooseStages(process.argv.slice(2));
  await installDependencies(print);
  if (wanted.some(({ counts, needs }) => counts || needs?.includes("build"))) await buildProject(print);
  const results = [];
  for (const stage of wanted) results.push(await runStage(stage));
  printSummary(results);
} catch (error) {
  reportFailure(error);
} finally {
  await cleanUp();
}

async function cleanUp() {
  await servers?.stop();
  rmSync(scratch, { recursive: true, force: true });
}

function chooseStages(names) {
  const unknown = names.filter((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown.length > 0)
    throw new BootstrapError(
      `There is no stage ${unknown.join(", ")}. Stages: ${STAGES.map(({ name }) => name).join(", ")}.`,
    );
  return names.length === 0
    ? STAGES.filter(({ apart }) => apart !== true)
    : STAGES.filter(({ name }) => names.includes(name));
}

/** One stage's result: { name, title, passed, failed, seconds, remark, failures }. */
async function runStage(stage) {
  print(`\n── ${stage.title} (${stage.name})`);
  const startedAt = Date.now();
  const done = (passed, failed, remark = "", failures = []) => {
    const seconds = (Date.now() - startedAt) / 1000;
    return { name: stage.name, title: stage.title, passed, failed, seconds, remark, failures };
  };
  try {
    if (stage.needs?.includes("browser") && process.env.FLOWRIGHT_SKIP_BROWSER === "1")
      return done(0, 0, "left out: FLOWRIGHT_SKIP_BROWSER=1 declares that there is no browser");
    const env = { ...(await serverEnvironment(stage)), ...(await browserEnvironment(stage)) };
    const report = join(scratch, `${stage.name}.json`);
    const reporters = stage.counts ? ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`] : [];
    const { exitCode } = await run(process.execPath, [...stage.command(), ...reporters], { env });
    if (!stage.counts) return exitCode === 0 ? done(1, 0) : done(0, 1, `exit code ${exitCode}`);
    const summary = JSON.parse(readFileSync(report, "utf8"));
    return done(...judgeTests(summary, exitCode), nameFailures(summary));
  } catch (error) {
    const text =
      error instanceof BootstrapError || error?.code !== undefined ? error.message : (error?.stack ?? String(error));
    print(text);
    return done(0, 1, text.split("\n")[0]);
  }
}

/**
 * One set of servers for all stages that need them, started at the first: those named by FLOWRIGHT_TEST_MONGODB_URI and
 * FLOWRIGHT_TEST_TEMPORAL_ADDRESS, else private ones. MONGODB_URI itself is never used: it may hold real data.
 */
async function serverEnvironment(stage) {
  if (!stage.needs?.includes("servers")) return {};
  const { startStack } = await import("../../build/engine/runtime/supervisor/start-stack.js");
  servers ??= await startStack({
    environment: {
      PATH: process.env.PATH,
      MONGODB_URI: process.env.FLOWRIGHT_TEST_MONGODB_URI,
      TEMPORAL_ADDRESS: process.env.FLOWRIGHT_TEST_TEMPORAL_ADDRESS,
    },
    dataFolder: join(scratch, "servers"),
    parts: ["temporal", "mongodb", "mailbox"],
    timeSkipping: true,
  });
  const { urls, mailboxToken } = servers;
  return {
    FLOWRIGHT_TEST_TEMPORAL_ADDRESS: urls.temporal,
    FLOWRIGHT_TEST_MONGODB_URI: urls.mongodb,
    FLOWRIGHT_TEST_SMTP_URL: urls.smtp,
    FLOWRIGHT_TEST_MAILBOX_URL: urls.mailbox ?? "",
    FLOWRIGHT_TEST_MAILBOX_TOKEN: mailboxToken ?? "",
  };
}

async function browserEnvironment(stage) {
  return stage.needs?.includes("browser") ? { FLOWRIGHT_TEST_BROWSER: await ensureBrowser(print) } : {};
}

function printSummary(results) {
  print("\n── Summary");
  for (const { name, passed, failed, seconds, remark, failures } of results) {
    const verdict = failed > 0 ? "FAILED" : passed > 0 ? "passed" : "absent";
    print(
      `  ${verdict}  ${name.padEnd(12)} ${`${seconds.toFixed(1)} s`.padStart(9)}  ${passed} passed, ${failed} failed  ${remark}`,
    );
    for (const failure of failures) print(`          ${failure}`);
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  if (sum("failed") > 0) process.exitCode = 1;
  print(`\n${sum("passed")} passed, ${sum("failed")} failed`);
}
