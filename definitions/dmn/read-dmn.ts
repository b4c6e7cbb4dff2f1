import type { DmnElement } from "dmn-moddle";
import { errorDataOf, FlowrightError, userError } from "../errors.ts";
import {
  decisionGraphSchema,
  type DecisionGraph,
  type GraphDecision,
  type GraphInput,
  type Unsupported,
} from "./decision-graph.ts";
import { childOf, childrenOf, placeOf, referredId, textOf } from "./dmn-elements.ts";
import { namesInScope } from "./evaluate-graph.ts";
import { type ParsedFeel, parseFeel } from "./feel-parser.ts";
import { findUnsupported } from "./find-unsupported.ts";
import { orderDecisions } from "./order-decisions.ts";
import { parseDmnXml } from "./parse-dmn-xml.ts";
import { readTable } from "./read-table.ts";
import { readValues, resolveType } from "./read-types.ts";

/** A DMN file as a decision graph; `unsupported` names everything in it that the graph does not hold. */
export interface DmnImport {
  graph: DecisionGraph;
  unsupported: Unsupported[];
}

interface Reading {
  graph: DecisionGraph;
  items: ReadonlyMap<string, DmnElement>;
  unsupported: Unsupported[];
}

const kindOf = (element: DmnElement) => element.$type.replace(/^dmn:/u, "");

function readInputData(element: DmnElement, items: Reading["items"], unsupported: Unsupported[]): GraphInput {
  const variable = childOf(element, "variable");
  const name = textOf(variable, "name") || textOf(element, "name");
  const { type, allowed, unknown } = resolveType(textOf(variable, "typeRef"), items);
  const values = allowed === undefined ? null : readValues(allowed);
  const where = placeOf(element);
  if (unknown !== undefined) unsupported.push({ what: `type ${unknown}`, where });
  if (allowed !== undefined && values === null)
    unsupported.push({ what: `allowed values ${allowed.slice(0, 100)}`, where });
  return {
    id: textOf(element, "id") || name,
    name,
    ...(type === undefined ? {} : { type }),
    ...(values === null ? {} : { values }),
  };
}

/** Everything of a decision but its logic, which needs the names of what it requires. */
function readDecision(element: DmnElement): GraphDecision {
  const name = textOf(element, "name") || textOf(element, "id");
  const variable = textOf(childOf(element, "variable"), "name");
  const description = textOf(element, "description");
  const requires = childrenOf(element, "informationRequirement").flatMap((requirement) =>
    ["requiredInput", "requiredDecision"]
      .map((kind) => referredId(childOf(requirement, kind)))
      .filter((id) => id !== ""),
  );
  return {
    id: textOf(element, "id") || name,
    name,
    ...(variable === "" || variable === name ? {} : { variable }),
    ...(description === "" ? {} : { description: description.slice(0, 10_000) }),
    requires: [...new Set(requires)],
    logic: { kind: "unsupported", what: "it has no logic" },
  };
}

function namesOfRequired(graph: DecisionGraph, decision: GraphDecision): string[] {
  const required = new Set(decision.requires);
  return [
    ...graph.inputs.filter(({ id }) => required.has(id)).map(({ name }) => name),
    ...graph.decisions.filter(({ id }) => required.has(id)).map(({ name, variable }) => variable ?? name),
  ];
}

function readLogic(element: DmnElement | undefined, decision: GraphDecision, reading: Reading): GraphDecision["logic"] {
  const report = (what: string) => void reading.unsupported.push({ what, where: `Decision ${decision.name}` });
  if (element === undefined) {
    report("decision without logic");
    return decision.logic;
  }
  const refuse = (what: string): GraphDecision["logic"] => {
    report(what);
    return { kind: "unsupported", what };
  };
  const language = textOf(element, "expressionLanguage");
  if (language !== "" && !/feel/iu.test(language))
    return { kind: "unsupported", what: `expression language ${language}` };
  try {
    if (kindOf(element) === "LiteralExpression") {
      const text = textOf(element, "text").trim();
      parseInGraph(text, namesOfRequired(reading.graph, decision), reading.graph);
      const { type } = resolveType(textOf(element, "typeRef"), reading.items);
      return { kind: "expression", text, ...(type === undefined ? {} : { type }) };
    }
    if (kindOf(element) !== "DecisionTable")
      return { kind: "unsupported", what: `boxed expression ${kindOf(element)}` };
    const typeOfName = (name: string) => reading.graph.inputs.find((input) => input.name === name)?.type;
    const required = namesOfRequired(reading.graph, decision);
    return readTable(element, decision.name, { items: reading.items, typeOfName, scope: required, report });
  } catch (thrown) {
    if (!(thrown instanceof FlowrightError)) throw thrown;
    return refuse(errorDataOf(thrown).message);
  }
}

