import "@xyflow/react/dist/style.css";
import {
  Background,
  BackgroundVariant,
  MarkerType,
  ReactFlow,
  type ReactFlowInstance,
  type ReactFlowProps,
  useReactFlow,
  useStore,
} from "@xyflow/react";
import { useComputedColorScheme } from "@mantine/core";
import { Maximize, Minus, Plus } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { CanvasEdge, CanvasNode } from "../view/canvas-graph.ts";
import { firstView } from "../view/first-view.ts";
import { DOTS_ZOOM, GRID } from "../view/node-size.ts";
import { CanvasMap } from "./canvas-map.tsx";
import { ContainerNode } from "./container-node.tsx";
import classes from "./flow-canvas.module.css";
import { GroupNode } from "./group-node.tsx";
import { NoteNode } from "./note-node.tsx";
import { StepEdge } from "./step-edge.tsx";
import { StepNode } from "./step-node.tsx";

const NODE_TYPES = { step: StepNode, container: ContainerNode, note: NoteNode, frame: GroupNode };
const EDGE_TYPES = { step: StepEdge };
const MANY_NODES = 40;
const NO_NODES: CanvasNode[] = [];
/* What stays the same is one object: React Flow tells all its parts about a new one. */
const SELECTION_KEYS = ["Shift", "Meta", "Control"];
const SNAP: [number, number] = [GRID, GRID];
const EDGE_OPTIONS = { markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16 } };
const ATTRIBUTED = { hideAttribution: false };
/** Opens a workflow where it can be read. */
const showBeginning = (flow: ReactFlowInstance<CanvasNode, CanvasEdge>) => {
  const box = document.querySelector(".react-flow")?.getBoundingClientRect();
  if (box !== undefined) void flow.setViewport(firstView(flow.getNodes(), box.width, box.height));
};

type FlowCanvasProps = Omit<ReactFlowProps<CanvasNode, CanvasEdge>, "nodeTypes" | "edgeTypes"> & {
  label: string;
  children?: ReactNode;
};

/** React Flow as all our canvases use it: only what is in view is drawn, sizes given, dot grid, own controls. */
export function FlowCanvas({ label, children, ...props }: FlowCanvasProps) {
  const scheme = useComputedColorScheme("light");
  const { t } = useTranslation("editor");
  const help = useMemo(
    () => ({
      "node.a11yDescription.default": t("canvas.nodeHelp"),
      "node.a11yDescription.keyboardDisabled": t("canvas.nodeHelp"),
    }),
    [t],
  );
  return (
    <ReactFlow<CanvasNode, CanvasEdge>
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      colorMode={scheme}
      className={classes["flow"] ?? ""}
      aria-label={label}
      onlyRenderVisibleElements
      edgesFocusable={false}
      elevateNodesOnSelect={false}
      deleteKeyCode={null}
      multiSelectionKeyCode={SELECTION_KEYS}
      selectionKeyCode="Shift"
      panOnScroll
      zoomOnDoubleClick={false}
      snapToGrid
      snapGrid={SNAP}
      minZoom={0.08}
      maxZoom={2}
      connectionRadius={36}
      onInit={showBeginning}
      defaultEdgeOptions={EDGE_OPTIONS}
      proOptions={ATTRIBUTED}
      ariaLabelConfig={help}
      {...props}
    >
      <Dots />
      <ZoomControls />
      {(props.nodes?.length ?? 0) > MANY_NODES ? (
        <CanvasMap nodes={props.nodes ?? NO_NODES} label={t("canvas.map")} scheme={scheme} />
      ) : null}
      {children}
    </ReactFlow>
  );
}

/** The grid, as long as its dots can be told apart; from far they would be noise that costs frames. */
function Dots() {
  const isFar = useStore((state) => state.transform[2] < DOTS_ZOOM);
  return isFar ? null : <Background variant={BackgroundVariant.Dots} gap={GRID * 3} size={1.2} />;
}

function ZoomControls() {
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  const { t } = useTranslation("editor");
  return (
    <div className={classes["controls"]}>
      <button
        type="button"
        aria-label={t("canvas.zoomOut")}
        title={t("canvas.zoomOut")}
        onClick={() => void zoomOut({ duration: 150 })}
      >
        <Minus size={15} aria-hidden />
      </button>
      <button
        type="button"
        aria-label={t("canvas.zoomIn")}
        title={t("canvas.zoomIn")}
        onClick={() => void zoomIn({ duration: 150 })}
      >
        <Plus size={15} aria-hidden />
      </button>
      <button
        type="button"
        aria-label={t("canvas.fit")}
        data-testid="fit-view"
        title={t("canvas.fit")}
        onClick={() => void fitView({ duration: 200, padding: 0.12, maxZoom: 1 })}
      >
        <Maximize size={14} aria-hidden />
      </button>
    </div>
  );
}
