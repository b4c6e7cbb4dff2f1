import { userError } from "../errors.ts";
import { isJsonObject } from "../is-json-object.ts";
import type { Json, JsonObject } from "../json.ts";
import type { Explanation } from "../run.ts";
import { compileCell } from "../tables/cell-syntax.ts";
import { cellFunction } from "../tables/cell-test.ts";
import { compileTable, evaluateTable } from "../tables/index.ts";
import { comparableOf } from "../tables/values.ts";
import type { DecisionGraph, GraphDecision, GraphInput, TableLogic } from "./decision-graph.ts";
import { evaluateFeel } from "./feel-evaluate.ts";
import { parseFeel } from "./feel-parser.ts";
import { orderDecisions } from "./order-decisions.ts";

/** `outputs` as DMN defines it; `hits` and `explanation` of the asked decision's table; `decisions` the values of those before it, by name. */
export interface GraphResult {
  outputs: Json;
  hits: string[];
  explanation: Explanation[];
  decisions: JsonObject;
}
interface GraphOptions {
  asOf?: string;
  explain?: boolean;
}
type Evaluated = Pick<GraphResult, "outputs" | "hits" | "explanation">;
type DecisionFunction = (names: JsonObject, options: GraphOptions) => Evaluated;

/** A graph ready to be asked for one decision, many times. */
export interface CompiledGraph {
  decision: string;
  evaluate(input: JsonObject, options?: GraphOptions): GraphResult;
}

/** Finds a decision by name or id. Throws `DECISION_UNKNOWN`; without a name, the one that no other decision needs. */
function findDecision(graph: DecisionGraph, name: string | undefined): GraphDecision {
  const needed = new Set(graph.decisions.flatMap(({ requires }) => requires));
  const last = graph.decisions.filter(({ id }) => !needed.has(id));
  const [found, other] =
    name === undefined
      ? last
      : graph.decisions.filter(
          (decision) => decision.name === name || decision.id === name || decision.variable === name,
        );
  if (found !== undefined && (other === undefined || name !== undefined)) return found;
  const known = graph.decisions.map((decision) => decision.name).join(", ");
  throw userError("DECISION_UNKNOWN", `there is no decision ${name ?? ""}; the file has ${known}`, {
    decision: name ?? "",
    known,
  });
}

/** What the decision needs, itself last, in an order in which it can be computed. */
function neededFor(graph: DecisionGraph, goal: GraphDecision): GraphDecision[] {
  const byId = new Map(graph.decisions.map((decision) => [decision.id, decision]));
  const needed = new Set([goal.id]);
  for (const id of needed) for (const other of byId.get(id)?.requires ?? []) if (byId.has(other)) needed.add(other);
  return orderDecisions(graph).filter(({ id }) => needed.has(id));
}

/** Names that a decision's expressions may use: of what it requires, and of the columns of required tables (as Camunda reads them). */
export function namesInScope(graph: DecisionGraph, decision: GraphDecision): string[] {
  const required = new Set(decision.requires);
  return [
    ...graph.inputs.filter(({ id }) => required.has(id)).map(({ name }) => name),
    ...graph.decisions
      .filter(({ id }) => required.has(id))
      .flatMap(({ name, variable, logic }) =>
        [variable ?? name].concat(logic.kind === "table" ? Object.values(logic.outputNames) : []),
      ),
  ];
}

function renameOutputs(outputs: Json, { outputNames, table }: TableLogic): Json {
  if (table.outputs.length === 1) return outputs;
  const rename = (value: Json): Json =>
    isJsonObject(value)
      ? Object.fromEntries(Object.entries(value).map(([id, entry]) => [outputNames[id] ?? id, entry]))
      : value;
  return Array.isArray(outputs) ? outputs.map(rename) : rename(outputs);
}

function checkAllowed(value: Json, allowed: string, type: GraphInput["type"], name: string): void {
  const comparable = value === null ? null : comparableOf(value, type ?? "string");
  if (cellFunction(compileCell(allowed, type ?? "string"))?.(comparable, {}) !== false) return;
  throw userError("DECISION_VALUE_NOT_ALLOWED", `${JSON.stringify(value)} is not allowed for ${name}: ${allowed}`, {
    value: JSON.stringify(value),
    name,
    allowed,
  });
}

