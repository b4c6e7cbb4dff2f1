import { diffWorkflows, type WorkflowChange } from "../../../../definitions/diff/index.ts";
import type { WorkflowNode } from "../../../../definitions/nodes/index.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import type { StepMark } from "../editor/view/canvas-graph.ts";
import { geometryOf } from "../editor/view/geometry.ts";
import { CARD_HEIGHT, CARD_WIDTH, GRID } from "../editor/view/node-size.ts";

export interface DiffDrawing {
  /** The newer definition with what the older one had besides. */
  drawn: WorkflowDefinition;
  changes: WorkflowChange[];
  /** By id of step, trigger or drawn edge. */
  marks: Map<string, StepMark["kind"]>;
}

type Edge = WorkflowDefinition["edges"][number];
const wayOf = ({ source, sourcePort, target }: Edge) => `${source}.${sourcePort} → ${target}`;
const CLEARANCE = CARD_HEIGHT + GRID * 4;

/** Both definitions as one drawing: what was removed stands where it stood, moved down where something is now. */
export function drawDiff(before: WorkflowDefinition, after: WorkflowDefinition): DiffDrawing {
  const changes = diffWorkflows(before, after);
  const marks = new Map<string, StepMark["kind"]>();
  for (const { part, change, id } of changes)
    if ((part === "node" || part === "trigger") && change !== "reordered") marks.set(id, change);
  const isGone = ({ id }: { id: string }) => marks.get(id) === "removed";
  const gone = before.nodes.filter(isGone);
  const goneTriggers = before.triggers.filter(isGone);
  const ways = new Set(after.edges.map(wayOf));
  const old = new Set(before.edges.map(wayOf));
  const goneEdges = before.edges
    .filter((edge) => !ways.has(wayOf(edge)))
    .map(({ id, source, sourcePort, target }) => ({ id: `removed:${id}`, source, sourcePort, target }));
  for (const edge of after.edges) if (!old.has(wayOf(edge))) marks.set(edge.id, "added");
  for (const edge of goneEdges) marks.set(edge.id, "removed");
  const drawn = {
    ...after,
    triggers: [...after.triggers, ...goneTriggers],
    nodes: [...after.nodes, ...gone],
    edges: [...after.edges, ...goneEdges],
    layout: { ...after.layout, nodes: placeGone(before, after, gone, goneTriggers) },
  };
  return { drawn: withKnownParents(drawn), changes, marks };
}

/** A step whose container is in neither definition stands at the top level. */
function withKnownParents(definition: WorkflowDefinition): WorkflowDefinition {
  const known = new Set(definition.nodes.map(({ id }) => id));
  const nodes = definition.nodes.map((node): WorkflowNode => {
    if (node.parent === undefined || known.has(node.parent)) return node;
    const { parent: _, ...rest } = node;
    return rest;
  });
  return { ...definition, nodes };
}

function placeGone(
  before: WorkflowDefinition,
  after: WorkflowDefinition,
  gone: readonly WorkflowNode[],
  goneTriggers: readonly { id: string }[],
): WorkflowDefinition["layout"]["nodes"] {
  const places = { ...after.layout.nodes };
  const parents = new Map([...after.nodes, ...gone].map(({ id, parent }) => [id, parent ?? ""]));
  const { sizes } = geometryOf(after);
  const isTaken = (parent: string, x: number, y: number) =>
    Object.entries(places).some(([id, at]) => {
      const size = sizes.get(id) ?? { width: CARD_WIDTH, height: CARD_HEIGHT };
      const isBeside = x + CARD_WIDTH <= at.x || at.x + size.width <= x;
      const isApart = y + CARD_HEIGHT <= at.y || at.y + size.height <= y;
      return (parents.get(id) ?? "") === parent && !isBeside && !isApart;
    });
  for (const { id } of [...goneTriggers, ...gone]) {
    const stood = before.layout.nodes[id];
    if (stood === undefined) continue;
    let { y } = stood;
    for (let tries = 0; tries < 20 && isTaken(parents.get(id) ?? "", stood.x, y); tries += 1) y += CLEARANCE;
    places[id] = { ...stood, y };
  }
  return places;
}
