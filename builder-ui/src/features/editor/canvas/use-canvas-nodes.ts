import { applyNodeChanges, type NodeChange } from "@xyflow/react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../i18n/use-language.ts";
import { useEditor, useEditorContext } from "../store/editor-context.ts";
import { canvasEdges, canvasNodes, type CanvasEdge, type CanvasNode } from "../view/canvas-graph.ts";
import { geometryOf, type Geometry } from "../view/geometry.ts";

const NOTE_PREFIX = "note:";

export interface CanvasModel {
  nodes: CanvasNode[];
  edges: CanvasEdge[];
  geometry: Geometry;
  onNodesChange: (changes: NodeChange<CanvasNode>[]) => void;
  startDrag: () => void;
  /** Makes one edit of a finished drag. */
  endDrag: (moved: readonly CanvasNode[]) => void;
  isDragging: () => boolean;
}

/** The store's definition as React Flow's nodes and edges; moves and selection go back to the store. */
export function useCanvasNodes(): CanvasModel {
  const { store, catalogue } = useEditorContext();
  const { language } = useLanguage();
  const { t } = useTranslation("editor");
  const definition = useEditor((state) => state.definition);
  const fallback = useEditor((state) => state.fallback);
  const issues = useEditor((state) => state.issues);
  const painting = useEditor((state) => state.painting);
  const pinned = useEditor((state) => state.pinned);
  const selection = useEditor((state) => state.selection);
  const selectedNote = useEditor((state) => state.selectedNote);
  const selectedEdge = useEditor((state) => state.selectedEdge);
  const dragging = useRef(false);

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
  const [nodes, setNodes] = useState(built);

  useEffect(() => {
    const chosen = new Set([...selection, ...(selectedNote === null ? [] : [NOTE_PREFIX + selectedNote])]);
    // oxlint-disable-next-line react/set-state-in-effect -- React Flow keeps the positions of a running drag in these nodes, so they cannot be derived while drawing
    setNodes(built.map((node) => (chosen.has(node.id) ? { ...node, selected: true } : node)));
  }, [built, selection, selectedNote]);

  const commitMove = useCallback(
    (moved: readonly CanvasNode[]) => {
      const { run } = store.getState();
      const positions: Record<string, { x: number; y: number }> = {};
      for (const node of moved) {
        if (node.id.startsWith(NOTE_PREFIX)) {
          run(
            { type: "updateNote", id: node.id.slice(NOTE_PREFIX.length), change: node.position },
            { mergeKey: `move:${node.id}` },
          );
        } else positions[node.id] = node.position;
      }
      if (Object.keys(positions).length > 0) run({ type: "moveNodes", positions }, { mergeKey: "move" });
    },
    [store],
  );

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      setNodes((current) => {
        const next = applyNodeChanges(changes, current);
        const isMove = (change: NodeChange<CanvasNode>) => change.type === "position" && change.dragging !== true;
        // Arrow keys move without a drag: the only news of it is the change itself.
        if (!dragging.current && changes.some(isMove)) {
          const ids = new Set(changes.filter(isMove).map((change) => (change.type === "position" ? change.id : "")));
          queueMicrotask(() => commitMove(next.filter((node) => ids.has(node.id))));
        }
        if (changes.some((change) => change.type === "select")) {
          const chosen = next.filter((node) => node.selected === true).map((node) => node.id);
          queueMicrotask(() => selectFromCanvas(store, chosen));
        }
        return next;
      });
    },
    [store, commitMove],
  );

  const edges = useMemo(
    () => builtEdges.map((edge) => (edge.id === selectedEdge ? { ...edge, selected: true, zIndex: 2 } : edge)),
    [builtEdges, selectedEdge],
  );
  const startDrag = useCallback(() => {
    dragging.current = true;
  }, []);
  const endDrag = useCallback(
    (moved: readonly CanvasNode[]) => {
      dragging.current = false;
      commitMove(moved);
    },
    [commitMove],
  );
  const isDragging = useCallback(() => dragging.current, []);
  return { nodes, edges, geometry, onNodesChange, startDrag, endDrag, isDragging };
}

function selectFromCanvas(store: ReturnType<typeof useEditorContext>["store"], chosen: readonly string[]): void {
  const state = store.getState();
  const notes = chosen.filter((id) => id.startsWith(NOTE_PREFIX));
  const steps = chosen.filter((id) => !id.startsWith(NOTE_PREFIX));
  if (steps.length > 0 || notes.length === 0) {
    const isSame = steps.length === state.selection.length && steps.every((id) => state.selection.includes(id));
    if (!isSame || state.selectedNote !== null) {
      if (steps.length === 0 && state.selectedEdge !== null) return;
      state.select(steps);
    }
  } else if (state.selectedNote !== notes[0]?.slice(NOTE_PREFIX.length)) {
    state.selectNote(notes[0]?.slice(NOTE_PREFIX.length) ?? null);
  }
}
