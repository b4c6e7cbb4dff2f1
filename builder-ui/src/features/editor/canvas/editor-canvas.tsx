import { type Connection, type OnConnectEnd, useReactFlow } from "@xyflow/react";
import { type MouseEvent, useCallback, useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Operation, type Place, vetoEdge } from "../../../../../definitions/operations/index.ts";
import { dropInto } from "../commands/drop-into.ts";
import { insertOnEdge } from "../commands/insert-on-edge.ts";
import { loadCommands, useCommands } from "../commands/use-commands.ts";
import { CanvasToolsSlot } from "../lazy-parts.tsx";
import { useEditorContext } from "../store/editor-context.ts";
import type { CanvasMenu } from "../store/editor-store.ts";
import type { CanvasEdge, CanvasNode } from "../view/canvas-graph.ts";
import { GROUP_PREFIX, NOTE_PREFIX } from "../view/drawn-nodes.ts";
import { CARD_HEIGHT } from "../view/node-size.ts";
import { whenIdle } from "../../../shared/when-idle.ts";
import { CanvasActionsContext } from "./canvas-actions.ts";
import { FlowCanvas } from "./flow-canvas.tsx";
import { useCanvasActionsOfEditor } from "./use-canvas-actions-of-editor.ts";
import { useCanvasNodes } from "./use-canvas-nodes.ts";
import { useFocusWish } from "./use-focus-wish.ts";

/** What the menu of the right mouse button is about, by the id of a node of the canvas. */
function menuOn(id: string): Pick<CanvasMenu, "on" | "id"> {
  if (id.startsWith(NOTE_PREFIX)) return { on: "note", id: id.slice(NOTE_PREFIX.length) };
  if (id.startsWith(GROUP_PREFIX)) return { on: "group", id: id.slice(GROUP_PREFIX.length) };
  return { on: "step", id };
}

/** The line under a point of the screen. */
function edgeAt(event: { clientX: number; clientY: number }): string | null {
  const found = document
    .elementsFromPoint(event.clientX, event.clientY)
    .find((element) => element.closest(".react-flow__edge") !== null);
  return found?.closest(".react-flow__edge")?.getAttribute("data-id") ?? null;
}

/** The canvas that is edited: drawing, moving, connecting, dropping. */
export function EditorCanvas() {
  const { store } = useEditorContext();
  const { t } = useTranslation("editor");
  const flow = useReactFlow<CanvasNode, CanvasEdge>();
  const model = useCanvasNodes();
  const commands = useCommands();
  const { attempt } = commands;
  const { geometry, isDragging } = model;
  useFocusWish(geometry, isDragging);
  useEffect(() => whenIdle(loadCommands), []);
  const actions = useCanvasActionsOfEditor(attempt);

  const isValidConnection = useCallback(
    (connection: Connection | CanvasEdge) => {
      try {
        const { source, sourceHandle, target } = connection;
        vetoEdge(store.getState().definition, { source, sourcePort: sourceHandle ?? "out", target });
        return true;
      } catch {
        return false;
      }
    },
    [store],
  );
  const onConnectEnd: OnConnectEnd = (event, { isValid, fromNode, fromHandle, toNode }) => {
    if (isValid === true || fromNode === null || fromHandle?.type !== "source") return;
    const from = { source: fromNode.id, sourcePort: fromHandle.id ?? "out" };
    if (toNode !== null && toNode.id !== fromNode.id) {
      attempt({ type: "connect", ...from, target: toNode.id });
      return;
    }
    const point = "changedTouches" in event ? event.changedTouches[0] : event;
    const isOnPane = event.target instanceof Element && event.target.classList.contains("react-flow__pane");
    if (point === undefined || !isOnPane) return;
    const drop = flow.screenToFlowPosition({ x: point.clientX, y: point.clientY });
    const place: Place = { kind: "branch", ...from };
    const at = { x: point.clientX, y: point.clientY };
    store.getState().set({ adding: { place, at, position: { x: drop.x, y: drop.y - CARD_HEIGHT / 2 } } });
  };
  const openMenu = (event: MouseEvent | globalThis.MouseEvent, on: Pick<CanvasMenu, "on" | "id">) => {
    event.preventDefault();
    const { selection, select, set } = store.getState();
    if (on.on === "step" && !selection.includes(on.id)) select([on.id]);
    set({ menu: { ...on, x: event.clientX, y: event.clientY } });
  };
  /** Beside the move: into the container or line under the drop. */
  const dropOf = (event: { clientX: number; clientY: number }, moved: readonly CanvasNode[]): Operation | null => {
    const { definition } = store.getState();
    const into = dropInto(definition, geometry, moved);
    const [only] = moved;
    if (into !== null || moved.length !== 1 || only === undefined) return into;
    const edge = edgeAt(event);
    return edge === null ? null : insertOnEdge(definition, geometry, { id: only.id, at: only.position }, edge);
  };
  const menu = useMemo(() => ({ on: "canvas" as const, id: "" }), []);

  return (
    <CanvasActionsContext value={actions}>
      <FlowCanvas
        label={t("canvas.label")}
        nodes={model.nodes}
        edges={model.edges}
        onNodesChange={model.onNodesChange}
        isValidConnection={isValidConnection}
        onNodeDragStart={(_, node, moved) => model.startDrag(node, moved)}
        onNodeDragStop={(event, __, moved) =>
          model.endDrag(moved, (ended) =>
            dropOf(
              "changedTouches" in event ? (event.changedTouches[0] ?? { clientX: -1, clientY: -1 }) : event,
              ended,
            ),
          )
        }
        onConnect={({ source, sourceHandle, target }) =>
          attempt({ type: "connect", source, sourcePort: sourceHandle ?? "out", target })
        }
        onConnectEnd={onConnectEnd}
        onEdgeClick={(_, edge) => store.getState().selectEdge(edge.id)}
        onPaneClick={() => store.getState().select([])}
        onNodeDoubleClick={() => store.getState().set({ isInspectorOpen: true })}
        onNodeContextMenu={(event, node) => openMenu(event, menuOn(node.id))}
        onEdgeContextMenu={(event, edge) => {
          store.getState().selectEdge(edge.id);
          openMenu(event, { on: "edge", id: edge.id });
        }}
        onPaneContextMenu={(event) => openMenu(event, menu)}
        onSelectionContextMenu={(event, [first]) => openMenu(event, first === undefined ? menu : menuOn(first.id))}
      >
        <CanvasToolsSlot commands={commands} />
      </FlowCanvas>
    </CanvasActionsContext>
  );
}
