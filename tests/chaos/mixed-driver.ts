import type { Json } from "../../definitions/json.ts";
import { CLOSED_RUN_STATUSES, type RunSummary } from "../../definitions/run.ts";
import type { MailboxClient } from "../../engine/runtime/mail-catcher/client.ts";
import { type ApiSession, retryWhileAway } from "../stack/api-session.ts";
import { createLinkReader, type LinkReader } from "./mail-links.ts";
import type { Act, MixedCase } from "./mixed-cases.ts";
import { EFFECTS_PATH, LEFT_EVENT, REPLY_EVENT } from "./mixed-workflows.ts";
import { type MixedWorkspace, publishAgain } from "./mixed-workspace.ts";

export interface StartedCase extends MixedCase {
  runId: string;
  /** Other ids that a repeat of its webhook was answered with: there must be none. */
  otherRunIds: string[];
  /** Answers given, or 1 when its one act is done. */
  acted: number;
}
interface OpenTask {
  id: string;
  runId: string | null;
}
type Settled = "done" | "again";

/** People and operators who act at the same time. */
const AT_ONCE = 8;

/** Starts the cases one after the other, each by two posts of its webhook, spread over `spreadMs`. */
export async function startCases(
  workspace: MixedWorkspace,
  cases: readonly MixedCase[],
  spreadMs: number,
  started: StartedCase[],
): Promise<void> {
  const beganAt = Date.now();
  for (const [index, one] of cases.entries()) {
    const dueAt = beganAt + (index * spreadMs) / cases.length;
    await pause(Math.max(0, dueAt - Date.now()));
    const ids = await Promise.all([1, 2].map(async () => postHook(workspace.hooks[one.kind] ?? "", one.body)));
    const [runId = ""] = ids;
    started.push({ ...one, runId, otherRunIds: ids.filter((id) => id !== runId), acted: 0 });
  }
}

async function postHook(url: string, body: object): Promise<string> {
  return retryWhileAway(async () => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (response.status !== 202) throw new Error(`webhook: ${response.status} ${await response.text()}`);
    return ((await response.json()) as { runId: string }).runId;
  });
}

/** The people, the operator and the sender of events of the mixed run. Every call may break, and is made again then. */
export class MixedDriver {
  /** Events are held back until the runs that wait for them have been moved to the second version. */
  hasMoved = false;
  readonly #workspace: MixedWorkspace;
  readonly #links: LinkReader;

  constructor(workspace: MixedWorkspace, mailbox: MailboxClient) {
    this.#workspace = workspace;
    this.#links = createLinkReader(mailbox);
  }

