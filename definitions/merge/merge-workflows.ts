import { freshId, takenIds, vetoEdge } from "../operations/index.ts";
import { remapReferences } from "../operations/remap-references.ts";
import type { Edge, Layout, WorkflowDefinition } from "../workflow.ts";
import { isSameJson } from "../is-same-json.ts";
import { type Decide, mergeValues, type ValueClash } from "./merge-values.ts";

/** Something that both have changed, or that one has changed and the other removed (`undefined` on that side). */
export interface MergeClash extends ValueClash {
  part: "workflow" | "trigger" | "variable" | "node" | "note" | "group";
  /** Id of the node, trigger, note or group, name of the variable; `workflow` for the rest. */
  id: string;
}
export interface MergeResult {
  merged: WorkflowDefinition;
  clashes: MergeClash[];
  /** Lines that one side drew and that no longer fit: their ends are gone, or they would make a circle. */
  lostEdges: Edge[];
}
/** Who wins at a clash; the key is `clashKey`'s. Clashes without a choice keep mine. */
export type MergeChoices = Readonly<Record<string, "mine" | "theirs">>;

/** Names a clash, the same one after every merge of the same three definitions. */
export function clashKey({ part, id, path }: Pick<MergeClash, "part" | "id" | "path">): string {
  return `${part} ${id} ${path}`;
}

interface Merging {
  choices: MergeChoices;
  clashes: MergeClash[];
}

function mergeList<T extends object>(
  merging: Merging,
  part: MergeClash["part"],
  sides: [base: readonly T[], mine: readonly T[], theirs: readonly T[]],
): T[] {
  const found: ValueClash[] = [];
  const placed = (path: string) => splitPath(part, path);
  const decide: Decide = (path) => merging.choices[clashKey({ part, ...placed(path) })];
  const merged = mergeValues(...sides, part, { decide, clashes: found });
  for (const clash of found) merging.clashes.push({ ...clash, part, ...placed(clash.path) });
  return merged as T[];
}

/** `node.assign.input.to` is the path `input.to` of the node `assign`. */
function splitPath(part: string, path: string): { id: string; path: string } {
  const [id = part, ...rest] = path.slice(part.length + 1).split(".");
  return { id, path: rest.join(".") };
}

/** Mine, with new names for what both sides have added under the same one and differently. */
function withOwnNames(
  base: WorkflowDefinition,
  mine: WorkflowDefinition,
  theirs: WorkflowDefinition,
): WorkflowDefinition {
  const before = takenIds(base);
  const others = new Map([...theirs.nodes, ...theirs.triggers].map((item) => [item.id, item]));
  const taken = new Set([...takenIds(mine), ...others.keys()]);
  const ids = new Map<string, string>();
  for (const item of [...mine.nodes, ...mine.triggers]) {
    const other = others.get(item.id);
    if (before.has(item.id) || other === undefined || isSameJson(item, other)) continue;
    const fresh = freshId(item.id, taken);
    taken.add(fresh);
    ids.set(item.id, fresh);
  }
  if (ids.size === 0) return mine;
  const renamed = (id: string) => ids.get(id) ?? id;
  return {
    ...mine,
    triggers: mine.triggers.map((trigger) => ({ ...trigger, id: renamed(trigger.id) })),
    nodes: mine.nodes.map((node) => {
      const own = remapReferences(node, ids);
      return { ...own, id: renamed(node.id), ...(own.parent === undefined ? {} : { parent: renamed(own.parent) }) };
    }),
    edges: mine.edges.map((edge) => ({ ...edge, source: renamed(edge.source), target: renamed(edge.target) })),
    layout: {
      ...mine.layout,
      nodes: Object.fromEntries(Object.entries(mine.layout.nodes).map(([id, place]) => [renamed(id), place])),
    },
  };
}

const lineOf = ({ source, sourcePort, target }: Edge) => `${source} ${sourcePort} ${target}`;

