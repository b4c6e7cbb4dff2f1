import {
  type WorkflowDefinition,
  type WorkflowDefinitionInput,
  workflowDefinitionSchema,
} from "../../../../definitions/workflow.ts";

const edge = (id: string, source: string, target: string, sourcePort = "out") => ({ id, source, sourcePort, target });

const leadRouting: WorkflowDefinitionInput = {
  schemaVersion: 1,
  key: "lead-routing",
  name: { en: "Route new leads", zh: "新线索分配" },
  description: {
    en: "Score, assign, notify, and follow up until somebody makes contact.",
    zh: "评分、分配、通知，并持续跟进直到有人联系客户。",
  },
  triggers: [
    { id: "created", type: "record", object: "lead", on: ["created"] },
    { id: "website", type: "webhook", dedupeKey: "=trigger.body.submissionId" },
  ],
  settings: { timeZone: "Asia/Shanghai", calendar: "sales" },
  nodes: [
    {
      id: "score",
      type: "decision-table",
      name: { en: "Score", zh: "评分" },
      table: "lead-score",
      input: { source: "=record.source", minutesOnSite: "=record.minutesOnSite", occupation: "=record.occupation" },
    },
    {
      id: "hot",
      type: "condition",
      name: { en: "Hot?", zh: "是否高价值" },
      branches: [
        {
          id: "hot",
          name: { en: "Hot", zh: "高价值" },
          when: {
            all: [{ fact: "steps", path: "score.output.points", operator: "greaterThanInclusive", value: 80 }],
          },
        },
      ],
    },
    {
      id: "assignSenior",
      type: "action",
      name: { en: "Assign to a senior", zh: "分配给资深销售" },
      operation: "crm.assign",
      input: { object: "lead", id: "=record.id", policy: "inbound" },
    },
    {
      id: "assign",
      type: "action",
      name: { en: "Assign in turn", zh: "轮流分配" },
      operation: "crm.assign",
      input: { object: "lead", id: "=record.id", policy: "inbound" },
    },
    {
      id: "mail",
      type: "action",
      name: { en: "Tell the owner", zh: "通知负责人" },
      operation: "smtp.send",
      connection: "default",
      input: {
        to: "=steps.assign.output.owner.email",
        subject: "New lead: {{ record.name }}",
        template: "lead-assigned",
      },
    },
    {
      id: "contacted",
      type: "wait-for-event",
      name: { en: "Until contacted", zh: "直到已联系" },
      event: "lead.contacted",
      correlate: "=record.id",
      timeout: { duration: "PT4H", calendar: "sales" },
    },
    {
      id: "remind",
      type: "action",
      name: { en: "Remind the owner", zh: "提醒负责人" },
      operation: "crm.remind",
      input: { record: "=record.id", text: "{{ record.name }} has not been contacted" },
    },
    { id: "end", type: "end", status: "completed" },
  ],
  edges: [
    edge("e1", "created", "score"),
    edge("e2", "website", "score"),
    edge("e3", "score", "hot"),
    edge("e4", "hot", "assignSenior", "hot"),
    edge("e5", "hot", "assign", "else"),
    edge("e6", "assignSenior", "mail"),
    edge("e7", "assign", "mail"),
    edge("e8", "mail", "contacted"),
    edge("e9", "contacted", "end", "received"),
    edge("e10", "contacted", "remind", "timeout"),
    edge("e11", "remind", "end"),
  ],
  layout: {
    nodes: {
      created: { x: 0, y: 40 },
      website: { x: 0, y: 160 },
      score: { x: 320, y: 96 },
      hot: { x: 640, y: 96 },
      assignSenior: { x: 960, y: 24 },
      assign: { x: 960, y: 168 },
      mail: { x: 1280, y: 96 },
      contacted: { x: 1600, y: 96 },
      remind: { x: 1920, y: 168 },
      end: { x: 2240, y: 96 },
    },
    notes: [],
  },
};

/** The definition that most of the stand-in's workflows and runs use, under another key and name where given. */
export function leadDefinition(change: Partial<WorkflowDefinitionInput> = {}): WorkflowDefinition {
  return workflowDefinitionSchema.parse({ ...leadRouting, ...change });
}

/** A short workflow: a trigger, some actions one after the other. */
export function chainDefinition(
  head: Pick<WorkflowDefinitionInput, "key" | "name" | "description">,
  trigger: NonNullable<WorkflowDefinitionInput["triggers"]>[number],
  steps: readonly (readonly [id: string, operation: string, name: string])[],
): WorkflowDefinition {
  const ids = [trigger.id, ...steps.map(([id]) => id)];
  return workflowDefinitionSchema.parse({
    schemaVersion: 1,
    ...head,
    triggers: [trigger],
    nodes: steps.map(([id, operation, name]) => ({ id, type: "action", operation, name })),
    edges: steps.map(([id], index) => edge(`e${index + 1}`, ids[index] ?? "", id)),
    layout: { nodes: Object.fromEntries(ids.map((id, index) => [id, { x: index * 320, y: 80 }])), notes: [] },
  });
}
