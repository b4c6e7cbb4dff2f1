import { type Connection, useReactFlow } from "@xyflow/react";
import { useCallback, useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Place, vetoEdge } from "../../../../../definitions/operations/index.ts";
import { useCommands } from "../commands/use-commands.ts";
import { useEditor, useEditorContext } from "../store/editor-context.ts";
import type { CanvasEdge, CanvasNode } from "../view/canvas-graph.ts";
import { absolutePosition, containerAt } from "../view/geometry.ts";
import { CARD_HEIGHT, CARD_WIDTH, CONTAINER_HEADER } from "../view/node-size.ts";
import { CanvasActionsContext } from "./canvas-actions.ts";
import { FlowCanvas } from "./flow-canvas.tsx";
import { useCanvasNodes } from "./use-canvas-nodes.ts";

/** Focuses a drawn node; two frames later, because it may only just have come into view. */
export function focusNodeElement(id: string): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      document
        .querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
        ?.focus({ preventScroll: true });
    }),
  );
}

/** The canvas that is edited: drawing, moving, connecting, dropping. */
export function EditorCanvas() {
  const { store } = useEditorContext();
  const { t } = useTranslation("editor");
  const flow = useReactFlow<CanvasNode, CanvasEdge>();
  const model = useCanvasNodes();
  const { attempt } = useCommands();
  const focusWish = useEditor((state) => state.focusWish);
  const { geometry } = model;

  useEffect(() => {
    if (focusWish === null) return;
    const { definition } = store.getState();
    const size = geometry.sizes.get(focusWish.id);
    if (size === undefined) return;
    const at = absolutePosition(definition, geometry, focusWish.id);
    const zoom = Math.max(flow.getZoom(), 0.6);
    void flow.setCenter(at.x + size.width / 2, at.y + Math.min(size.height, 300) / 2, { zoom, duration: 150 });
    window.setTimeout(() => focusNodeElement(focusWish.id), 170);
    // Geometry changes with every edit; only a new wish may move the view.
  }, [focusWish, flow, store]);

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

  const dropIntoContainer = useCallback(
    (moved: readonly CanvasNode[]) => {
      const { definition } = store.getState();
      const steps = moved.filter((node) => definition.nodes.some((candidate) => candidate.id === node.id));
      const [first] = steps;
      if (first === undefined) return;
      const parent = definition.nodes.find((node) => node.id === first.id)?.parent ?? null;
      const live = {
        ...geometry,
        positions: new Map([...geometry.positions, ...steps.map((node) => [node.id, node.position] as const)]),
      };
      const at = absolutePosition(definition, live, first.id);
      const centre = { x: at.x + CARD_WIDTH / 2, y: at.y + CARD_HEIGHT / 2 };
      const into = containerAt(definition, geometry, centre, new Set(steps.map((node) => node.id)));
      if (into === parent) return;
      const isTied = definition.edges.some(
        (edge) =>
          steps.some((n) => n.id === edge.source) !== steps.some((n) => n.id === edge.target) &&
          steps.some((n) => n.id === edge.source || n.id === edge.target),
      );
      // A connected step that is dragged over a border is only moved: its lines would cross.
      if (isTied) return;
      const origin = into === null ? { x: 0, y: 0 } : absolutePosition(definition, geometry, into);
      const positions = Object.fromEntries(
        steps.map((node) => {
          const here = absolutePosition(definition, live, node.id);
          return [
            node.id,
            {
              x: Math.max(into === null ? -1e6 : 16, here.x - origin.x),
              y: Math.max(into === null ? -1e6 : CONTAINER_HEADER + 16, here.y - origin.y),
            },
          ];
        }),
      );
      attempt({ type: "moveInto", ids: steps.map((node) => node.id), container: into, positions });
    },
    [store, geometry, attempt],
  );

  return (
    <CanvasActionsContext value={actions}>
      <FlowCanvas
        label={t("canvas.label")}
        nodes={model.nodes}
        edges={model.edges}
        fitView
        onNodesChange={model.onNodesChange}
        isValidConnection={isValidConnection}
        onNodeDragStart={() => {
          model.dragging.current = true;
        }}
        onNodeDragStop={(_, __, moved) => {
          model.dragging.current = false;
          model.commitMove(moved);
          dropIntoContainer(moved);
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
          store
            .getState()
            .set({
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
