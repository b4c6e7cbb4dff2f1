import { useReactFlow } from "@xyflow/react";
import { type PointerEvent, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import type { Place } from "../../../../../definitions/operations/index.ts";
import { StepIcon } from "../canvas/step-icon.tsx";
import { useCommands } from "../commands/use-commands.ts";
import { useEditorContext } from "../store/editor-context.ts";
import { absolutePosition, containerAt, geometryOf } from "../view/geometry.ts";
import { CARD_HEIGHT, CARD_WIDTH, CONTAINER_HEADER, snap } from "../view/node-size.ts";
import classes from "./palette.module.css";
import { StepList } from "./step-list.tsx";
import type { StepKind } from "./step-kinds.ts";

const DRAG_START_PX = 5;

/** The palette: search, groups, drag onto the canvas by pointer events (mouse, pen, touch); Enter adds after the selection. */
export function Palette() {
  const { store } = useEditorContext();
  const { t } = useTranslation("editor");
  const flow = useReactFlow();
  const { addStep, addAfterSelection } = useCommands();
  const [ghost, setGhost] = useState<{ kind: StepKind; x: number; y: number } | null>(null);
  const wasDragged = useRef(false);

  const drop = (kind: StepKind, x: number, y: number) => {
    const target = document.elementFromPoint(x, y);
    if (target === null || target.closest(".react-flow") === null) return;
    const edge = target.closest(".react-flow__edge")?.getAttribute("data-id");
    const point = flow.screenToFlowPosition({ x, y });
    const { definition, fallback } = store.getState();
    const corner = { x: snap(point.x - CARD_WIDTH / 2), y: snap(point.y - CARD_HEIGHT / 2) };
    if (kind.what === "trigger") {
      addStep(kind, { kind: "free" }, corner);
      return;
    }
    if (edge !== null && edge !== undefined) {
      addStep(kind, { kind: "edge", edge });
      return;
    }
    const geometry = geometryOf(definition, fallback);
    const container = containerAt(definition, geometry, point);
    if (container === null) {
      addStep(kind, { kind: "free" }, corner);
      return;
    }
    const at = absolutePosition(geometry, container);
    const place: Place = { kind: "inside", container };
    addStep(kind, place, { x: Math.max(16, corner.x - at.x), y: Math.max(CONTAINER_HEADER + 16, corner.y - at.y) });
  };

  const startDrag = (event: PointerEvent<HTMLButtonElement>, kind: StepKind) => {
    if (event.button !== 0) return;
    const start = { x: event.clientX, y: event.clientY };
    const element = event.currentTarget;
    const { pointerId } = event;
    wasDragged.current = false;
    // From the first moment: a quick hand has left the row before its first move is reported.
    element.setPointerCapture(pointerId);
    const move = (moved: globalThis.PointerEvent) => {
      if (!wasDragged.current && Math.hypot(moved.clientX - start.x, moved.clientY - start.y) < DRAG_START_PX) return;
      wasDragged.current = true;
      setGhost({ kind, x: moved.clientX, y: moved.clientY });
    };
    const stop = () => {
      setGhost(null);
      element.removeEventListener("pointermove", move);
      element.removeEventListener("pointerup", up);
      element.removeEventListener("pointercancel", stop);
      window.removeEventListener("keydown", cancel, true);
      // The click that ends a drag comes after this; it must not add a second step.
      window.setTimeout(() => {
        wasDragged.current = false;
      }, 0);
    };
    const up = (ended: globalThis.PointerEvent) => {
      const isDrop = wasDragged.current;
      stop();
      if (isDrop) drop(kind, ended.clientX, ended.clientY);
    };
    const cancel = (pressed: globalThis.KeyboardEvent) => {
      if (pressed.key === "Escape") stop();
    };
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerup", up);
    element.addEventListener("pointercancel", stop);
    window.addEventListener("keydown", cancel, true);
  };

  return (
    <aside className={classes["palette"]} aria-label={t("palette.label")} data-testid="palette">
      <StepList
        searchId="palette-search"
        withTriggers
        testId="palette"
        onChoose={(kind) => {
          if (!wasDragged.current) addAfterSelection(kind);
        }}
        onPointerDown={startDrag}
      />
      {ghost === null
        ? null
        : createPortal(
            <div
              className={classes["ghost"]}
              style={{ left: ghost.x - CARD_WIDTH / 2, top: ghost.y - CARD_HEIGHT / 2 }}
            >
              <StepIcon icon={ghost.kind.icon} group={ghost.kind.group} />
              {ghost.kind.title}
            </div>,
            document.body,
          )}
    </aside>
  );
}
