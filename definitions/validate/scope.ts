import type * as z from "zod";
import type { Catalogue } from "../catalogue.ts";
import { inferExpression } from "../expression/check.ts";
import { parseMapped } from "../expression/mapped.ts";
import {
  ANY,
  BOOLEAN,
  INSTANT,
  listOf,
  NUMBER,
  objectOf,
  STRING,
  type ScopeTypes,
  type ValueType,
} from "../expression/types.ts";
import { listStepIds } from "../expression/references.ts";
import type { Json } from "../json.ts";
import { nodeSchema, type WorkflowNode } from "../nodes/index.ts";
import { triggerSchema } from "../triggers/index.ts";
import { workflowDefinitionSchema, type WorkflowDefinition } from "../workflow.ts";
import { readGraph, type GraphModel } from "./graph-model.ts";
import { typeOfSchema } from "./json-schema-type.ts";
import {
  ERROR_TYPE,
  EVENT_TYPE,
  findOperation,
  RUN_TYPE,
  typeOfRecord,
  typeOfTriggers,
  typeOfVariables,
} from "./source-types.ts";

/** Which steps beyond those before a node are in sight: its own (`compensate`), or its body's (`collect`, `while`). */
export interface ScopeMore {
  self?: boolean;
  body?: boolean;
  event?: boolean;
}

/** Answers what names and types are visible at a place of one definition. */
export interface ScopeModel {
  graph: GraphModel;
  /** The scope at a node; `only` limits `steps` to these ids, where the full list is not needed. */
  at(nodeId: string, more?: ScopeMore, only?: ReadonlySet<string>): ScopeTypes;
  /** The scope of a trigger's own expressions and conditions. */
  atTrigger(triggerId: string): ScopeTypes;
  /** The scope of the workflow's settings. */
  atSettings(event: boolean): ScopeTypes;
  isVisible(stepId: string, nodeId: string, more: ScopeMore): boolean;
}

const COLUMN_TYPES: Readonly<Record<string, ValueType>> = {
  string: STRING,
  number: NUMBER,
  boolean: BOOLEAN,
  date: { kind: "date" },
  dateTime: INSTANT,
};

function tableType(catalogue: Catalogue, key: string): ValueType {
  const table = catalogue.tables.find((entry) => entry.key === key);
  if (table === undefined) return ANY;
  const isList = ["R", "O", "C"].includes(table.hitPolicy);
  const columns = table.outputs.map(({ id, type }) => {
    const value = COLUMN_TYPES[type] ?? ANY;
    return [id, isList ? listOf(value) : value] as const;
  });
  return objectOf(Object.fromEntries(columns));
}

function answerType(form: ValueType): ValueType {
  return objectOf({ outcome: STRING, comment: STRING, by: STRING, form });
}

type ForEachNode = Extract<WorkflowNode, { type: "for-each" }>;

class Scopes implements ScopeModel {
  readonly graph: GraphModel;
  private readonly catalogue: Catalogue;
  private readonly outputs = new Map<string, ValueType>();
  private readonly open = new Set<string>();
  private isPrepared = false;
  private readonly trigger: ValueType;
  private readonly record: ValueType;
  private readonly vars: ValueType;

  constructor(graph: GraphModel, catalogue: Catalogue) {
    this.graph = graph;
    this.catalogue = catalogue;
    const { definition } = graph;
    this.trigger =
      graph.brokenIds.size > 0 && definition.triggers.length === 0
        ? ANY
        : typeOfTriggers(definition.triggers, definition, catalogue);
    this.record = typeOfRecord(definition, catalogue);
    this.vars = typeOfVariables(definition);
  }

  isVisible(stepId: string, nodeId: string, more: ScopeMore): boolean {
    if (this.graph.isBefore(stepId, nodeId) || this.graph.brokenIds.has(stepId)) return true;
    if (more.self === true && stepId === nodeId) return true;
    return more.body === true && this.graph.containersOf(stepId).includes(nodeId);
  }

  private visibleSteps(nodeId: string, more: ScopeMore): string[] {
    const before = this.graph.stepsBefore(nodeId);
    return [
      ...before,
      ...(more.self === true ? [nodeId] : []),
      ...(more.body === true ? this.graph.descendantsOf(nodeId) : []),
    ];
  }

  at(nodeId: string, more: ScopeMore = {}, only?: ReadonlySet<string>): ScopeTypes {
    const ids =
      only === undefined ? this.visibleSteps(nodeId, more) : [...only].filter((id) => this.isVisible(id, nodeId, more));
    const steps = ids.map((id) => [id, this.stepType(id)] as const);
    const names: Record<string, ValueType> = {
      trigger: this.trigger,
      record: this.record,
      steps: objectOf(Object.fromEntries(steps)),
      vars: this.vars,
      run: RUN_TYPE,
    };
    if (more.event === true) names["event"] = EVENT_TYPE;
    const around = more.body === true ? [nodeId, ...this.graph.containersOf(nodeId)] : this.graph.containersOf(nodeId);
    const turn = around
      .map((id) => this.graph.nodes.get(id))
      .find((node) => node?.type === "for-each" || node?.type === "loop");
    if (turn !== undefined) names["index"] = NUMBER;
    const each = around.map((id) => this.graph.nodes.get(id)).find((node) => node?.type === "for-each");
    if (each?.type === "for-each") names["item"] = this.itemType(each);
    return { names };
  }

