import { Position, type Edge as FlowEdge, type Node as FlowNode } from "@xyflow/react";
import type { Catalogue } from "../../../../../definitions/catalogue.ts";
import type { Issue } from "../../../../../definitions/api.ts";
import { describeNode, describeTrigger, ownObjectsFirst } from "../../../../../definitions/describe/index.ts";
import type { WorkflowNode } from "../../../../../definitions/nodes/index.ts";
import { isContainer } from "../../../../../definitions/operations/index.ts";
import { portsOf } from "../../../../../definitions/ports.ts";
import { textIn, type Language } from "../../../../../definitions/text.ts";
import type { Trigger } from "../../../../../definitions/triggers/index.ts";
import { isTriggerType } from "../../../../../definitions/triggers/trigger-types.ts";
import type { WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import type { StepGroup } from "../palette/step-kinds.ts";
import { type GroupFlowNode, groupNode, type NoteFlowNode, noteNode } from "./drawn-nodes.ts";
import { childrenByParent, type Geometry } from "./geometry.ts";
import { CARD_HEIGHT, CARD_WIDTH, CONTAINER_HEADER, containerPortOffsets, portOffsets } from "./node-size.ts";

export interface PortView {
  id: string;
  label: string;
  /** Nothing leaves by it yet. */
  isOpen: boolean;
}
/** How a step stands in a run: icon, word and colour together. */
export interface StepRunView {
  status: string;
  word: string;
  line: string;
  attempts: number;
  duration: string;
}
/** What is said about a step or edge of a drawing that is compared or covered: icon, word and colour together. */
export interface StepMark {
  kind: "added" | "removed" | "changed" | "unreached";
  word: string;
}
/** What is painted over a drawing: how steps stand in a run, edges taken, marks by id. No part of the definition. */
export interface Painting {
  runs?: ReadonlyMap<string, StepRunView>;
  edgeStates?: ReadonlyMap<string, "live" | "dead">;
  marks?: ReadonlyMap<string, StepMark>;
}
export interface StepData extends Record<string, unknown> {
  what: "trigger" | "node";
  type: string;
  icon: string;
  group: StepGroup;
  title: string;
  line: string;
  ports: PortView[];
  showPortLabels: boolean;
  isDisabled: boolean;
  errors: number;
  warnings: number;
  connection: string | null;
  /** Containers: how many steps are in it. */
  body: { count: number; isFolded: boolean } | null;
  run: StepRunView | null;
  mark: StepMark | null;
  /** In the test panel its answer is given: the step itself is not asked. */
  isPinned: boolean;
  /** Its name is being typed on the card. */
  isRenaming: boolean;
}
export interface EdgeData extends Record<string, unknown> {
  state: "live" | "dead" | null;
  mark: StepMark["kind"] | null;
}
export type StepFlowNode = FlowNode<StepData, "step" | "container">;
export type CanvasNode = StepFlowNode | NoteFlowNode | GroupFlowNode;
export type CanvasEdge = FlowEdge<EdgeData, "step">;

export interface GraphContext extends Painting {
  definition: WorkflowDefinition;
  geometry: Geometry;
  catalogue: Catalogue;
  language: Language;
  t: (key: string) => string;
  issues?: readonly Issue[];
  pinned?: ReadonlySet<string>;
}

const SHARED_PORTS = new Set(["out", "else", "error", "timeout", "received", "approved", "rejected", "done"]);

/** What an exit of a step is called. */
export function portLabel(node: WorkflowNode, port: string, language: Language, t: (key: string) => string): string {
  if (node.type === "condition") {
    const branch = node.branches.find((candidate) => candidate.id === port);
    if (branch !== undefined) return textIn(branch.name, language) || branch.id;
  }
  if (node.type === "human-task") {
    const outcome = node.outcomes.find((candidate) => candidate.id === port);
    if (outcome?.name !== undefined) return textIn(outcome.name, language);
  }
  return SHARED_PORTS.has(port) ? t(`port.${port}`) : port;
}

/** What a card says when its step has no name: the operation's or type's own title. */
export function titleOf(
  item: WorkflowNode | Trigger,
  catalogue: Catalogue,
  language: Language,
  t: (key: string) => string,
): string {
  const own = textIn(item.name, language);
  if (own !== "") return own;
  if (item.type === "action") {
    const [connectorId] = item.operation.split(".");
    const connector = catalogue.connectors.find((candidate) => candidate.id === connectorId);
    const operation = connector?.operations.find((candidate) => candidate.name === item.operation);
    return textIn(operation?.title, language) || item.operation;
  }
  return t(`${isTriggerType(item.type) ? "trigger" : "node"}.${item.type}.title`);
}

function look(node: WorkflowNode, catalogue: Catalogue): { icon: string; group: StepGroup } {
  if (node.type !== "action") return { icon: node.type, group: "logic" };
  const connector = catalogue.connectors.find((candidate) => candidate.id === node.operation.split(".")[0]);
  return { icon: connector?.icon ?? "plug", group: connector?.group ?? "systems" };
}

function countIssues(issues: readonly Issue[]): Map<string, { errors: number; warnings: number }> {
  const counts = new Map<string, { errors: number; warnings: number }>();
  for (const { nodeId, severity } of issues) {
    if (nodeId === undefined || severity === "info") continue;
    const count = counts.get(nodeId) ?? { errors: 0, warnings: 0 };
    if (severity === "error") count.errors += 1;
    else count.warnings += 1;
    counts.set(nodeId, count);
  }
  return counts;
}

function handlesOf(
  ports: readonly PortView[],
  width: number,
  height: number,
  hasInput: boolean,
  offsets: readonly number[],
): StepFlowNode["handles"] {
  const size = { width: 12, height: 12 };
  return [
    ...(hasInput
      ? [{ id: "in", type: "target" as const, position: Position.Left, x: -6, y: height / 2 - 6, ...size }]
      : []),
    ...ports.map((port, index) => ({
      id: port.id,
      type: "source" as const,
      position: Position.Right,
      x: width - 6,
      y: (offsets[index] ?? height / 2) - 6,
      ...size,
    })),
  ];
}

function stepNode(context: GraphContext, id: string, data: StepData, parent: string | undefined): StepFlowNode {
  const { geometry } = context;
  const { width, height } = geometry.sizes.get(id) ?? { width: CARD_WIDTH, height: CARD_HEIGHT };
  const isOpenContainer = data.body !== null && !data.body.isFolded;
  const inputHeight = isOpenContainer ? CONTAINER_HEADER : height;
  const hasInput = data.what === "node";
  const offsets = isOpenContainer ? containerPortOffsets(data.ports.length) : portOffsets(data.ports.length, height);
  return {
    id,
    type: isOpenContainer ? "container" : "step",
    position: geometry.positions.get(id) ?? { x: 0, y: 0 },
    data,
    width,
    height,
    measured: { width, height },
    handles: handlesOf(data.ports, width, inputHeight, hasInput, offsets),
    ...(parent === undefined ? {} : { parentId: parent }),
    ...(isOpenContainer ? { dragHandle: ".container-header" } : {}),
    zIndex: isOpenContainer ? 0 : 1,
    hidden: geometry.hidden.has(id),
    ariaLabel: [data.title, data.line, data.run?.word, data.mark?.word].filter(Boolean).join(", "),
    domAttributes: { "data-testid": `node-${id}` } as StepFlowNode["domAttributes"],
  };
}

function orderParentsFirst(nodes: readonly WorkflowNode[]): WorkflowNode[] {
  const children = childrenByParent(nodes);
  const ordered: WorkflowNode[] = [];
  const seen = new Set<string>();
  const add = (parent: string) => {
    for (const node of children.get(parent) ?? []) {
      if (seen.has(node.id)) continue;
      seen.add(node.id);
      ordered.push(node);
      add(node.id);
    }
  };
  add("");
  return ordered;
}

/** Looks each word up once: thousands of cards say the same few words, and a look-up takes longer than a card. */
function askOnce(t: (key: string) => string): (key: string) => string {
  const known = new Map<string, string>();
  return (key) => {
    const word = known.get(key) ?? t(key);
    known.set(key, word);
    return word;
  };
}

/** The whole workflow as React Flow's nodes: parents first, sizes and exits given, so that nothing is measured. */
export function canvasNodes(context: GraphContext): CanvasNode[] {
  const { definition, language, runs, marks, pinned } = context;
  const objects = ownObjectsFirst(context.catalogue.objects, definition.triggers);
  const catalogue = { ...context.catalogue, objects };
  const t = askOnce(context.t);
  const counts = countIssues(context.issues ?? []);
  const used = new Set(definition.edges.map((edge) => `${edge.source} ${edge.sourcePort}`));
  const children = childrenByParent(definition.nodes);
  const shared = (item: WorkflowNode | Trigger) => ({
    type: item.type,
    title: titleOf(item, catalogue, language, t),
    isDisabled: item.disabled === true,
    errors: counts.get(item.id)?.errors ?? 0,
    warnings: counts.get(item.id)?.warnings ?? 0,
    run: runs?.get(item.id) ?? null,
    mark: marks?.get(item.id) ?? null,
    isPinned: pinned?.has(item.id) === true,
    isRenaming: false,
  });
  const triggers = definition.triggers.map((trigger): StepFlowNode => {
    const data: StepData = {
      ...shared(trigger),
      what: "trigger",
      icon: trigger.type,
      group: "triggers",
      line: describeTrigger(trigger, catalogue, language),
      ports: [{ id: "out", label: "", isOpen: !used.has(`${trigger.id} out`) }],
      showPortLabels: false,
      connection: null,
      body: null,
    };
    return stepNode(context, trigger.id, data, undefined);
  });
  const nodes = orderParentsFirst(definition.nodes).map((node): StepFlowNode => {
    const ports = portsOf(node);
    const data: StepData = {
      ...shared(node),
      ...look(node, catalogue),
      what: "node",
      line: describeNode(node, catalogue, language),
      ports: ports.map((port) => ({
        id: port,
        label: portLabel(node, port, language, t),
        isOpen: !used.has(`${node.id} ${port}`),
      })),
      showPortLabels: ports.length > 1,
      connection: node.type === "action" ? (node.connection ?? null) : null,
      body: isContainer(node)
        ? {
            count: (children.get(node.id) ?? []).length,
            isFolded: definition.layout.nodes[node.id]?.collapsed === true,
          }
        : null,
    };
    return stepNode(context, node.id, data, node.parent);
  });
  const groups = (definition.layout.groups ?? []).map(groupNode);
  return [...groups, ...definition.layout.notes.map((note) => noteNode(note, language)), ...triggers, ...nodes];
}

/** The edges that have both ends drawn. */
export function canvasEdges(context: GraphContext): CanvasEdge[] {
  const { definition, geometry, edgeStates, marks } = context;
  const known = new Set([...definition.nodes, ...definition.triggers].map((item) => item.id));
  return definition.edges
    .filter((edge) => known.has(edge.source) && known.has(edge.target))
    .filter((edge) => !geometry.hidden.has(edge.source) && !geometry.hidden.has(edge.target))
    .map((edge) => ({
      id: edge.id,
      type: "step",
      source: edge.source,
      sourceHandle: edge.sourcePort,
      target: edge.target,
      targetHandle: "in",
      data: { state: edgeStates?.get(edge.id) ?? null, mark: marks?.get(edge.id)?.kind ?? null },
    }));
}
