import { applyNodeChanges, type NodeChange } from "@xyflow/react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Operation, Point } from "../../../../../definitions/operations/index.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { useEditor, useEditorContext } from "../store/editor-context.ts";
import type { EditorStore } from "../store/editor-store.ts";
import { canvasEdges, canvasNodes, type CanvasEdge, type CanvasNode } from "../view/canvas-graph.ts";
import { GROUP_PREFIX, NOTE_PREFIX } from "../view/drawn-nodes.ts";
import { geometryOf, type Geometry } from "../view/geometry.ts";
import { membersOf } from "./group-members.ts";
import { useGuides } from "./use-guides.ts";

interface CanvasModel {
  nodes: CanvasNode[];
  edges: CanvasEdge[];
  geometry: Geometry;
  onNodesChange: (changes: NodeChange<CanvasNode>[]) => void;
  startDrag: (lead: CanvasNode, moved: readonly CanvasNode[]) => void;
  /** Makes one edit of a finished drag; `extra` gives what else the drop does, with the places where it ended. */
  endDrag: (moved: readonly CanvasNode[], extra: (moved: readonly CanvasNode[]) => Operation | null) => void;
  isDragging: () => boolean;
}

/** The edit that puts steps, notes and groups where they have been moved to; null when nothing has been moved. */
function moveOf(moved: readonly CanvasNode[]): Operation | null {
  const positions: Record<string, Point> = {};
  const operations: Operation[] = [];
  for (const { id, position } of moved) {
    const change = { x: Math.round(position.x), y: Math.round(position.y) };
    if (id.startsWith(NOTE_PREFIX)) operations.push({ type: "updateNote", id: id.slice(NOTE_PREFIX.length), change });
    else if (id.startsWith(GROUP_PREFIX))
      operations.push({ type: "updateGroup", id: id.slice(GROUP_PREFIX.length), change });
    else positions[id] = change;
  }
  if (Object.keys(positions).length > 0) operations.push({ type: "moveNodes", positions });
  const [first] = operations;
  if (first === undefined) return null;
  return operations.length === 1 ? first : { type: "batch", operations, label: first };
}

/** Moves what stands in a group along with it. */
function followGroup(
  nodes: readonly CanvasNode[],
  id: string,
  members: ReadonlyMap<string, Point>,
  from: Point,
): CanvasNode[] {
  const group = nodes.find((node) => node.id === id);
  if (group === undefined) return [...nodes];
  const [dx, dy] = [group.position.x - from.x, group.position.y - from.y];
  return nodes.map((node) => {
    const start = members.get(node.id);
    return start === undefined ? node : { ...node, position: { x: start.x + dx, y: start.y + dy } };
  });
}