  atTrigger(triggerId: string): ScopeTypes {
    const trigger = this.graph.triggers.get(triggerId);
    const type = trigger === undefined ? ANY : typeOfTriggers([trigger], this.graph.definition, this.catalogue);
    return { names: { trigger: type, record: this.record, run: RUN_TYPE } };
  }

  atSettings(event: boolean): ScopeTypes {
    return {
      names: {
        trigger: this.trigger,
        record: this.record,
        vars: this.vars,
        run: RUN_TYPE,
        steps: objectOf({}, true),
        ...(event ? { event: EVENT_TYPE } : {}),
      },
    };
  }

  private stepType(id: string): ValueType {
    // In the graph's order, so that a long chain of steps never nests deep.
    if (!this.isPrepared) {
      this.isPrepared = true;
      for (const known of this.graph.order) this.outputType(known);
    }
    return this.graph.nodes.has(id) ? objectOf({ output: this.outputType(id), error: ERROR_TYPE }) : ANY;
  }

  /** The type of a step's output, computed once; a step that depends on itself may be anything. */
  private outputType(id: string): ValueType {
    const known = this.outputs.get(id);
    if (known !== undefined) return known;
    const node = this.graph.nodes.get(id);
    if (node === undefined || this.open.has(id)) return ANY;
    this.open.add(id);
    const type = this.nodeOutput(node);
    this.open.delete(id);
    this.outputs.set(id, type);
    return type;
  }

  private nodeOutput(node: WorkflowNode): ValueType {
    switch (node.type) {
      case "action": {
        const operation = findOperation(this.catalogue, node.operation);
        return operation === undefined ? ANY : typeOfSchema(operation.output);
      }
      case "condition":
        return objectOf({ branch: STRING });
      case "decision-table":
        return tableType(this.catalogue, node.table);
      case "set":
        return objectOf(
          Object.fromEntries(Object.entries(node.values).map(([key, value]) => [key, this.valueType(value, node.id)])),
        );
      case "wait":
        return objectOf({ until: INSTANT });
      case "wait-for-event":
        return EVENT_TYPE;
      case "approval":
      case "human-task":
        return answerType(node.form === undefined ? ANY : typeOfSchema(node.form));
      case "for-each": {
        const list = listOf(node.collect === undefined ? ANY : this.valueType(node.collect, node.id, { body: true }));
        if (node.source === undefined) return list;
        return objectOf({ items: NUMBER, failed: NUMBER, pages: NUMBER, collected: list });
      }
      case "loop":
        return objectOf({ iterations: NUMBER, exhausted: BOOLEAN });
      case "scope":
      case "call":
      case "emit":
      case "end":
        return ANY;
    }
  }

  private itemType({ id, items, source }: ForEachNode): ValueType {
    const list = source === undefined ? this.valueType(items ?? "", id) : this.pageType(source.operation);
    return list.kind === "list" ? list.item : ANY;
  }

  private pageType(name: string): ValueType {
    const operation = findOperation(this.catalogue, name);
    const output = operation === undefined ? ANY : typeOfSchema(operation.output);
    return (output.kind === "object" ? output.fields[operation?.paging?.items ?? ""] : undefined) ?? ANY;
  }

  /** The type of a mapped value at a node. */
  private valueType(value: Json, nodeId: string, more: ScopeMore = {}): ValueType {
    if (typeof value === "number") return NUMBER;
    if (typeof value === "boolean") return BOOLEAN;
    if (typeof value !== "string") return ANY;
    try {
      const mapped = parseMapped(value);
      if (mapped.kind !== "expression") return STRING;
      return inferExpression(mapped.source, this.at(nodeId, more, listStepIds(mapped.source))).type;
    } catch {
      return ANY;
    }
  }
}

/** What is visible where, for one graph. */
export function createScopes(graph: GraphModel, catalogue: Catalogue): ScopeModel {
  return new Scopes(graph, catalogue);
}

/** Parts with their defaults filled in: an edit makes one part anew, and reading thousands takes a third of a second. */
const readParts = new WeakMap<object, object>();

function readPart<T extends object>(schema: z.ZodType<T>, part: T): T {
  const known = readParts.get(part) as T | undefined;
  if (known !== undefined) return known;
  const parsed = schema.safeParse(part);
  const read = parsed.success ? parsed.data : part;
  readParts.set(part, read);
  return read;
}

/** A draft with its defaults filled in; a part that the schema refuses stays as it is. */
function readDraft(draft: WorkflowDefinition): WorkflowDefinition {
  const { nodes, triggers, edges, layout, ...rest } = draft;
  const parsed = workflowDefinitionSchema.safeParse(rest);
  return {
    ...(parsed.success ? parsed.data : draft),
    nodes: nodes.map((node) => readPart(nodeSchema, node)),
    triggers: triggers.map((trigger) => readPart(triggerSchema, trigger)),
    edges,
    layout,
  };
}

/**
 * The names and types that a node's expressions see: for the data picker. An unknown node sees no steps. The definition
 * may be a draft, whose objects are replaced by an edit and never changed.
 */
export function scopeAt(
  definition: WorkflowDefinition,
  catalogue: Catalogue,
  nodeId: string,
  more: ScopeMore = {},
): ScopeTypes {
  const graph = readGraph(readDraft(definition));
  const scopes = createScopes(graph, catalogue);
  if (graph.triggers.has(nodeId)) return scopes.atTrigger(nodeId);
  const node = graph.nodes.get(nodeId);
  return scopes.at(nodeId, { event: node?.type === "wait-for-event", ...more });
}
