import type { WorkflowDefinitionInput } from "../../definitions/workflow.ts";

export const CHAOS_WORKFLOW_KEY = "chaos-leads";
export const CHAOS_POLICY_KEY = "chaos-inbound";
const TABLE_KEY = "chaos-score";
const MAIL_KEY = "chaos-lead-assigned";

/** Points for origin, source, time on site and occupation, collected and summed. */
export const CHAOS_TABLE = {
  schemaVersion: 1,
  key: TABLE_KEY,
  name: { en: "Score of an imported lead", zh: "导入线索评分" },
  hitPolicy: "C+",
  inputs: [
    { id: "origin", type: "string" },
    { id: "source", type: "string" },
    { id: "minutesOnSite", type: "number" },
    { id: "occupation", type: "string" },
  ],
  outputs: [{ id: "points", type: "number", default: "0" }],
  rows: [
    { id: "base", when: ["-", "-", "-", "-"], then: ["5"] },
    { id: "addForm", when: ['"Lead Add Form"', "-", "-", "-"], then: ["40"] },
    { id: "landing", when: ['"Landing Page Submission"', "-", "-", "-"], then: ["10"] },
    { id: "reference", when: ["-", '"Reference","Welingak Website"', "-", "-"], then: ["30"] },
    { id: "search", when: ["-", '"Google","Organic Search"', "-", "-"], then: ["10"] },
    { id: "long", when: ["-", "-", ">= 1000", "-"], then: ["30"] },
    { id: "medium", when: ["-", "-", "[300..1000)", "-"], then: ["15"] },
    { id: "working", when: ["-", "-", "-", '"Working Professional"'], then: ["30"] },
  ],
  tests: [],
};

export const CHAOS_MAIL_TEMPLATE = {
  key: MAIL_KEY,
  name: { en: "Lead assigned", zh: "线索已分配" },
  subject: "Lead {{ lead.name }} ({{ points }} points)",
  html: "<p>{{ lead.name }} from {{ lead.source }} is yours.</p>",
};

export const CHAOS_CALENDAR = {
  key: "chaos-week",
  tz: "Asia/Shanghai",
  hours: {
    mon: [["09:00", "18:00"]],
    tue: [["09:00", "18:00"]],
    wed: [["09:00", "18:00"]],
    thu: [["09:00", "18:00"]],
    fri: [["09:00", "18:00"]],
  },
};

/** Round robin over the given people. */
export function chaosPolicy(userIds: readonly string[]) {
  return {
    key: CHAOS_POLICY_KEY,
    name: { en: "In turn", zh: "轮流" },
    object: "lead",
    rules: [{ id: "turn", strategy: "round-robin", candidates: { users: userIds.map((id) => ({ id })) } }],
  };
}

/** Score, assign in turn, mail the owner, wait for contact, remind in business time. */
export const CHAOS_WORKFLOW: WorkflowDefinitionInput = {
  schemaVersion: 1,
  key: CHAOS_WORKFLOW_KEY,
  name: { en: "Imported leads", zh: "导入的线索" },
  triggers: [{ id: "created", type: "record", object: "lead", on: ["created"] }],
  variables: [],
  settings: { timeZone: "Asia/Shanghai", calendar: "chaos-week", onFailure: "incident" },
  nodes: [
    {
      id: "score",
      type: "decision-table",
      table: TABLE_KEY,
      input: {
        origin: "=record.origin",
        source: "=record.source",
        minutesOnSite: "=record.minutesOnSite",
        occupation: "=record.occupation",
      },
    },
    {
      id: "grade",
      type: "condition",
      branches: [
        {
          id: "hot",
          when: { all: [{ fact: "steps", path: "score.output.points", operator: "greaterThanInclusive", value: 60 }] },
        },
      ],
    },
    {
      id: "hot",
      type: "action",
      operation: "crm.update",
      input: { object: "lead", id: "=record.id", fields: { grade: "hot", score: "=steps.score.output.points" } },
    },
    {
      id: "assign",
      type: "action",
      operation: "crm.assign",
      input: { object: "lead", id: "=record.id", policy: CHAOS_POLICY_KEY },
    },
    {
      id: "mail",
      type: "action",
      operation: "smtp.send",
      connection: "default",
      input: {
        to: "=steps.assign.output.owner.email",
        template: MAIL_KEY,
        with: { lead: "=record", points: "=steps.score.output.points" },
      },
      retry: { maximumAttempts: 0, initialInterval: "PT1S", backoffCoefficient: 2, maximumInterval: "PT10S" },
    },
    {
      id: "contacted",
      type: "wait-for-event",
      event: "lead.contacted",
      correlate: "=record.id",
      timeout: { duration: "PT4H", calendar: "chaos-week" },
    },
    {
      id: "remind",
      type: "action",
      operation: "crm.remind",
      input: {
        user: "=steps.assign.output.owner.id",
        record: "=record.id",
        text: "{{ record.name }} has not been contacted",
      },
    },
    { id: "done", type: "end", status: "completed" },
  ],
  edges: [
    { id: "e1", source: "created", sourcePort: "out", target: "score" },
    { id: "e2", source: "score", sourcePort: "out", target: "grade" },
    { id: "e3", source: "grade", sourcePort: "hot", target: "hot" },
    { id: "e4", source: "grade", sourcePort: "else", target: "assign" },
    { id: "e5", source: "hot", sourcePort: "out", target: "assign" },
    { id: "e6", source: "assign", sourcePort: "out", target: "mail" },
    { id: "e7", source: "mail", sourcePort: "out", target: "contacted" },
    { id: "e8", source: "contacted", sourcePort: "received", target: "done" },
    { id: "e9", source: "contacted", sourcePort: "timeout", target: "remind" },
    { id: "e10", source: "remind", sourcePort: "out", target: "done" },
  ],
};