/** The store's definition as React Flow's nodes and edges; moves and selection go back to the store. */
export function useCanvasNodes(): CanvasModel {
  const { store } = useEditorContext();
  const { built, edges, geometry } = useBuiltGraph();
  const selection = useEditor((state) => state.selection);
  const selectedNote = useEditor((state) => state.selectedNote);
  const selectedGroup = useEditor((state) => state.selectedGroup);
  const renaming = useEditor((state) => state.renaming);
  const dragging = useRef<{ group: string; from: Point; members: Map<string, Point> } | "steps" | null>(null);
  const [nodes, setNodes] = useState(built);
  const latest = useRef(built);
  const guides = useGuides(geometry);
  const draw = useCallback((next: CanvasNode[]) => {
    latest.current = next;
    setNodes(next);
  }, []);

  useEffect(() => {
    const chosen = new Set(selection);
    if (selectedNote !== null) chosen.add(NOTE_PREFIX + selectedNote);
    if (selectedGroup !== null) chosen.add(GROUP_PREFIX + selectedGroup);
    // oxlint-disable-next-line react/set-state-in-effect -- React Flow keeps the positions of a running drag in these nodes, so they cannot be derived while drawing
    draw(
      built.map((node) => {
        const shown = chosen.has(node.id) ? { ...node, selected: true } : node;
        return shown.id === renaming ? ({ ...shown, data: { ...shown.data, isRenaming: true } } as CanvasNode) : shown;
      }),
    );
  }, [built, selection, selectedNote, selectedGroup, renaming, draw]);

  const commitMove = useCallback(
    (moved: readonly CanvasNode[], extra: Operation | null) => {
      const move = moveOf(moved);
      if (move === null) return;
      const ids = moved.map(({ id }) => id).join(" ");
      if (extra === null) store.getState().run(move, { mergeKey: `move:${ids}` });
      else store.getState().run({ type: "batch", operations: [move, extra], label: extra });
    },
    [store],
  );

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const drag = dragging.current;
      let next = applyNodeChanges(guides.lineUp(changes), latest.current);
      if (drag !== null && drag !== "steps") next = followGroup(next, drag.group, drag.members, drag.from);
      draw(next);
      const isMove = (change: NodeChange<CanvasNode>) => change.type === "position" && change.dragging !== true;
      // Arrow keys move without a drag: the only news of it is the change itself.
      if (drag === null && changes.some(isMove)) {
        const ids = new Set(changes.filter(isMove).map((change) => (change.type === "position" ? change.id : "")));
        commitMove(
          next.filter((node) => ids.has(node.id)),
          null,
        );
      }
      if (changes.some((change) => change.type === "select"))
        selectFromCanvas(
          store,
          next.filter((node) => node.selected === true).map((node) => node.id),
        );
    },
    [store, commitMove, draw, guides],
  );

  const startDrag = useCallback(
    (lead: CanvasNode, moved: readonly CanvasNode[]) => {
      const { definition } = store.getState();
      const group = definition.layout.groups?.find(({ id }) => GROUP_PREFIX + id === lead.id);
      if (group === undefined) {
        dragging.current = "steps";
        guides.start(lead, moved);
        return;
      }
      const ids = new Set(membersOf(definition, geometry, group));
      const members = new Map(latest.current.filter(({ id }) => ids.has(id)).map(({ id, position }) => [id, position]));
      dragging.current = { group: lead.id, from: { x: group.x, y: group.y }, members };
    },
    [store, geometry, guides],
  );
  const endDrag: CanvasModel["endDrag"] = useCallback(
    (moved, extra) => {
      const drag = dragging.current;
      dragging.current = null;
      guides.stop();
      const ids = new Set(moved.map(({ id }) => id));
      if (drag !== null && drag !== "steps") for (const id of drag.members.keys()) ids.add(id);
      const ended = latest.current.filter(({ id }) => ids.has(id));
      commitMove(ended, extra(ended));
    },
    [commitMove, guides],
  );
  const isDragging = useCallback(() => dragging.current !== null, []);
  return { nodes, edges, geometry, onNodesChange, startDrag, endDrag, isDragging };
}

/** Nodes and edges as the definition says, without selection. */
function useBuiltGraph(): { built: CanvasNode[]; edges: CanvasEdge[]; geometry: Geometry } {
  const { catalogue } = useEditorContext();
  const { language } = useLanguage();
  const { t } = useTranslation("editor");
  const definition = useEditor((state) => state.definition);
  const fallback = useEditor((state) => state.fallback);
  const issues = useEditor((state) => state.issues);
  const selectedEdge = useEditor((state) => state.selectedEdge);
  const painting = useEditor((state) => state.painting);
  const pinned = useEditor((state) => state.pinned);

  const geometry = useMemo(() => geometryOf(definition, fallback), [definition, fallback]);
  const context = useMemo(
    () => ({
      ...painting,
      definition,
      geometry,
      catalogue,
      language,
      t: (key: string) => t(key as never),
      issues,
      pinned,
    }),
    [painting, definition, geometry, catalogue, language, t, issues, pinned],
  );
  const built = useMemo(() => canvasNodes(context), [context]);
  const builtEdges = useMemo(() => canvasEdges(context), [context]);
  const edges = useMemo(
    () => builtEdges.map((edge) => (edge.id === selectedEdge ? { ...edge, selected: true, zIndex: 2 } : edge)),
    [builtEdges, selectedEdge],
  );
  return { built, edges, geometry };
}

/** Tells the store what has been selected on the canvas: steps, else a note, else a group. */
function selectFromCanvas(store: EditorStore, chosen: readonly string[]): void {
  const state = store.getState();
  const only = (prefix: string) => chosen.filter((id) => id.startsWith(prefix)).map((id) => id.slice(prefix.length))[0];
  const steps = chosen.filter((id) => !id.startsWith(NOTE_PREFIX) && !id.startsWith(GROUP_PREFIX));
  const note = only(NOTE_PREFIX) ?? null;
  const group = only(GROUP_PREFIX) ?? null;
  if (steps.length > 0) {
    const isSame = steps.length === state.selection.length && steps.every((id) => state.selection.includes(id));
    if (!isSame) state.select(steps);
  } else if (note !== null) {
    if (note !== state.selectedNote) state.selectNote(note);
  } else if (group !== null) {
    if (group !== state.selectedGroup) state.selectGroup(group);
  } else if (
    state.selectedEdge === null &&
    (state.selection.length > 0 || state.selectedNote !== null || state.selectedGroup !== null)
  ) {
    state.select([]);
  }
}
