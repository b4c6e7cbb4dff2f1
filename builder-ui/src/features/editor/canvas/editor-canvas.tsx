import { type Connection, useReactFlow } from "@xyflow/react";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Place, vetoEdge } from "../../../../../definitions/operations/index.ts";
import { dropInto } from "../commands/drop-into.ts";
import { useCommands } from "../commands/use-commands.ts";
import { useEditor, useEditorContext } from "../store/editor-context.ts";
import type { CanvasEdge, CanvasNode } from "../view/canvas-graph.ts";
import { CARD_HEIGHT } from "../view/node-size.ts";
import { CanvasActionsContext } from "./canvas-actions.ts";
import { focusNodeElement, isInInspector } from "./focus-node.ts";
import { FlowCanvas } from "./flow-canvas.tsx";
import { useCanvasNodes } from "./use-canvas-nodes.ts";
import { useKeepInView } from "./use-keep-in-view.ts";

/** The canvas that is edited: drawing, moving, connecting, dropping. */
export function EditorCanvas() {
  const { store } = useEditorContext();
  const { t } = useTranslation("editor");
  const flow = useReactFlow<CanvasNode, CanvasEdge>();
  const model = useCanvasNodes();
  const { attempt } = useCommands();
  const focusWish = useEditor((state) => state.focusWish);
  const { geometry, isDragging } = model;

  const keepInView = useKeepInView();
  const live = useRef(geometry);
  useEffect(() => {
    live.current = geometry;
  }, [geometry]);
  useEffect(() => {
    if (focusWish === null) return;
    keepInView(store.getState().definition, live.current, focusWish.id);
    const before = document.activeElement;
    const hasGoneOn = () => document.activeElement !== before && isInInspector(document.activeElement);
    const timer = window.setTimeout(() => focusNodeElement(focusWish.id, hasGoneOn), 170);
    return () => window.clearTimeout(timer);
  }, [focusWish, keepInView, store]);
  const selected = useEditor((state) => (state.selection.length === 1 ? state.selection[0] : undefined));
  useEffect(() => {
    if (selected === undefined) return;
    // The inspector that opens with the selection narrows the canvas: look again once it is there.
    const timer = window.setTimeout(() => {
      if (!isDragging()) keepInView(store.getState().definition, live.current, selected);
    }, 60);
    return () => window.clearTimeout(timer);
  }, [selected, keepInView, store, isDragging]);

  const actions = useMemo(
    () => ({
      openAdd: (place: Place, at: { x: number; y: number }) => store.getState().set({ adding: { place, at } }),
      toggleFold: (id: string) => {
        const collapsed = store.getState().definition.layout.nodes[id]?.collapsed !== true;
        attempt({ type: "resizeNode", id, collapsed });
      },
    }),
    [store, attempt],
  );

  const isValidConnection = useCallback(
    (connection: Connection | CanvasEdge) => {
      try {
        vetoEdge(store.getState().definition, {
          source: connection.source,
          sourcePort: connection.sourceHandle ?? "out",
          target: connection.target,
        });
        return true;
      } catch {
        return false;
      }
    },
    [store],
  );

  return (
    <CanvasActionsContext value={actions}>
      <FlowCanvas
        label={t("canvas.label")}
        nodes={model.nodes}
        edges={model.edges}
        onNodesChange={model.onNodesChange}
        isValidConnection={isValidConnection}
        onNodeDragStart={() => {
          model.startDrag();
        }}
        onNodeDragStop={(_, __, moved) => {
          model.endDrag(moved);
          const drop = dropInto(store.getState().definition, geometry, moved);
          if (drop !== null) attempt(drop);
        }}
        onConnect={({ source, sourceHandle, target }) =>
          attempt({ type: "connect", source, sourcePort: sourceHandle ?? "out", target })
        }
        onConnectEnd={(event, state) => {
          if (state.isValid === true || state.fromNode === null || state.fromHandle?.type !== "source") return;
          if (state.toNode !== null && state.toNode !== undefined && state.toNode.id !== state.fromNode.id) {
            attempt({
              type: "connect",
              source: state.fromNode.id,
              sourcePort: state.fromHandle.id ?? "out",
              target: state.toNode.id,
            });
            return;
          }
          const point = "changedTouches" in event ? event.changedTouches[0] : event;
          if (
            point === undefined ||
            !(event.target instanceof Element) ||
            !event.target.classList.contains("react-flow__pane")
          )
            return;
          const place = {
            kind: "branch" as const,
            source: state.fromNode.id,
            sourcePort: state.fromHandle.id ?? "out",
          };
          const drop = flow.screenToFlowPosition({ x: point.clientX, y: point.clientY });
          store.getState().set({
            adding: {
              place,
              at: { x: point.clientX, y: point.clientY },
              position: { x: drop.x, y: drop.y - CARD_HEIGHT / 2 },
            },
          });
        }}
        onEdgeClick={(_, edge) => store.getState().selectEdge(edge.id)}
        onPaneClick={() => store.getState().select([])}
        onNodeDoubleClick={() => store.getState().set({ isInspectorOpen: true })}
      />
    </CanvasActionsContext>
  );
}
