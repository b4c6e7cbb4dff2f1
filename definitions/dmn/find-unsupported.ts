import type { DmnElement } from "dmn-moddle";
import type { Unsupported } from "./decision-graph.ts";
import { placeOf } from "./dmn-elements.ts";

/** What we hold, by element; anything else that is set is named. */
const HELD: Readonly<Record<string, readonly string[]>> = {
  Definitions: [
    "itemDefinition",
    "drgElement",
    "namespace",
    "exporter",
    "exporterVersion",
    "expressionLanguage",
    "typeLanguage",
  ],
  ItemDefinition: ["typeRef", "allowedValues", "itemComponent", "isCollection", "typeLanguage"],
  InputData: ["variable"],
  InformationItem: ["typeRef"],
  Decision: ["variable", "informationRequirement", "decisionLogic"],
  InformationRequirement: ["requiredDecision", "requiredInput"],
  DMNElementReference: ["href"],
  DecisionTable: [
    "input",
    "output",
    "annotation",
    "rule",
    "hitPolicy",
    "aggregation",
    "outputLabel",
    "typeRef",
    "preferredOrientation",
  ],
  InputClause: ["inputExpression", "inputValues"],
  OutputClause: ["outputValues", "defaultOutputEntry", "typeRef"],
  DecisionRule: ["inputEntry", "outputEntry", "annotationEntry"],
  RuleAnnotationClause: [],
  RuleAnnotation: ["text"],
  LiteralExpression: ["text", "typeRef", "expressionLanguage"],
  UnaryTests: ["text", "typeRef", "expressionLanguage"],
};
const EVERYWHERE = new Set(["id", "name", "label", "description"]);
const MAX_NAMED = 500;

/** Our words for what a file may hold that we do not. */
const WORDS: Readonly<Record<string, string>> = {
  dmnDI: "diagram (DMNDI)",
  extensionElements: "extension elements",
  knowledgeRequirement: "knowledge requirement",
  authorityRequirement: "authority requirement",
  import: "import of another file",
};

function isForeign(language: unknown): boolean {
  return typeof language === "string" && language !== "" && !/(?:^|[/:])s?-?feel(?:$|\/)/iu.test(language);
}

/** Everything in the file that has no place in a decision graph, by element: nothing is dropped in silence. */
export function findUnsupported(root: DmnElement, warnings: readonly string[]): Unsupported[] {
  const found = new Map<string, Unsupported>();
  const add = (what: string, where: string) => {
    if (found.size < MAX_NAMED) found.set(`${what}\n${where}`, { what, where });
    else found.set("more", { what: "more that is not listed", where: "Definitions" });
  };
  for (const warning of warnings) add(warning, "Definitions");
  const waiting: { element: DmnElement; where: string }[] = [{ element: root, where: placeOf(root) }];
  for (const { element, where } of waiting) {
    const kind = element.$type.replace(/^dmn:/u, "");
    const held = HELD[kind];
    if (held === undefined) {
      add(kind, where);
      continue;
    }
    for (const name of Object.keys(element.$attrs)) {
      if (name.startsWith("xmlns") || name === "xsi:schemaLocation" || name === "xsi:type") continue;
      const prefix = name.split(":")[0] ?? name;
      add(
        name.includes(":") ? `${prefix}:* attributes` : `attribute ${name}`,
        name.includes(":") ? "Definitions" : where,
      );
    }
    if (isForeign(element.get("expressionLanguage")))
      add(`expression language ${String(element.get("expressionLanguage"))}`, where);
    for (const property of element.$descriptor.properties) {
      const { localName } = property.ns;
      // `get` would give the default and make empty lists: only what the file sets counts.
      if (!Object.hasOwn(element, property.name) && !Object.hasOwn(element, localName)) continue;
      const value = element.get(property.name);
      if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) continue;
      if (!held.includes(localName) && !EVERYWHERE.has(localName)) {
        add(WORDS[localName] ?? localName, where);
        continue;
      }
      for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
        if (typeof child !== "object" || child === null || !("$type" in child)) continue;
        const element = child as DmnElement;
        const own =
          /^dmn:(?:Decision|InputData|ItemDefinition|BusinessKnowledgeModel|KnowledgeSource|DecisionService)$/u;
        waiting.push({ element, where: own.test(element.$type) ? placeOf(element) : where });
      }
    }
  }
  return [...found.values()];
}
