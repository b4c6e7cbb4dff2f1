import type { DmnElement, DmnModdle } from "dmn-moddle";
import type { Json } from "../json.ts";
import type { DecisionTable } from "../resources.ts";
import { textIn, type LocalizedText } from "../text.ts";
import type { ColumnType } from "../tables/values.ts";
import type { DecisionGraph, GraphDecision, GraphInput, TableLogic, Unsupported } from "./decision-graph.ts";
import { DMN_HIT_POLICIES } from "./dmn-hit-policies.ts";

/** A DMN 1.3 document; `unsupported` names what the graph holds and the standard has no place for. */
export interface DmnExport {
  xml: string;
  unsupported: Unsupported[];
}

const TYPE_REFS: Readonly<Record<ColumnType, string>> = {
  string: "string",
  number: "number",
  boolean: "boolean",
  date: "date",
  dateTime: "dateTime",
  duration: "dayTimeDuration",
};
const ROW_NOTES = ["label", "from", "to"] as const;

/** Makes elements with ids of their own, which the file needs to be edited elsewhere. */
class Elements {
  readonly #moddle: DmnModdle;
  readonly #taken: Set<string>;

  constructor(moddle: DmnModdle, taken: Set<string>) {
    this.#moddle = moddle;
    this.#taken = taken;
  }
  make(type: string, attributes: Record<string, unknown> = {}): DmnElement {
    return this.#moddle.create(`dmn:${type}`, attributes);
  }
  id(base: string): string {
    const clean = xmlId(base);
    let id = clean;
    for (let number = 2; this.#taken.has(id); number += 1) id = `${clean}_${number}`;
    this.#taken.add(id);
    return id;
  }
  text(
    type: "LiteralExpression" | "UnaryTests",
    id: string,
    text: string,
    attributes: Record<string, unknown> = {},
  ): DmnElement {
    return this.make(type, { id: this.id(id), text, ...attributes });
  }
}

/** An id of a graph as an XML NCName. */
function xmlId(id: string): string {
  const clean = id.replaceAll(/[^\p{L}\p{N}_.-]/gu, "_");
  return /^[\p{L}_]/u.test(clean) ? clean : `_${clean}`;
}

function valueText(value: Json, type: ColumnType): string {
  if (typeof value !== "string" || type === "string") return JSON.stringify(value);
  return `${type === "dateTime" ? "date and time" : type}(${JSON.stringify(value)})`;
}
const valuesText = (values: readonly Json[], type: ColumnType) =>
  values.map((value) => valueText(value, type)).join(", ");
const readable = (text: LocalizedText | undefined) => textIn(text, "en");

function outputText(cell: string, logic: TableLogic): string {
  const text = cell.trim();
  if (text === "" || text === "-") return "null";
  return logic.columns[text]?.stands === "for-output" ? logic.columns[text].expression : cell;
}

function writeRow(
  make: Elements,
  logic: TableLogic,
  row: DecisionTable["rows"][number],
  notes: readonly string[],
  prefix: string,
): DmnElement {
  const id = make.id(row.id);
  const inputs = logic.table.inputs.flatMap((input, column) =>
    logic.columns[input.id]?.stands === "for-output" ? [] : [row.when[column]?.trim() || "-"],
  );
  return make.make("DecisionRule", {
    id,
    ...(row.note === undefined ? {} : { description: row.note }),
    inputEntry: inputs.map((text, column) => make.text("UnaryTests", `${prefix}_${id}_in${column + 1}`, text)),
    outputEntry: row.then.map((cell, column) =>
      make.text("LiteralExpression", `${prefix}_${id}_out${column + 1}`, outputText(cell, logic)),
    ),
    ...(notes.length === 0
      ? {}
      : { annotationEntry: notes.map((name) => make.make("RuleAnnotation", { text: row[name as "label"] ?? "" })) }),
  });
}

function writeInput(
  make: Elements,
  logic: TableLogic,
  input: DecisionTable["inputs"][number],
  prefix: string,
): DmnElement {
  const { expression, allowed } = logic.columns[input.id] ?? { expression: input.id };
  const limits = input.values === undefined ? allowed : valuesText(input.values, input.type);
  return make.make("InputClause", {
    id: make.id(`${prefix}_${input.id}`),
    ...(input.name === undefined ? {} : { label: readable(input.name) }),
    inputExpression: make.text("LiteralExpression", `${prefix}_${input.id}_expression`, expression, {
      typeRef: TYPE_REFS[input.type],
    }),
    ...(limits === undefined ? {} : { inputValues: make.text("UnaryTests", `${prefix}_${input.id}_values`, limits) }),
  });
}

function writeOutput(
  make: Elements,
  logic: TableLogic,
  output: DecisionTable["outputs"][number],
  prefix: string,
): DmnElement {
  return make.make("OutputClause", {
    id: make.id(`${prefix}_${output.id}`),
    name: logic.outputNames[output.id] ?? output.id,
    ...(output.name === undefined ? {} : { label: readable(output.name) }),
    typeRef: TYPE_REFS[output.type],
    ...(output.values === undefined
      ? {}
      : {
          outputValues: make.text(
            "UnaryTests",
            `${prefix}_${output.id}_values`,
            valuesText(output.values, output.type),
          ),
        }),
    ...(output.default === undefined
      ? {}
      : {
          defaultOutputEntry: make.text(
            "LiteralExpression",
            `${prefix}_${output.id}_default`,
            outputText(output.default, logic),
          ),
        }),
  });
}

function writeTable(make: Elements, decisionId: string, logic: TableLogic, unsupported: Unsupported[]): DmnElement {
  const { table } = logic;
  const where = `Decision ${readable(table.name)}`;
  const notes = ROW_NOTES.filter((name) => table.rows.some((row) => row[name] !== undefined));
  if (notes.includes("from") || notes.includes("to"))
    unsupported.push({ what: "dates of rows: written as annotations, which other tools do not evaluate", where });
  if (table.tests.length > 0) unsupported.push({ what: `${table.tests.length} tests`, where });
  const texts = [table.name, table.description, ...[...table.inputs, ...table.outputs].map(({ name }) => name)];
  if (texts.some((text) => typeof text === "object" && text.en !== undefined && text.zh !== undefined))
    unsupported.push({ what: "Chinese names, where there is an English one", where });
  const shown = table.inputs.filter(({ id }) => logic.columns[id]?.stands !== "for-output");
  const prefix = xmlId(decisionId);
  return make.make("DecisionTable", {
    id: make.id(`${prefix}_table`),
    ...DMN_HIT_POLICIES[table.hitPolicy],
    input: shown.map((input) => writeInput(make, logic, input, prefix)),
    output: table.outputs.map((output) => writeOutput(make, logic, output, prefix)),
    annotation: notes.map((name) => make.make("RuleAnnotationClause", { name })),
    rule: table.rows.map((row) => writeRow(make, logic, row, notes, prefix)),
  });
}

function writeLogic(make: Elements, decision: GraphDecision, unsupported: Unsupported[]): DmnElement | undefined {
  const { logic, name } = decision;
  if (logic.kind === "table") return writeTable(make, decision.id, logic, unsupported);
  if (logic.kind === "expression") {
    const type = logic.type === undefined ? {} : { typeRef: TYPE_REFS[logic.type] };
    return make.text("LiteralExpression", `${xmlId(decision.id)}_expression`, logic.text, type);
  }
  unsupported.push({ what: logic.what, where: `Decision ${name}` });
  return undefined;
}

function typeOfDecision({ logic }: GraphDecision): { typeRef?: string } {
  const type =
    logic.kind === "table" && logic.table.outputs.length === 1
      ? logic.table.outputs[0]?.type
      : logic.kind === "expression"
        ? logic.type
        : undefined;
  return type === undefined ? {} : { typeRef: TYPE_REFS[type] };
}

function writeDecision(
  make: Elements,
  graph: DecisionGraph,
  decision: GraphDecision,
  unsupported: Unsupported[],
): DmnElement {
  const inputs = new Set(graph.inputs.map(({ id }) => id));
  const id = xmlId(decision.id);
  const logic = writeLogic(make, decision, unsupported);
  return make.make("Decision", {
    id,
    name: decision.name,
    ...(decision.description === undefined ? {} : { description: decision.description }),
    variable: make.make("InformationItem", {
      id: make.id(`${id}_variable`),
      name: decision.variable ?? decision.name,
      ...typeOfDecision(decision),
    }),
    informationRequirement: decision.requires.map((required, index) =>
      make.make("InformationRequirement", {
        id: make.id(`${id}_needs${index + 1}`),
        [inputs.has(required) ? "requiredInput" : "requiredDecision"]: make.make("DMNElementReference", {
          href: `#${xmlId(required)}`,
        }),
      }),
    ),
    ...(logic === undefined ? {} : { decisionLogic: logic }),
  });
}

/** The item definition of an input whose values are limited: the standard keeps them there. */
function writeItem(make: Elements, input: GraphInput): DmnElement[] {
  if (input.values === undefined || input.type === undefined) return [];
  return [
    make.make("ItemDefinition", {
      id: make.id(`${xmlId(input.id)}_type`),
      name: `${xmlId(input.id)}_type`,
      typeRef: TYPE_REFS[input.type],
      allowedValues: make.text("UnaryTests", `${xmlId(input.id)}_allowed`, valuesText(input.values, input.type)),
    }),
  ];
}

function writeInputData(make: Elements, input: GraphInput): DmnElement {
  const id = xmlId(input.id);
  const type = input.values !== undefined && input.type !== undefined ? `${id}_type` : undefined;
  const typeRef = type ?? (input.type === undefined ? undefined : TYPE_REFS[input.type]);
  return make.make("InputData", {
    id,
    name: input.name,
    variable: make.make("InformationItem", {
      id: make.id(`${id}_variable`),
      name: input.name,
      ...(typeRef === undefined ? {} : { typeRef }),
    }),
  });
}

/** Writes a decision graph as DMN 1.3, which Camunda Modeler and dmn-js read; ids of decisions, inputs and rules are kept. */
export async function writeDmn(graph: DecisionGraph): Promise<DmnExport> {
  const { DmnModdle } = await import("dmn-moddle");
  const moddle = new DmnModdle();
  const unsupported: Unsupported[] = [];
  const make = new Elements(moddle, new Set([...graph.inputs, ...graph.decisions].map(({ id }) => xmlId(id))));
  const definitions = make.make("Definitions", {
    id: make.id(graph.id),
    name: graph.name,
    namespace: graph.namespace === "" ? "https://flowright.local/dmn" : graph.namespace,
    itemDefinition: graph.inputs.flatMap((input) => writeItem(make, input)),
    drgElement: [
      ...graph.decisions.map((decision) => writeDecision(make, graph, decision, unsupported)),
      ...graph.inputs.map((input) => writeInputData(make, input)),
    ],
  });
  const { xml } = await moddle.toXML(definitions, { format: true });
  return { xml, unsupported };
}
