import type { OperationDescription } from "../../definitions/catalogue.ts";
import { RUN_ENDED } from "../../definitions/run-ended.ts";
import type { Condition } from "../../definitions/condition.ts";
import { userError } from "../../definitions/errors.ts";
import type { DecisionTable } from "../../definitions/resources.ts";
import { calendarsIn } from "../../definitions/rules/condition-calendars.ts";
import { inlineConditions } from "../../definitions/rule-sets/inline-conditions.ts";
import { compileTable, type CompiledTable } from "../../definitions/tables/index.ts";
import type { TimeSpan } from "../../definitions/duration.ts";
import type { WorkflowDefinition } from "../../definitions/workflow.ts";
import type { Plan } from "../interpreter/plan.ts";
import { compileGraph } from "./compile-graph.ts";
import type { OperationLookup } from "./compile-operation.ts";
import { contentHash } from "./content-hash.ts";
import { type FindInlined, inlineCalls } from "./inline-calls.ts";
import { pinCalls } from "./pin-calls.ts";

export interface PlanResources {
  /** The decision tables that the definition names, by key. */
  tables?: Readonly<Record<string, DecisionTable>> | ReadonlyMap<string, DecisionTable>;
  /** Descriptions of the operations: where they run, their retries and limits. */
  operations?: readonly OperationDescription[] | ((name: string) => OperationDescription | undefined);
  /** The published version of each workflow that may be called: a call that is fixed at publish keeps it. */
  versions?: ReadonlyMap<string, number>;
  /** What a call inline runs; without it every call is a run of its own. */
  called?: FindInlined;
  /** The shared conditions by key: the plan keeps them as they are now. */
  conditions?: Readonly<Record<string, Condition>>;
  /** In a `simulation` only the limits that the author gave count. */
  purpose?: "run" | "simulation";
}

/**
 * Compiles a valid definition (validateWorkflow first) to its plan: plain JSON. Throws `TABLE_UNKNOWN`,
 * `PLAN_EDGE_INVALID`, `PLAN_CONTAINER_ENTRY`, `PLAN_CYCLE`, `CALL_WORKFLOW_UNPUBLISHED`, `CONDITION_UNKNOWN`, `CONDITION_CYCLE`,
 * and what inlineCalls throws.
 */
export function compilePlan(given: WorkflowDefinition, resources: PlanResources = {}): Plan {
  const definition = inlineConditions(given, resources.conditions ?? {});
  const { settings } = definition;
  const graph = compileGraph(pinCalls(definition, resources.versions), operationLookup(resources));
  const inlined = inlineCalls(graph, definition.key, resources.called ?? (() => undefined));
  const merged = (own: string[], pick: (plan: Plan) => string[]) =>
    [...new Set([...own, ...inlined.flatMap(pick)])].sort();
  return {
    planVersion: 1,
    workflow: { key: definition.key, name: definition.name },
    contentHash: contentHash(given),
    ...graph,
    variables: definition.variables.map(({ name, type, initial }) => ({ name, type, initial: initial ?? null })),
    settings: {
      timeZone: settings.timeZone ?? "UTC",
      calendar: settings.calendar ?? null,
      onFailure: settings.onFailure ?? "incident",
      timeout: settings.timeout ?? null,
      exitWhen: settings.exitWhen ?? [],
    },
    tables: compileTables(definition, resources.tables),
    calendars: merged(namedCalendars(definition), (plan) => plan.calendars),
    events: merged(namedEvents(definition), (plan) => plan.events),
  };
}

function operationLookup({ operations, purpose }: PlanResources): OperationLookup {
  const limits = purpose === "simulation" ? "own" : "all";
  if (typeof operations === "function") return { find: operations, limits };
  const byName = new Map((operations ?? []).map((operation) => [operation.name, operation]));
  return { find: (name) => byName.get(name), limits };
}

function compileTables(
  definition: WorkflowDefinition,
  tables: PlanResources["tables"] = {},
): Record<string, CompiledTable> {
  const compiled: Record<string, CompiledTable> = {};
  for (const node of definition.nodes) {
    if (node.type !== "decision-table" || compiled[node.table] !== undefined) continue;
    const table =
      tables instanceof Map
        ? (tables as ReadonlyMap<string, DecisionTable>).get(node.table)
        : (tables as Readonly<Record<string, DecisionTable>>)[node.table];
    if (table === undefined)
      throw userError("TABLE_UNKNOWN", `There is no decision table ${node.table}.`, { table: node.table });
    compiled[node.table] = compileTable(table);
  }
  return compiled;
}

/** Keys of the calendars that the definition counts time in. */
function namedCalendars(definition: WorkflowDefinition): string[] {
  const { settings } = definition;
  const spans: (TimeSpan | undefined)[] = [settings.timeout];
  const keys = new Set<string>(settings.calendar === undefined ? [] : [settings.calendar]);
  for (const node of definition.nodes) {
    if ("timeout" in node) spans.push(node.timeout);
    if (node.type === "wait") {
      spans.push(node.for);
      if (node.untilOpen?.calendar !== undefined) keys.add(node.untilOpen.calendar);
    }
    if (node.type === "approval" || node.type === "human-task") spans.push(node.due, node.escalateAfter);
  }
  for (const condition of conditionsOf(definition)) for (const key of calendarsIn(condition)) keys.add(key);
  for (const span of spans) if (typeof span === "object" && span.calendar !== undefined) keys.add(span.calendar);
  return [...keys].sort();
}

/** The conditions that a run asks; those of triggers are asked before there is one. */
function conditionsOf({ nodes, settings }: WorkflowDefinition): Condition[] {
  const ofNodes = nodes.flatMap((node) => {
    if (node.type === "condition") return node.branches.map((branch) => branch.when);
    if (node.type === "loop") return [node.while];
    return node.type === "wait-for-event" && node.when !== undefined ? [node.when] : [];
  });
  const exits = (settings.exitWhen ?? []).flatMap((rule) => (rule.when === undefined ? [] : [rule.when]));
  return [...ofNodes, ...exits];
}

function namedEvents(definition: WorkflowDefinition): string[] {
  const waits = definition.nodes.flatMap((node) => (node.type === "wait-for-event" ? [node.event] : []));
  const exits = (definition.settings.exitWhen ?? []).flatMap((rule) => ("event" in rule ? [rule.event] : []));
  const calls = definition.nodes.some((node) => node.type === "call" && node.wait) ? [RUN_ENDED] : [];
  return [...new Set([...waits, ...exits, ...calls])].sort();
}
