import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { createMailboxClient } from "../../engine/runtime/mail-catcher/client.ts";
import { startStack, type Stack } from "../../engine/runtime/supervisor/start-stack.ts";
import { openApiSession, retryWhileAway, type ApiSession } from "../stack/api-session.ts";
import { countMails, countOwners, countRuns, type LeadCount } from "./lead-counts.ts";
import { makeLeadFile, readLeadFile, type LeadFile } from "./lead-file.ts";
import { prepareWorkspace } from "./prepare-workspace.ts";
import { killParts } from "./kill-parts.ts";
import { type Check, printChecks } from "./print-checks.ts";

const LIMIT_MS = 25 * 60_000;
const PAUSE_MS = 1_000;

/**
 * Imports leads into a fresh stack while its parts are killed with SIGKILL, then checks that every lead has one run, one
 * owner in turn and one mail. `--leads FILE` takes a real file, else 1,000 leads are made; `--no-kills` only imports.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      leads: { type: "string" },
      count: { type: "string", default: "1000" },
      "no-kills": { type: "boolean", default: false },
      rounds: { type: "string", default: "2" },
    },
  });
  const file = values.leads === undefined ? makeLeadFile(Number(values.count)) : await readLeadFile(values.leads);
  const dataFolder = await mkdtemp(path.join(tmpdir(), "flowright-chaos-"));
  const stack = await startStack({
    dataFolder,
    environment: {
      ...process.env,
      FLOWRIGHT_ADMIN_EMAIL: "chaos@example.com",
      FLOWRIGHT_ADMIN_PASSWORD: "chaos-chaos-chaos",
      LOG_LEVEL: "warn",
    },
    onLine: (part, line) =>
      process.env["FLOWRIGHT_CHAOS_LOGS"] === undefined ? undefined : console.error(`[${part}] ${line}`),
  });
  let isGood = false;
  try {
    isGood = await runLeads(stack, file, values["no-kills"] ? 0 : Number(values.rounds));
    return isGood ? 0 : 1;
  } finally {
    await stack.stop();
    if (isGood) await rm(dataFolder, { recursive: true, force: true });
    else console.log(`the stack's data is kept in ${dataFolder}`);
  }
}

async function runLeads(stack: Stack, file: LeadFile, rounds: number): Promise<boolean> {
  const session = await openApiSession(stack.urls.app, stack.administrator.email, "chaos-chaos-chaos");
  const people = await prepareWorkspace(session);
  const startedAt = Date.now();
  const started = await session.call("importRecords", {
    query: { object: "lead", mapping: JSON.stringify(file.mapping), fileName: "leads.csv" },
    body: file.csv,
  });
  const killing = killParts(stack, rounds);
  const counts = await waitUntilSettled(session, stack, started.id, file.count, killing);
  const kills = await killing.finished;
  console.log(
    `${file.count} leads in ${Math.round((Date.now() - startedAt) / 1000)} s, ${kills.length} parts killed: ${kills.join(", ") || "none"}`,
  );
  return report(file.count, people, counts);
}

/** Waits for the import and the runs, then for the kills to be over, and counts once more when nothing changes. */
async function waitUntilSettled(
  session: ApiSession,
  stack: Stack,
  importId: string,
  expected: number,
  killing: { isOver(): boolean },
): Promise<LeadCount> {
  const mailbox = createMailboxClient({ url: stack.urls.mailbox ?? "", token: stack.mailboxToken ?? "" });
  const until = Date.now() + LIMIT_MS;
  for (;;) {
    const progress = await retryWhileAway(async () => session.call("getImport", { params: { id: importId } }));
    const runs = await retryWhileAway(async () => countRuns(session));
    console.log(
      `import ${progress.status} ${progress.created}/${expected}, runs ${JSON.stringify(runs.byStatus)}, killing ${killing.isOver() ? "over" : "on"}`,
    );
    const isSettled =
      progress.status === "completed" &&
      killing.isOver() &&
      runs.total >= expected &&
      runs.byStatus["waiting"] === runs.total;
    if (isSettled || Date.now() > until) {
      await new Promise((resolve) => setTimeout(resolve, 5 * PAUSE_MS));
      return {
        import: progress,
        runs: await countRuns(session),
        owners: await countOwners(session),
        mails: await countMails(mailbox),
      };
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

function report(expected: number, people: readonly string[], counts: LeadCount): boolean {
  const perOwner = people.map((id) => counts.owners.get(id) ?? 0);
  const checks: Check[] = [
    [
      "import completed, no row lost",
      counts.import.status === "completed" && counts.import.created === expected,
      `${counts.import.created} created, ${counts.import.rejected} rejected`,
    ],
    [
      "every lead started one run",
      counts.runs.total === expected && counts.runs.records === expected,
      `${counts.runs.total} runs of ${counts.runs.records} leads`,
    ],
    ["all runs wait for contact", counts.runs.byStatus["waiting"] === expected, JSON.stringify(counts.runs.byStatus)],
    [
      "owners within one of each other",
      Math.max(...perOwner) - Math.min(...perOwner) <= 1 && perOwner.reduce((sum, one) => sum + one, 0) === expected,
      perOwner.join(", "),
    ],
    [
      "one assignment mail a lead",
      counts.mails.total === expected && counts.mails.messageIds === expected,
      `${counts.mails.total} mails, ${counts.mails.messageIds} Message-IDs`,
    ],
  ];
  return printChecks(checks);
}

process.exitCode = await main();