function allNames(graph: DecisionGraph): string[] {
  return [...graph.inputs.map(({ name }) => name), ...graph.decisions.map(({ name, variable }) => variable ?? name)];
}

/** Reads an expression with the names that are required; where that fails, with all names of the file. */
function parseInGraph(text: string, scope: readonly string[], graph: DecisionGraph): ParsedFeel {
  try {
    return parseFeel(text, scope);
  } catch {
    return parseFeel(text, [...scope, ...allNames(graph)]);
  }
}

/** All expressions that a decision's logic reads names from. */
function expressionsOf({ logic }: GraphDecision): string[] {
  if (logic.kind === "table") return Object.values(logic.columns).map(({ expression }) => expression);
  return logic.kind === "expression" ? [logic.text] : [];
}

/** What a graph's names stand for; filled as inputs are added. */
function idsByName(graph: DecisionGraph): Map<string, string> {
  const nodes = [...graph.decisions.map(({ id, name, variable }) => ({ id, name: variable ?? name })), ...graph.inputs];
  return new Map(nodes.map(({ id, name }) => [name, id]));
}

/**
 * Files of simple tools declare no inputs, and some forget a requirement: a name that is used is required then, and a name
 * that nothing declares becomes an input.
 */
function addImplicitRequirements(graph: DecisionGraph, decision: GraphDecision, ids: Map<string, string>): void {
  const scope = new Set(namesInScope(graph, decision));
  for (const expression of expressionsOf(decision)) {
    const { used, free } = parseInGraph(expression, [...scope], graph);
    for (const name of [...used, ...free]) {
      if (scope.has(name)) continue;
      const id = ids.get(name) ?? addImplicitInput(graph, decision, name);
      ids.set(name, id);
      decision.requires.push(id);
      scope.add(name);
    }
  }
}

function addImplicitInput(graph: DecisionGraph, { logic }: GraphDecision, name: string): string {
  const id = `input-${graph.inputs.length + 1}-${name}`.slice(0, 200);
  const column =
    logic.kind === "table"
      ? logic.table.inputs.find((input) => logic.columns[input.id]?.expression === name)
      : undefined;
  graph.inputs.push({ id, name, implicit: true, ...(column === undefined ? {} : { type: column.type }) });
  return id;
}

function readGraph(root: DmnElement, unsupported: Unsupported[]): DecisionGraph {
  if (kindOf(root) !== "Definitions")
    throw userError("DMN_INVALID", "the file has no DMN definitions", { problem: "it has no DMN definitions" });
  const items = new Map(childrenOf(root, "itemDefinition").map((item) => [textOf(item, "name"), item]));
  const elements = childrenOf(root, "drgElement");
  const decisions = elements.filter((element) => kindOf(element) === "Decision");
  const graph: DecisionGraph = {
    schemaVersion: 1,
    id: textOf(root, "id") || "definitions",
    name: textOf(root, "name") || "definitions",
    namespace: textOf(root, "namespace"),
    inputs: elements
      .filter((element) => kindOf(element) === "InputData")
      .map((element) => readInputData(element, items, unsupported)),
    decisions: decisions.map(readDecision),
  };
  const known = new Set([...graph.inputs, ...graph.decisions].map(({ id }) => id));
  graph.decisions.forEach((decision, index) => {
    // A required element of another kind (a knowledge source, another file) is named with the decision.
    for (const id of decision.requires.filter((other) => !known.has(other)))
      unsupported.push({ what: `requirement ${id}, which the file does not have`, where: `Decision ${decision.name}` });
    decision.requires = decision.requires.filter((id) => known.has(id));
    decision.logic = readLogic(childOf(decisions[index], "decisionLogic"), decision, { graph, items, unsupported });
  });
  const ids = idsByName(graph);
  for (const decision of graph.decisions) addImplicitRequirements(graph, decision, ids);
  return graph;
}

/**
 * Reads a DMN 1.1 to 1.5 file: decision tables with every hit policy, literal expressions, input data, requirements.
 * What a decision graph cannot hold is in `unsupported`. Bounded in time and memory whatever the file.
 * Throws `DMN_INVALID`, `DMN_TOO_LARGE`, `DMN_DOCTYPE_REFUSED`, `DECISION_GRAPH_CYCLE`.
 */
export async function readDmn(xml: string): Promise<DmnImport> {
  const { root, warnings } = await parseDmnXml(xml);
  const unsupported: Unsupported[] = [];
  const graph = readGraph(root, unsupported);
  const parsed = decisionGraphSchema.safeParse(graph);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    const problem = `${first?.path.join(".") ?? ""}: ${first?.message ?? ""}`;
    throw userError("DMN_INVALID", `this is not a DMN file that can be read: ${problem}`, { problem });
  }
  orderDecisions(parsed.data);
  return { graph: parsed.data, unsupported: [...findUnsupported(root, warnings), ...unsupported] };
}
