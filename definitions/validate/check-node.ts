import type { Issue } from "../api.ts";
import { readMoment } from "../rules/moments.ts";
import type { DecisionTableNode } from "../nodes/decision-table.ts";
import type { ApprovalNode, HumanTaskNode } from "../nodes/human.ts";
import type { SetNode } from "../nodes/set.ts";
import type { WaitNode } from "../nodes/wait.ts";
import type { WorkflowNode } from "../nodes/index.ts";
import { describeType, type ValueType } from "../expression/types.ts";
import { checkAction } from "./check-action.ts";
import { checkCondition, type ConditionContext } from "./check-condition.ts";
import { checkMapped, checkMappedString, fits } from "./check-mapped.ts";
import { checkAssignees, checkCalendar, checkSpan, checkWorkflow } from "./check-references.ts";
import { makeIssue, placeIn, type Place } from "./issue.ts";
import { findOperation } from "./source-types.ts";
import type { NodeChecks } from "./node-checks.ts";

const COLUMN_KINDS: Readonly<Record<string, ValueType["kind"]>> = {
  string: "string",
  number: "number",
  boolean: "boolean",
  date: "date",
  dateTime: "instant",
  duration: "duration",
};

function checkTableNode(node: DecisionTableNode, place: Place, checks: NodeChecks): Issue[] {
  const context = checks.context(node.id);
  const table = checks.directory.tables.get(node.table);
  const at = placeIn(place, "input");
  if (table === undefined)
    return [
      makeIssue("TABLE_UNKNOWN", placeIn(place, "table"), { table: node.table }),
      ...checkMapped(node.input, at, context),
    ];
  const columns = new Map(table.inputs.map((input) => [input.id, input]));
  const issues = [...columns.keys()]
    .filter((column) => !Object.hasOwn(node.input, column))
    .map((column) => makeIssue("TABLE_COLUMN_UNMAPPED", placeIn(at, column), { table: node.table, column }));
  for (const [name, value] of Object.entries(node.input)) {
    const column = columns.get(name);
    const inner = placeIn(at, name);
    if (column === undefined)
      issues.push(makeIssue("TABLE_COLUMN_UNKNOWN", inner, { table: node.table, column: name }));
    const checked = typeof value === "string" ? checkMappedString(value, inner, context) : null;
    issues.push(...(checked?.issues ?? checkMapped(value, inner, context)));
    const wanted = { kind: COLUMN_KINDS[column?.type ?? ""] ?? "any" } as ValueType;
    if (checked !== null && !fits(checked.type, wanted)) {
      issues.push(
        makeIssue("INPUT_TYPE_MISMATCH", inner, {
          field: name,
          expected: describeType(wanted),
          actual: describeType(checked.type),
        }),
      );
    }
  }
  if (node.portBy === undefined) return issues;
  if (!table.outputs.some((output) => output.id === node.portBy)) {
    issues.push(
      makeIssue("TABLE_COLUMN_UNKNOWN", placeIn(place, "portBy"), { table: node.table, column: node.portBy }),
    );
  }
  if ((node.ports ?? []).length === 0)
    issues.push(makeIssue("TABLE_PORTS_MISSING", placeIn(place, "ports"), { column: node.portBy }));
  return issues;
}

function checkSet(node: SetNode, place: Place, checks: NodeChecks): Issue[] {
  const context = checks.context(node.id);
  const variables = new Map(checks.scopes.graph.definition.variables.map((variable) => [variable.name, variable]));
  const kinds: Readonly<Record<string, ValueType>> = {
    string: { kind: "string" },
    number: { kind: "number" },
    boolean: { kind: "boolean" },
    instant: { kind: "instant" },
  };
  return Object.entries(node.values).flatMap(([name, value]) => {
    const at = placeIn(placeIn(place, "values"), name);
    if (typeof value !== "string") return checkMapped(value, at, context);
    const checked = checkMappedString(value, at, context);
    const variable = variables.get(name);
    const wanted = variable === undefined ? undefined : kinds[variable.type];
    if (wanted === undefined || variable === undefined || fits(checked.type, wanted)) return checked.issues;
    const details = { name, type: variable.type, actual: describeType(checked.type) };
    return checked.issues.concat(makeIssue("VARIABLE_TYPE_MISMATCH", at, details));
  });
}