function compileTableLogic(logic: TableLogic, scope: readonly string[]): DecisionFunction {
  const compiled = compileTable(logic.table);
  const columns = logic.table.inputs.map(({ id, type }) => {
    const { expression, allowed } = logic.columns[id] ?? { expression: id };
    return { id, type, expression, allowed, node: parseFeel(expression, scope).node };
  });
  return (names, options) => {
    const input: JsonObject = {};
    for (const { id, type, expression, allowed, node } of columns) {
      const value = evaluateFeel(node, names);
      if (allowed !== undefined) checkAllowed(value, allowed, type, expression);
      input[id] = value;
    }
    const result = evaluateTable(compiled, input, options);
    return { ...result, outputs: renameOutputs(result.outputs, logic) };
  };
}

function compileDecision(graph: DecisionGraph, decision: GraphDecision): DecisionFunction {
  const { logic, name } = decision;
  const scope = namesInScope(graph, decision);
  if (logic.kind === "table") return compileTableLogic(logic, scope);
  if (logic.kind === "expression") {
    const { node } = parseFeel(logic.text, scope);
    return (names) => ({ outputs: evaluateFeel(node, names), hits: [], explanation: [] });
  }
  throw userError("DECISION_UNSUPPORTED", `"${name}" cannot be evaluated: ${logic.what}`, {
    decision: name,
    what: logic.what,
  });
}

/** The inputs that the decisions need, each checked. Throws for what is missing, unknown or of another type. */
function readInputs(graph: DecisionGraph, needed: readonly GraphDecision[], input: JsonObject): JsonObject {
  const known = graph.inputs.map(({ name }) => name).join(", ");
  for (const name of Object.keys(input)) {
    if (!graph.inputs.some((entry) => entry.name === name))
      throw userError("DECISION_INPUT_UNKNOWN", `there is no input ${name}; known are ${known}`, {
        input: name,
        known,
      });
  }
  const required = new Set(needed.flatMap(({ requires }) => requires));
  const values: JsonObject = {};
  for (const { id, name, type, values: allowed } of graph.inputs) {
    if (!required.has(id)) continue;
    const value = Object.hasOwn(input, name) ? input[name] : undefined;
    if (value === undefined) throw userError("DECISION_INPUT_MISSING", `the input ${name} is missing`, { input: name });
    if (value !== null && type !== undefined && comparableOf(value, type) === null && !Array.isArray(value))
      throw userError("DECISION_INPUT_TYPE", `the input ${name} must be ${type}`, { input: name, type });
    if (value !== null && allowed !== undefined && !allowed.includes(value))
      throw userError("DECISION_VALUE_NOT_ALLOWED", `${JSON.stringify(value)} is not allowed for ${name}`, {
        value: JSON.stringify(value),
        name,
        allowed: allowed.map((entry) => JSON.stringify(entry)).join(", "),
      });
    values[name] = value;
  }
  return values;
}

/** A required table's columns are names too where nothing else has that name. */
function addOutputNames(names: JsonObject, { logic }: GraphDecision, outputs: Json): void {
  if (logic.kind !== "table") return;
  for (const name of Object.values(logic.outputNames)) {
    if (Object.hasOwn(names, name)) continue;
    if (logic.table.outputs.length === 1) names[name] = outputs;
    else if (isJsonObject(outputs)) names[name] = outputs[name] ?? null;
  }
}

/**
 * Prepares one decision of a graph, by name or id; without a name, the one at the top. Throws `DECISION_UNKNOWN`,
 * `DECISION_GRAPH_CYCLE`, `DECISION_REQUIREMENT_UNKNOWN`, `DECISION_UNSUPPORTED`, `DECISION_EXPRESSION_INVALID` and as compileTable.
 */
export function compileGraph(graph: DecisionGraph, name?: string): CompiledGraph {
  const goal = findDecision(graph, name);
  const needed = neededFor(graph, goal);
  const steps = needed.map((decision) => ({ decision, evaluate: compileDecision(graph, decision) }));
  return {
    decision: goal.name,
    evaluate(input, options = {}) {
      const names = readInputs(graph, needed, input);
      const decisions: JsonObject = {};
      let last: Evaluated = { outputs: null, hits: [], explanation: [] };
      for (const { decision, evaluate } of steps) {
        last = evaluate(names, options);
        names[decision.variable ?? decision.name] = last.outputs;
        if (decision.id !== goal.id) {
          addOutputNames(names, decision, last.outputs);
          decisions[decision.name] = last.outputs;
        }
      }
      return { ...last, decisions };
    },
  };
}
