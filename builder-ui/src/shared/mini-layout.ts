import type { WorkflowDefinition } from "../../../definitions/workflow.ts";

export interface MiniBox {
  id: string;
  group: "trigger" | "logic" | "crm" | "messages" | "systems" | "end";
  x: number;
  y: number;
}

const MESSAGE_CONNECTORS = new Set(["smtp", "imap", "slack", "teams", "feishu", "dingtalk", "wecom"]);

function groupOf(node: WorkflowDefinition["nodes"][number]): MiniBox["group"] {
  if (node.type === "end") return "end";
  if (node.type !== "action") return "logic";
  const connector = node.operation.split(".")[0] ?? "";
  if (connector === "crm") return "crm";
  return MESSAGE_CONNECTORS.has(connector) ? "messages" : "systems";
}

/** How many steps lie before each node at most; a cycle does not hang it. */
function ranksOf(ids: readonly string[], edges: readonly { source: string; target: string }[]): Map<string, number> {
  const ranks = new Map(ids.map((id) => [id, 0]));
  for (let turn = 0; turn < ids.length; turn++) {
    let changed = false;
    for (const { source, target } of edges) {
      const next = (ranks.get(source) ?? 0) + 1;
      if (next > (ranks.get(target) ?? 0) && next <= ids.length) {
        ranks.set(target, next);
        changed = true;
      }
    }
    if (!changed) break;
  }
  return ranks;
}

/**
 * Places a definition's triggers and steps in columns for a small picture. A container's body is left out: the container
 * stands for it. Gives boxes, the pairs to link, and the picture's size.
 */
export function miniLayout(
  definition: Pick<WorkflowDefinition, "triggers" | "nodes" | "edges">,
  size: { width: number; height: number },
): { boxes: MiniBox[]; links: [MiniBox, MiniBox][]; width: number; height: number } {
  const entries: Pick<MiniBox, "id" | "group">[] = [
    ...definition.triggers.map((trigger) => ({ id: trigger.id, group: "trigger" as const })),
    ...definition.nodes
      .filter((node) => node.parent === undefined)
      .map((node) => ({ id: node.id, group: groupOf(node) })),
  ];
  const known = new Set(entries.map((entry) => entry.id));
  const edges = definition.edges.filter((edge) => known.has(edge.source) && known.has(edge.target));
  const ranks = ranksOf([...known], edges);
  const columns: Pick<MiniBox, "id" | "group">[][] = [];
  for (const entry of entries) (columns[ranks.get(entry.id) ?? 0] ??= []).push(entry);
  const filled = columns.filter((column) => column !== undefined);
  const tallest = Math.max(1, ...filled.map((column) => column.length));
  const stepX = size.width + 16;
  const stepY = size.height + 9;
  const boxes = filled.flatMap((column, index) =>
    column.map((entry, row) => ({
      ...entry,
      x: index * stepX,
      y: (tallest - column.length) * (stepY / 2) + row * stepY,
    })),
  );
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const links: [MiniBox, MiniBox][] = [];
  for (const edge of edges) {
    const [from, to] = [byId.get(edge.source), byId.get(edge.target)];
    if (from !== undefined && to !== undefined) links.push([from, to]);
  }
  return {
    boxes,
    links,
    width: Math.max(size.width, filled.length * stepX - 16),
    height: tallest * stepY - 9,
  };
}