function checkWait(node: WaitNode, place: Place, checks: NodeChecks): Issue[] {
  const { directory } = checks;
  if (node.for !== undefined) return checkSpan(node.for, placeIn(place, "for"), directory);
  if (node.untilOpen !== undefined) {
    const calendar = node.untilOpen.calendar ?? checks.scopes.graph.definition.settings.calendar;
    const at = placeIn(place, "untilOpen.calendar");
    return calendar === undefined ? [makeIssue("CALENDAR_KEY_MISSING", at)] : checkCalendar(calendar, at, directory);
  }
  const until = node.until ?? "";
  const at = placeIn(place, "until");
  if (!until.startsWith("="))
    return readMoment(until) === null ? [makeIssue("INSTANT_INVALID", at, { value: until })] : [];
  const checked = checkMappedString(until, at, checks.context(node.id));
  const wanted: ValueType = { kind: "instant" };
  if (fits(checked.type, wanted)) return checked.issues;
  return [
    ...checked.issues,
    makeIssue("INPUT_TYPE_MISMATCH", at, { field: "until", expected: "instant", actual: describeType(checked.type) }),
  ];
}

function checkHuman(node: ApprovalNode | HumanTaskNode, place: Place, checks: NodeChecks): Issue[] {
  const { directory } = checks;
  const context = checks.context(node.id);
  const issues = [
    ...checkAssignees(node.assignees, placeIn(place, "assignees"), directory),
    ...checkAssignees(node.escalateTo, placeIn(place, "escalateTo"), directory),
    ...checkSpan(node.due, placeIn(place, "due"), directory),
    ...checkSpan(node.escalateAfter, placeIn(place, "escalateAfter"), directory),
  ];
  for (const [key, assignees] of [
    ["assignees", node.assignees],
    ["escalateTo", node.escalateTo],
  ] as const) {
    if (assignees !== undefined && "expression" in assignees) {
      issues.push(...checkMappedString(assignees.expression, placeIn(place, `${key}.expression`), context).issues);
    }
  }
  if (node.title !== undefined) issues.push(...checkMappedString(node.title, placeIn(place, "title"), context).issues);
  return issues;
}

/** An expression that must be one (`=…`) and must give a list or anything. */
function checkNeeded(text: string, place: Place, context: ConditionContext, wanted: ValueType | null): Issue[] {
  if (!text.startsWith("=")) return [makeIssue("EXPRESSION_NEEDED", place)];
  const checked = checkMappedString(text, place, context);
  if (wanted === null || fits(checked.type, wanted)) return checked.issues;
  const field = place.path ?? "";
  return [
    ...checked.issues,
    makeIssue("INPUT_TYPE_MISMATCH", place, {
      field,
      expected: describeType(wanted),
      actual: describeType(checked.type),
    }),
  ];
}

/** A for-each has a list or a source of pages, one of the two. */
function checkItems(node: Extract<WorkflowNode, { type: "for-each" }>, place: Place, checks: NodeChecks): Issue[] {
  const { items, source } = node;
  const at = placeIn(place, "items");
  if ((items === undefined) === (source === undefined)) return [makeIssue("FOR_EACH_ITEMS_AMBIGUOUS", at)];
  if (items !== undefined)
    return checkNeeded(items, at, checks.context(node.id), { kind: "list", item: { kind: "any" } });
  if (source === undefined) return [];
  const operation = findOperation(checks.directory.catalogue, source.operation);
  const within = placeIn(place, "source");
  const issues = checkAction({ id: node.id, type: "action", ...source }, within, checks);
  return operation === undefined || operation.paging !== undefined
    ? issues
    : [
        ...issues,
        makeIssue("FOR_EACH_SOURCE_NOT_PAGED", placeIn(within, "operation"), { operation: source.operation }),
      ];
}

