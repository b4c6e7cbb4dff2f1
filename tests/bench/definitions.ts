import type { OperationDescription } from "../../definitions/catalogue.ts";
import type { JsonObject } from "../../definitions/json.ts";
import { decisionTableSchema, type DecisionTable } from "../../definitions/resources.ts";
import { workflowDefinitionSchema, type WorkflowDefinition } from "../../definitions/workflow.ts";

const describe = (name: string, internal: boolean): OperationDescription => ({
  name,
  kind: "action",
  title: name,
  input: {},
  output: {},
  sideEffect: true,
  internal,
});
export const BENCH_OPERATIONS = [
  describe("crm.assign", true),
  describe("crm.update", true),
  describe("smtp.send", false),
];

export const BENCH_TABLE: DecisionTable = decisionTableSchema.parse({
  schemaVersion: 1,
  key: "bench-score",
  name: "Score",
  hitPolicy: "C+",
  inputs: [
    { id: "source", type: "string" },
    { id: "minutesOnSite", type: "number" },
    { id: "occupation", type: "string" },
  ],
  outputs: [{ id: "points", type: "number" }],
  rows: [
    { id: "r1", when: ['"referral"', "-", "-"], then: ["40"] },
    { id: "r2", when: ['"website","event"', "-", "-"], then: ["20"] },
    { id: "r3", when: ["-", ">= 10", "-"], then: ["30"] },
    { id: "r4", when: ["-", "[3..10)", "-"], then: ["15"] },
    { id: "r5", when: ["-", "-", '"Working Professional"'], then: ["30"] },
    { id: "r6", when: ['"cold"', "< 3", "-"], then: ["-10"] },
  ],
});

const edge = (id: string, source: string, target: string, sourcePort = "out") => ({ id, source, sourcePort, target });
const senior = { object: "lead", id: "=record.id", policy: "senior-sales" };

/** Trigger, table, condition, assign, e-mail: the lead workflow of the budget. */
export const BENCH_LEAD: WorkflowDefinition = workflowDefinitionSchema.parse({
  schemaVersion: 1,
  key: "bench-lead",
  name: "Lead",
  triggers: [{ id: "created", type: "record", object: "lead", on: ["created"] }],
  nodes: [
    {
      id: "score",
      type: "decision-table",
      table: "bench-score",
      input: { source: "=record.source", minutesOnSite: "=record.minutesOnSite", occupation: "=record.occupation" },
    },
    {
      id: "hot",
      type: "condition",
      branches: [
        {
          id: "hot",
          when: {
            any: [
              { fact: "steps", path: "score.output.points", operator: "greaterThanInclusive", value: 80 },
              {
                all: [
                  { fact: "record", path: "employees", operator: "greaterThan", value: 500 },
                  { fact: "record", path: "country", operator: "in", value: ["CN", "HK", "SG"] },
                ],
              },
            ],
          },
        },
      ],
    },
    { id: "assignSenior", type: "action", operation: "crm.assign", input: senior },
    { id: "assign", type: "action", operation: "crm.assign", input: { ...senior, policy: "inbound" } },
    {
      id: "mail",
      type: "action",
      operation: "smtp.send",
      connection: "default",
      input: {
        to: "=has(steps.assignSenior) ? steps.assignSenior.output.owner.email : steps.assign.output.owner.email",
        subject: "New lead: {{ record.name }}",
        with: { lead: "=record", points: "=steps.score.output.points" },
      },
    },
  ],
  edges: [
    edge("e1", "created", "score"),
    edge("e2", "score", "hot"),
    edge("e3", "hot", "assignSenior", "hot"),
    edge("e4", "hot", "assign", "else"),
    edge("e5", "assignSenior", "mail"),
    edge("e6", "assign", "mail"),
  ],
});

/** Three steps on our own records, one after the other. */
export const BENCH_THREE_STEPS: WorkflowDefinition = workflowDefinitionSchema.parse({
  schemaVersion: 1,
  key: "bench-three",
  name: "Three steps",
  triggers: [{ id: "created", type: "record", object: "lead", on: ["created"] }],
  nodes: ["one", "two", "three"].map((id) => ({
    id,
    type: "action",
    operation: "crm.update",
    input: { object: "lead", id: "=record.id", changes: { note: id } },
  })),
  edges: [edge("e1", "created", "one"), edge("e2", "one", "two"), edge("e3", "two", "three")],
});

export const BENCH_RECORD: JsonObject = {
  object: "lead",
  id: "L1",
  name: "Li Wei",
  email: "li@example.com",
  source: "referral",
  minutesOnSite: 12,
  occupation: "Working Professional",
  employees: 20,
  country: "CN",
};
