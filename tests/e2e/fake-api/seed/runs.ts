import { type RunDetail, runDetailSchema, type RunStatus, type Step } from "../../../../definitions/run.ts";

import { OLDER_STEP } from "./workflows.ts";

const at = (minutesAgo: number) => new Date(Date.now() - minutesAgo * 60_000).toISOString();
const STATUSES: RunStatus[] = [
  "running",
  "waiting",
  "waiting",
  "incident",
  "completed",
  "completed",
  "failed",
  "completed",
  "exited",
  "paused",
  "queued",
  "cancelled",
  "timed-out",
];
const WORKFLOWS = [
  ["lead-routing", { en: "Route new leads", zh: "新线索分配" }],
  ["follow-up", { en: "Follow up a lead", zh: "线索跟进提醒" }],
] as const;
const NAMES = ["Grace Hopper", "陈静", "Tomás Silva", "Yuki Tanaka", "赵磊", "Amara Diallo", "Jonas Weber"];

const step = (nodeId: string, startedAt: string, more: Partial<Step> = {}): Step => ({
  nodeId,
  iteration: 0,
  stepId: nodeId,
  status: "completed",
  port: "out",
  startedAt,
  endedAt: startedAt,
  attempts: 1,
  ...more,
});
const smtpError = {
  code: "SMTP_REFUSED",
  class: "connector" as const,
  retryable: false,
  message: "The mail server refused the mail: 550 no mailbox ann@example.com.",
  details: { problem: "550 no mailbox ann@example.com" },
};

const mailInput = {
  to: ["ann@example.com"],
  from: "Sales <sales@example.com>",
  template: "new-lead",
  values: { name: "Yuki Tanaka", urgent: true },
};

function stepsOf(status: RunStatus, start: string): Step[] {
  const steps = [
    step("score", start, {
      input: { source: "referral", minutesOnSite: 21 },
      output: { points: 84 },
      explanation: [
        {
          kind: "row",
          id: "r1",
          held: true,
          children: [{ kind: "leaf", held: true, path: "source", actual: "referral" }],
        },
      ],
    }),
    step("hot", start, {
      port: "hot",
      explanation: [
        {
          kind: "all",
          id: "hot",
          held: true,
          children: [
            {
              kind: "leaf",
              held: true,
              fact: "steps",
              path: "score.output.points",
              operator: "greaterThanInclusive",
              expected: 80,
              actual: 84,
            },
          ],
        },
      ],
    }),
    step("assignSenior", start, { output: { owner: { id: "wang", email: "wang@example.com" } } }),
    step("assign", start, { status: "skipped", port: null }),
  ];
  if (status === "queued") return [];
  if (status === "running") return [...steps, step("mail", start, { status: "running", port: null, endedAt: null })];
  if (status === "incident" || status === "failed") {
    const state = status === "incident" ? "incident" : "failed";
    return [
      ...steps,
      step("mail", start, { status: state, port: null, attempts: 5, error: smtpError, input: mailInput }),
    ];
  }
  const mailed = [...steps, step("mail", start, { output: { messageId: "<run@flowright>" } })];
  if (status === "waiting" || status === "paused") {
    const waitingFor = { kind: "event" as const, event: "lead.contacted", until: at(-95) };
    return [...mailed, step("contacted", start, { status: "waiting", port: null, endedAt: null, waitingFor })];
  }
  return [...mailed, step("contacted", start, { port: "received" }), step("end", start, { port: null })];
}

function run(index: number): RunDetail {
  const status = STATUSES[index % STATUSES.length] ?? "completed";
  const [workflowKey, workflowName] = WORKFLOWS[index % 5 === 4 ? 1 : 0] ?? WORKFLOWS[0];
  const start = at(index * 11 + 2);
  const open = ["queued", "running", "waiting", "paused", "incident"].includes(status);
  // Some runs are still on the version before.
  const version = index % 13 === 2 && workflowKey === "lead-routing" ? 2 : 3;
  const steps = stepsOf(status, start);
  for (const entry of steps)
    if (version === 2 && entry.nodeId === "contacted") Object.assign(entry, { nodeId: OLDER_STEP, stepId: OLDER_STEP });
  const waits = steps.flatMap((entry) =>
    entry.waitingFor ? [{ nodeId: entry.nodeId, stepId: entry.stepId, waitingFor: entry.waitingFor }] : [],
  );
  const name = NAMES[index % NAMES.length] ?? "";
  return runDetailSchema.parse({
    id: `run-${index + 1}`,
    workflowKey,
    workflowName,
    version,
    status,
    origin: {
      triggerId: "created",
      triggerType: index % 3 === 0 ? "webhook" : "record",
      chain: [],
      traceId: `4bf92f3577b34da6a3ce929d0e0e${String(4_000 + index)}`,
    },
    record: index % 6 === 5 ? null : { object: "lead", id: `lead-${index + 1}`, name },
    createdAt: start,
    startedAt: status === "queued" ? null : start,
    endedAt: open ? null : at(index * 11 + 1),
    waitingFor:
      status === "incident" ? [{ nodeId: "mail", stepId: "mail", waitingFor: { kind: "operator" as const } }] : waits,
    error: status === "failed" || status === "incident" ? smtpError : null,
    trigger: { body: { name, email: "lead@example.org" } },
    recordFields: { id: `lead-${index + 1}`, name, source: "referral", status: "assigned" },
    vars: {},
    steps,
    liveEdges: status === "queued" ? [] : ["e1", "e3", "e4", "e6"],
    deadEdges: status === "queued" ? [] : ["e5", "e7"],
  });
}

/** Runs of every status. */
export function seedRuns(): RunDetail[] {
  return Array.from({ length: 75 }, (_, index) => run(index));
}