function checkContainerNode(
  node: Extract<WorkflowNode, { type: "for-each" | "loop" | "scope" }>,
  place: Place,
  checks: NodeChecks,
): Issue[] {
  const issues = checkSpan(node.timeout, placeIn(place, "timeout"), checks.directory);
  if (node.type === "for-each") {
    issues.push(...checkItems(node, place, checks));
    if (node.collect !== undefined)
      issues.push(
        ...checkNeeded(node.collect, placeIn(place, "collect"), checks.context(node.id, { body: true }), null),
      );
  }
  if (node.type === "loop")
    issues.push(...checkCondition(node.while, placeIn(place, "while"), checks.context(node.id, { body: true })));
  return issues;
}

function checkCorrelate(correlate: string | undefined, place: Place, context: ConditionContext): Issue[] {
  return correlate === undefined ? [] : checkMappedString(correlate, placeIn(place, "correlate"), context).issues;
}

/** What a call within the caller's run asks for: to be waited for, a version fixed at publish, another workflow. */
function checkInline(node: Extract<WorkflowNode, { type: "call" }>, place: Place, checks: NodeChecks): Issue[] {
  if (node.mode !== "inline") return [];
  const caller = checks.scopes.graph.definition.key;
  return [
    ...(node.wait ? [] : [makeIssue("CALL_INLINE_NOT_WAITED", placeIn(place, "wait"))]),
    ...(node.version === "latest" ? [makeIssue("CALL_INLINE_LATEST", placeIn(place, "version"))] : []),
    ...(node.workflow === caller
      ? [makeIssue("CALL_INLINE_CYCLE", placeIn(place, "workflow"), { node: node.id, workflow: node.workflow, caller })]
      : []),
  ];
}

/** Checks what a node says: the things it names, its expressions and rules, the types of its input. */
export function checkNode(node: WorkflowNode, checks: NodeChecks): Issue[] {
  const place: Place = { nodeId: node.id };
  const { directory } = checks;
  switch (node.type) {
    case "action":
      return checkAction(node, place, checks);
    case "condition":
      return node.branches.flatMap((branch, index) =>
        checkCondition(branch.when, placeIn(place, `branches.${index}.when`), checks.context(node.id)),
      );
    case "decision-table":
      return checkTableNode(node, place, checks);
    case "set":
      return checkSet(node, place, checks);
    case "wait":
      return checkWait(node, place, checks);
    case "wait-for-event": {
      const issues = [
        ...checkSpan(node.timeout, placeIn(place, "timeout"), directory),
        ...checkCorrelate(node.correlate, place, checks.context(node.id)),
      ];
      if (node.when !== undefined)
        issues.push(...checkCondition(node.when, placeIn(place, "when"), checks.context(node.id, { event: true })));
      return issues;
    }
    case "approval":
    case "human-task":
      return checkHuman(node, place, checks);
    case "for-each":
    case "loop":
    case "scope":
      return checkContainerNode(node, place, checks);
    case "call":
      return [
        ...checkWorkflow(node.workflow, placeIn(place, "workflow"), directory),
        ...checkInline(node, place, checks),
        ...checkSpan(node.timeout, placeIn(place, "timeout"), directory),
        ...checkMapped(node.input, placeIn(place, "input"), checks.context(node.id)),
      ];
    case "emit":
      return [
        ...checkCorrelate(node.correlate, place, checks.context(node.id)),
        ...checkMapped(node.payload, placeIn(place, "payload"), checks.context(node.id)),
      ];
    case "end":
      return node.output === undefined
        ? []
        : checkMapped(node.output, placeIn(place, "output"), checks.context(node.id));
  }
}
