import { BaseEdge, type EdgeProps, getBezierPath } from "@xyflow/react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { CanvasEdge } from "../view/canvas-graph.ts";
import { useCanvasActions } from "./canvas-actions.ts";
import classes from "./step-node.module.css";

/* oxlint-disable jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the pointer's way; by keyboard the same is done with "+" on a step and in the outline (an edge is an image to screen readers, which may hold no button) */

/** A line between two steps, with a "+" in its middle on hover and when it is selected. */
export const StepEdge = memo(function StepEdge(props: EdgeProps<CanvasEdge>) {
  const { id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, markerEnd, selected, data } = props;
  const { t } = useTranslation("editor");
  const actions = useCanvasActions();
  const [path, labelX, labelY] = getBezierPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition });
  const open = (x: number, y: number) => actions?.openAdd({ kind: "edge", edge: id }, { x, y });
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        interactionWidth={24}
        className={classes["edge"] ?? ""}
        {...(markerEnd === undefined ? {} : { markerEnd })}
        {...{
          "data-selected": selected === true ? "" : undefined,
          "data-state": data?.state ?? undefined,
          "data-mark": data?.mark ?? undefined,
        }}
      />
      {actions === null ? null : (
        <g
          className={`${classes["edgePlus"]} nodrag nopan`}
          transform={`translate(${labelX} ${labelY})`}
          data-testid={`add-on-${id}`}
          data-shown={selected === true ? "" : undefined}
          onClick={(event) => {
            event.stopPropagation();
            open(event.clientX, event.clientY);
          }}
        >
          <title>{t("canvas.addHere")}</title>
          <circle r={10} />
          <path d="M-4.5 0H4.5M0 -4.5V4.5" />
        </g>
      )}
    </>
  );
});