/** A line is what it connects: those of both sides, without what either has removed, drawn one after the other as on the canvas. */
function mergeEdges(
  into: WorkflowDefinition,
  base: WorkflowDefinition,
  mine: WorkflowDefinition,
  theirs: WorkflowDefinition,
): Pick<MergeResult, "merged" | "lostEdges"> {
  const old = new Set(base.edges.map(lineOf));
  const own = new Set(mine.edges.map(lineOf));
  const other = new Set(theirs.edges.map(lineOf));
  const wanted = [
    ...theirs.edges.filter((edge) => !old.has(lineOf(edge)) || own.has(lineOf(edge))),
    ...mine.edges.filter((edge) => !old.has(lineOf(edge)) && !other.has(lineOf(edge))),
  ];
  const lostEdges: Edge[] = [];
  const edges: Edge[] = [];
  const ids = new Set<string>();
  for (const edge of wanted) {
    try {
      vetoEdge({ ...into, edges }, edge);
      let { id } = edge;
      for (let number = wanted.length + 1; ids.has(id); number += 1) id = `e${number}`;
      ids.add(id);
      edges.push({ ...edge, id });
    } catch {
      lostEdges.push(edge);
    }
  }
  return { merged: { ...into, edges }, lostEdges };
}

/** Places are nobody's quarrel: where both have moved a thing, mine stands. */
function mergeLayout(merging: Merging, base: Layout, mine: Layout, theirs: Layout): Layout {
  const nodes = mergeValues(base.nodes, mine.nodes, theirs.nodes, "", { decide: () => "mine", clashes: [] });
  const notes = mergeList(merging, "note", [base.notes, mine.notes, theirs.notes]);
  const groups = mergeList(merging, "group", [base.groups ?? [], mine.groups ?? [], theirs.groups ?? []]);
  return { nodes: nodes as Layout["nodes"], notes, ...(groups.length === 0 ? {} : { groups }) };
}

/** What stands in a container that is gone stands on the canvas; places of what is gone go. */
function withoutRemains(merged: WorkflowDefinition): WorkflowDefinition {
  const known = takenIds(merged);
  const parents = new Map(merged.nodes.map(({ id, parent }) => [id, parent]));
  const isInItself = (id: string) => {
    const seen = new Set<string>();
    for (let at = parents.get(id); at !== undefined && !seen.has(at); at = parents.get(at)) {
      if (at === id) return true;
      seen.add(at);
    }
    return false;
  };
  return {
    ...merged,
    nodes: merged.nodes.map((node) => {
      if (node.parent === undefined || (known.has(node.parent) && !isInItself(node.id))) return node;
      const { parent: _, ...free } = node;
      return free;
    }),
    layout: {
      ...merged.layout,
      nodes: Object.fromEntries(Object.entries(merged.layout.nodes).filter(([id]) => known.has(id))),
    },
  };
}

/**
 * Makes one definition of two that were both changed from `base`. Changes that do not touch the same thing are both in it;
 * what both have added under one id is kept twice, mine under a new id. Clashes are decided by `choices`, else mine stands.
 */
export function mergeWorkflows(
  base: WorkflowDefinition,
  mine: WorkflowDefinition,
  theirs: WorkflowDefinition,
  choices: MergeChoices = {},
): MergeResult {
  const merging: Merging = { choices, clashes: [] };
  const own = withOwnNames(base, mine, theirs);
  const wholeOf = ({ nodes: _n, triggers: _t, variables: _v, edges: _e, layout: _l, ...whole }: WorkflowDefinition) => [
    { id: "workflow", ...whole },
  ];
  const [whole] = mergeList(merging, "workflow", [wholeOf(base), wholeOf(own), wholeOf(theirs)]);
  const { id: _, ...rest } = whole ?? { id: "workflow", ...own };
  const into: WorkflowDefinition = {
    ...rest,
    triggers: mergeList(merging, "trigger", [base.triggers, own.triggers, theirs.triggers]),
    variables: mergeList(merging, "variable", [base.variables, own.variables, theirs.variables]),
    nodes: mergeList(merging, "node", [base.nodes, own.nodes, theirs.nodes]),
    edges: [],
    layout: mergeLayout(merging, base.layout, own.layout, theirs.layout),
  };
  return { ...mergeEdges(withoutRemains(into), base, own, theirs), clashes: merging.clashes };
}
