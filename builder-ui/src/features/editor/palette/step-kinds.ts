import type { Catalogue } from "../../../../../definitions/catalogue.ts";
import { NODE_TYPES, type NodeType } from "../../../../../definitions/nodes/node-types.ts";
import { textIn, type Language } from "../../../../../definitions/text.ts";
import type { TriggerType } from "../../../../../definitions/triggers/index.ts";

export const STEP_GROUPS = ["triggers", "logic", "crm", "messages", "systems"] as const;
export type StepGroup = (typeof STEP_GROUPS)[number];

/** Something that can be put on the canvas. */
export type StepKind = {
  key: string;
  group: StepGroup;
  icon: string;
  title: string;
  description: string;
  words: string;
} & (
  | { what: "node"; type: Exclude<NodeType, "action"> }
  | { what: "action"; operation: string }
  | { what: "trigger"; type: TriggerType }
);

export const LOGIC_TYPES = NODE_TYPES.filter((type) => type !== "action");
export const OFFERED_TRIGGERS = [
  "manual",
  "webhook",
  "form",
  "schedule",
  "record",
  "event",
  "workflow",
  "poll",
  "app-event",
  "email",
] as const satisfies readonly TriggerType[];

type Words = (key: string) => string;

/** All that can be put on the canvas, in the palette's order. `t` gives the words of the editor's area. */
export function stepKinds(catalogue: Catalogue, language: Language, t: Words): StepKind[] {
  const triggers = OFFERED_TRIGGERS.map((type): StepKind => {
    const title = t(`trigger.${type}.title`);
    const description = t(`trigger.${type}.text`);
    return {
      key: `trigger:${type}`,
      group: "triggers",
      icon: type,
      what: "trigger",
      type,
      title,
      description,
      words: `${title} ${type} ${description}`,
    };
  });
  const logic = LOGIC_TYPES.map((type): StepKind => {
    const title = t(`node.${type}.title`);
    const description = t(`node.${type}.text`);
    return {
      key: type,
      group: "logic",
      icon: type,
      what: "node",
      type,
      title,
      description,
      words: `${title} ${type} ${description}`,
    };
  });
  const actions = catalogue.connectors.flatMap((connector) =>
    connector.operations
      .filter((operation) => operation.kind === "action" && operation.deprecated !== true)
      .map((operation): StepKind => {
        const title = textIn(operation.title, language);
        const system = textIn(connector.title, language);
        const description = textIn(operation.description, language) || system;
        return {
          key: operation.name,
          group: connector.group,
          icon: connector.icon,
          what: "action",
          operation: operation.name,
          title,
          description,
          words: `${title} ${system} ${operation.name} ${description}`,
        };
      }),
  );
  const order = (kind: StepKind) => STEP_GROUPS.indexOf(kind.group);
  return [...triggers, ...logic, ...actions].toSorted((a, b) => order(a) - order(b));
}

/** The kinds that have all words of the search; those whose title starts with it come first. */
export function searchKinds(kinds: readonly StepKind[], search: string): StepKind[] {
  const wanted = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [...kinds];
  const first = wanted[0] ?? "";
  return kinds
    .filter((kind) => wanted.every((word) => kind.words.toLowerCase().includes(word)))
    .toSorted(
      (a, b) => Number(b.title.toLowerCase().startsWith(first)) - Number(a.title.toLowerCase().startsWith(first)),
    );
}
