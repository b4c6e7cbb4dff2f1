import { isDeepStrictEqual } from "node:util";
import type { RunDetail, RunSummary } from "../../definitions/run.ts";
import type { MailboxClient } from "../../engine/runtime/mail-catcher/client.ts";
import { type ApiSession, retryWhileAway } from "../stack/api-session.ts";
import { readPages, type StartedCase } from "./mixed-driver.ts";
import type { CaseKind } from "./mixed-cases.ts";
import type { OtherSystem } from "./other-system.ts";
import type { Check } from "./print-checks.ts";

const FAULTS_SHOWN = 5;

/** Every run against its oracle, every side effect against what was promised. */
export async function checkMixed(
  admin: ApiSession,
  mailbox: MailboxClient,
  system: OtherSystem,
  started: readonly StartedCase[],
  runs: readonly RunSummary[],
): Promise<Check[]> {
  const details = new Map<string, RunDetail>();
  for (const { runId } of started)
    details.set(runId, await retryWhileAway(async () => admin.call("getRun", { params: { id: runId } })));
  const kinds = [...new Set(started.map(({ kind }) => kind))].sort();
  return [
    ...kinds.map((kind) => checkEnds(kind, started, details)),
    checkStarts(started, runs),
    ...checkEffects(system, started),
    checkUndone(system),
    ...(await checkMails(mailbox, started)),
    await checkLeads(admin, started),
  ];
}

function checkEnds(kind: CaseKind, started: readonly StartedCase[], details: ReadonlyMap<string, RunDetail>): Check {
  const meant = started.filter((one) => one.kind === kind);
  const faults = meant.flatMap((one) => {
    const { oracle, ref, runId } = one;
    const run = details.get(runId);
    if (run === undefined) return [`${ref}: no run`];
    if (run.status !== oracle.status)
      return [`${ref}: ${run.status} instead of ${oracle.status} (run ${runId}, ${whyOpen(run)})`];
    if (oracle.output !== undefined && !isDeepStrictEqual(run.output, oracle.output))
      return [`${ref}: output ${JSON.stringify(run.output)} instead of ${JSON.stringify(oracle.output)}`];
    const wrong = Object.entries(oracle.steps ?? {}).filter(
      ([stepId, status]) => run.steps.find(({ nodeId }) => nodeId === stepId)?.status !== status,
    );
    return wrong.map(([stepId, status]) => `${ref}: step ${stepId} is not ${status}`);
  });
  return verdict(`${kind}: each run ended as its oracle says`, meant.length, faults);
}

function whyOpen(run: RunDetail): string {
  const waits = run.waitingFor.map(({ stepId, waitingFor }) => `${stepId} waits for ${waitingFor.kind}`);
  const errors = run.steps.flatMap(({ stepId, error }) => (error ? [`${stepId}: ${error.code} ${error.message}`] : []));
  return [...waits, ...errors, run.error?.code ?? ""].join("; ").slice(0, 300);
}

function checkStarts(started: readonly StartedCase[], runs: readonly RunSummary[]): Check {
  const calls = started.filter(({ kind }) => kind === "call").length;
  const twice = started.filter(({ otherRunIds }) => otherRunIds.length > 0);
  const ids = new Set(started.map(({ runId }) => runId));
  const isHeld = runs.length === started.length + calls && twice.length === 0 && ids.size === started.length;
  return [
    "each webhook, posted twice or more, is one run; each call is one run",
    isHeld,
    `${started.length} webhooks, ${calls} calls, ${runs.length} runs, ${twice.length} answered with two run ids`,
  ];
}

function checkEffects(system: OtherSystem, started: readonly StartedCase[]): Check[] {
  const done = new Map<string, string[]>();
  for (const { ref, effect } of system.effects()) done.set(ref, [...(done.get(ref) ?? []), effect]);
  const faults = started.flatMap(({ ref, oracle }) => {
    const [is, should] = [done.get(ref) ?? [], oracle.effects].map((effects) => [...effects].sort().join(","));
    return is === should ? [] : [`${ref}: ${is || "nothing"} instead of ${should || "nothing"}`];
  });
  const arrivals = system.effects().reduce((sum, one) => sum + one.arrivals, 0);
  const meant = started.reduce((sum, { oracle }) => sum + oracle.effects.length, 0);
  const [what, isHeld, figure] = verdict("the other system did each effect once, by its key", meant, faults);
  return [
    [
      what,
      isHeld,
      `${figure}; ${system.effects().length} done, ${arrivals - system.effects().length} repeats told apart`,
    ],
    ["no write reached it without an idempotency key", system.keyless() === 0, `${system.keyless()} without`],
  ];
}

function checkUndone(system: OtherSystem): Check {
  const orders = new Map<string, Record<string, number>>();
  for (const { ref, effect, order } of system.effects())
    if (ref.startsWith("undo-")) orders.set(ref, { ...orders.get(ref), [effect]: order });
  const faults = [...orders].flatMap(([ref, at]) => {
    const inOrder = ["make", "extend", "unextend", "unmake"].map((effect) => at[effect] ?? -1);
    return inOrder.every((order, index) => index === 0 || order > inOrder[index - 1]!)
      ? []
      : [`${ref}: ${inOrder.join(" ")}`];
  });
  return verdict("what was done is undone in reverse order", orders.size, faults);
}

async function checkMails(mailbox: MailboxClient, started: readonly StartedCase[]): Promise<Check[]> {
  const mails = await readPages(async ({ cursor }) => mailbox.list({ limit: 200, cursor }));
  const ids = new Set(mails.map(({ messageId, id }) => messageId ?? id));
  const bySubject = new Map<string, number>();
  for (const { subject } of mails) bySubject.set(subject, (bySubject.get(subject) ?? 0) + 1);
  const meant = started.filter(({ oracle }) => oracle.mails !== undefined);
  const faults = meant.flatMap(({ ref, oracle }) =>
    (bySubject.get(ref) ?? 0) === oracle.mails ? [] : [`${ref}: ${bySubject.get(ref) ?? 0} mails`],
  );
  return [
    verdict("each mail of a step came once", meant.length, faults),
    ["each Message-ID came once", ids.size === mails.length, `${mails.length} mails, ${ids.size} Message-IDs`],
  ];
}

async function checkLeads(admin: ApiSession, started: readonly StartedCase[]): Promise<Check> {
  const leads = await readPages(async (cursor) =>
    admin.call("listRecords", { params: { object: "lead" }, query: { limit: 200, ...cursor } }),
  );
  const countOf = (ref: string) => leads.filter(({ name }) => name === ref).length;
  const meant = started.filter(({ oracle }) => oracle.leads !== undefined);
  const faults = meant.flatMap(({ ref, oracle }) =>
    countOf(ref) === oracle.leads ? [] : [`${ref}: ${countOf(ref)} records`],
  );
  return verdict("each record was created once in our store", meant.length, faults);
}

function verdict(what: string, meant: number, faults: readonly string[]): Check {
  const shown = faults.slice(0, FAULTS_SHOWN).join(" | ");
  return [
    what,
    faults.length === 0 && meant > 0,
    `${meant - faults.length} of ${meant}${shown === "" ? "" : `: ${shown}`}`,
  ];
}
