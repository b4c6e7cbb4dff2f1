import type { Catalogue } from "../../../../../definitions/catalogue.ts";
import { operationOf } from "../../../../../definitions/describe/index.ts";
import type { JsonObject } from "../../../../../definitions/json.ts";
import { nodeSchema, type NodeType, type WorkflowNode } from "../../../../../definitions/nodes/index.ts";
import { baseIdOfNode, baseIdOfTrigger, freshId, takenIds } from "../../../../../definitions/operations/index.ts";
import { triggerSchema, type Trigger, type TriggerType } from "../../../../../definitions/triggers/index.ts";
import type { WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import type { StepKind } from "./step-kinds.ts";

/** A rule that is well-formed and says "fill me in": the record has an id. */
const FIRST_RULE = { all: [{ fact: "record", path: "id", operator: "isNotEmpty", value: true }] };

function startOf(type: Exclude<NodeType, "action">, catalogue: Catalogue): Record<string, unknown> {
  switch (type) {
    case "condition":
      return { branches: [{ id: "yes", when: FIRST_RULE }] };
    case "decision-table":
      return { table: catalogue.tables[0]?.key ?? "table" };
    case "set":
      return { values: {} };
    case "wait":
      return { for: "PT1H" };
    case "wait-for-event":
      return { event: "lead.contacted", correlate: "=record.id", timeout: "P1D" };
    case "approval":
    case "human-task":
      return { assignees: catalogue.teams[0] === undefined ? { role: "operator" } : { team: catalogue.teams[0].key } };
    case "for-each":
      return { items: "=record.lines" };
    case "loop":
      return { maxIterations: 3, while: FIRST_RULE };
    case "scope":
    case "end":
      return {};
    case "call":
      return { workflow: catalogue.workflows[0]?.key ?? "workflow" };
    case "emit":
      return { event: "lead.routed", correlate: "=record.id" };
  }
}

/** Inputs that have an obvious start: the record in hand, the only policy, defaults of the schema. */
function startInput(catalogue: Catalogue, operation: string, object: string | undefined): JsonObject {
  const properties = operationOf(catalogue, operation)?.input["properties"];
  const required = operationOf(catalogue, operation)?.input["required"];
  if (typeof properties !== "object" || properties === null) return {};
  const input: JsonObject = {};
  for (const [name, schema] of Object.entries(properties as Record<string, Record<string, unknown>>)) {
    if (schema["default"] !== undefined) input[name] = schema["default"] as JsonObject[string];
    else if (!Array.isArray(required) || !required.includes(name)) continue;
    else if (name === "object" && object !== undefined) input[name] = object;
    else if ((name === "id" || name === "record") && object !== undefined) input[name] = "=record.id";
    else if (schema["x-widget"] === "policy" && catalogue.policies[0] !== undefined)
      input[name] = catalogue.policies[0].key;
  }
  return input;
}

/** The object whose records the workflow's triggers start on, if they agree. */
function recordObjectOf(definition: WorkflowDefinition): string | undefined {
  const objects = new Set(
    definition.triggers.flatMap((trigger) => {
      if (trigger.type === "record") return [trigger.object];
      if (trigger.type === "manual" && trigger.object !== undefined) return [trigger.object];
      return "upsert" in trigger && trigger.upsert !== undefined ? [trigger.upsert.object] : [];
    }),
  );
  return objects.size === 1 ? [...objects][0] : undefined;
}

/** A new node of this kind, well-formed and with a readable free id. Its name is left to what it does. */
export function newNode(definition: WorkflowDefinition, catalogue: Catalogue, kind: StepKind): WorkflowNode {
  if (kind.what === "trigger") throw new Error("a trigger is no node");
  const taken = takenIds(definition);
  if (kind.what === "node") {
    return nodeSchema.parse({
      id: freshId(baseIdOfNode(kind.type), taken),
      type: kind.type,
      ...startOf(kind.type, catalogue),
    });
  }
  const connectorId = kind.operation.split(".")[0] ?? "";
  const connector = catalogue.connectors.find((candidate) => candidate.id === connectorId);
  const connection = catalogue.connections.find((candidate) => candidate.connector === connectorId);
  const needsConnection = connector?.auth !== undefined && connector.authOptional !== true && connection !== undefined;
  return nodeSchema.parse({
    id: freshId(baseIdOfNode("action", kind.operation), taken),
    type: "action",
    operation: kind.operation,
    ...(needsConnection ? { connection: connection.key } : {}),
    input: startInput(catalogue, kind.operation, recordObjectOf(definition)),
  });
}

/** A new trigger of this type, well-formed and with a readable free id. */
export function newTrigger(definition: WorkflowDefinition, catalogue: Catalogue, type: TriggerType): Trigger {
  const id = freshId(baseIdOfTrigger(type), takenIds(definition));
  const starts: Partial<Record<TriggerType, Record<string, unknown>>> = {
    record: { object: catalogue.objects[0]?.name ?? "lead", on: ["created"] },
    form: {
      fields: {
        type: "object",
        properties: {
          name: { type: "string", title: "Name", "x-title-zh": "姓名" },
          email: { type: "string", format: "email", title: "E-mail", "x-title-zh": "邮箱" },
        },
        required: ["name", "email"],
      },
    },
    schedule: { cron: "0 9 * * 1-5" },
    event: { event: "lead.contacted" },
    poll: { operation: firstOf(catalogue, "poll") ?? "http.new-items", input: {} },
    "app-event": { operation: firstOf(catalogue, "push") ?? "erp.changed" },
    workflow: { workflow: catalogue.workflows[0]?.key ?? "workflow", on: ["failed"] },
  };
  return triggerSchema.parse({ id, type, ...starts[type] });
}

/** The first trigger that asks another system, or is told by it, as a start. */
function firstOf(catalogue: Catalogue, delivery: "poll" | "push"): string | undefined {
  const operations = catalogue.connectors.flatMap((connector) => connector.operations);
  return operations.find((operation) => operation.delivery === delivery)?.name;
}