  /** Looks at every run once and does what its case asks for now. Answers all runs. */
  async look(started: readonly StartedCase[]): Promise<RunSummary[]> {
    const runs = await retryWhileAway(async () => listRuns(this.#workspace.admin));
    const byId = new Map(runs.map((run) => [run.id, run]));
    const tasks = await retryWhileAway(async () => listTasks(this.#workspace.admin));
    const taskOf = new Map(tasks.map((task) => [task.runId, task]));
    await this.#links.refresh();
    const left = started.values();
    const actInTurn = async () => {
      for (const one of left) {
        const run = byId.get(one.runId);
        if (run === undefined || one.act === null || isClosed(run)) continue;
        if ((await this.#act(one, one.act, run, taskOf.get(run.id)).catch(settleProblem)) === "done") one.acted += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, actInTurn));
    return runs;
  }

  /** Publishes a second version of `exit` and moves the open runs to it; answers how many were moved. */
  async moveExits(): Promise<number> {
    const { admin, workflows } = this.#workspace;
    const first = workflows["exit"]!;
    const second = structuredClone(first);
    for (const node of second.nodes ?? []) if (node.type === "end") node.output = { heard: true, moved: true };
    const older = new Set(await this.#exitsOn(first.key, 1));
    await publishAgain(admin, second, 2);
    for (;;) {
      const report = await retryWhileAway(async () =>
        admin.call("migrateRuns", { body: { workflow: first.key, toVersion: 2 } }),
      );
      const refused = report.runs.find(({ outcome }) => outcome === "refused");
      if (refused !== undefined) throw new Error(`a run was not moved: ${JSON.stringify(refused)}`);
      if (report.runs.length === 0) break;
      await pause(1_000);
    }
    this.hasMoved = true;
    // Counted where they are now: the answer that told of them may have been lost with the API.
    return (await this.#exitsOn(first.key, 2)).filter((id) => older.has(id)).length;
  }

  async #exitsOn(workflow: string, version: number): Promise<string[]> {
    const runs = await retryWhileAway(async () => listRuns(this.#workspace.admin));
    return runs.filter((run) => run.workflowKey === workflow && run.version === version).map(({ id }) => id);
  }

  async #act(one: StartedCase, act: Act, run: RunSummary, task: OpenTask | undefined): Promise<Settled> {
    const kinds = new Set(run.waitingFor.map(({ waitingFor }) => waitingFor.kind));
    if (act.kind === "answer") return task === undefined ? "again" : this.#answer(one, act, task);
    if (act.kind === "resolve") return kinds.has("operator") ? this.#resolve(act.action, one, run) : "again";
    if (!kinds.has("event")) return "again";
    if (act.kind === "stop") {
      const params = { id: run.id, operation: act.operation };
      await this.#workspace.admin.call("operateRun", { params, body: {} });
      return "done";
    }
    if (!this.hasMoved || one.acted > 0) return "again";
    const name = act.event === "left" ? LEFT_EVENT : REPLY_EVENT;
    await this.#workspace.admin.call("emitEvent", {
      body: { name, correlate: one.ref, payload: {}, id: `event-${one.ref}` },
    });
    return "done";
  }

  async #answer(one: StartedCase, act: Act & { kind: "answer" }, task: OpenTask): Promise<Settled> {
    const answer = act.answers[one.acted];
    if (answer === undefined) return "again";
    const { id: person, session } = this.#workspace.people[answer.person]!;
    if (act.via === "inbox") {
      await session.call("completeTask", { params: { id: task.id }, body: { outcome: answer.outcome } });
      return "done";
    }
    const url = this.#links.find({ person, taskId: task.id, outcome: answer.outcome });
    if (url === undefined) return "again";
    const response = await fetch(url, { method: "POST", body: new URLSearchParams({ $comment: "by link" }) });
    if (response.ok || response.status === 409) return "done";
    throw new Error(`link: ${response.status} ${(await response.text()).slice(0, 300)}`);
  }

  async #resolve(action: "retry" | "skip" | "fail", one: StartedCase, run: RunSummary): Promise<Settled> {
    const input = {
      method: "POST",
      path: EFFECTS_PATH,
      body: { ref: one.ref, effect: "push", trouble: "none" },
    };
    const output: Json = { status: 200, headers: {}, body: { effect: "operator" } };
    const body = { retry: { action, input }, skip: { action, output }, fail: { action } }[action];
    const params = { id: run.id, stepId: run.waitingFor[0]?.stepId ?? "" };
    await this.#workspace.admin.call("resolveIncident", { params, body: body as never });
    return "again";
  }
}

/** A refusal that says that it was done before: the answer to the first call was lost. Anything else is tried again. */
function settleProblem(problem: unknown): Settled {
  const text = problem instanceof Error ? problem.message : String(problem);
  if (/TASK_ANSWERED|TASK_CLOSED|EVENT_ID|RUN_CLOSED/.test(text)) return "done";
  const isExpected = /fetch failed|INCIDENT_UNKNOWN|: (429|50\d) |terminated|RUN_NOT_READY|timeout/i.test(text);
  if (!isExpected) console.log(`        a call was refused: ${text.slice(0, 300)}`);
  return "again";
}

export function isClosed({ status }: RunSummary): boolean {
  return (CLOSED_RUN_STATUSES as readonly string[]).includes(status);
}

async function listRuns(session: ApiSession): Promise<RunSummary[]> {
  return readPages(async (cursor) => session.call("listRuns", { query: { limit: 200, ...cursor } }));
}
async function listTasks(session: ApiSession): Promise<OpenTask[]> {
  return readPages(async (cursor) => session.call("listTasks", { query: { limit: 200, all: "true", ...cursor } }));
}

/** All pages of a list. */
export async function readPages<T>(
  read: (cursor: { cursor?: string }) => Promise<{ items: T[]; nextCursor: string | null }>,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: T[]; nextCursor: string | null } = await read(cursor === null ? {} : { cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
