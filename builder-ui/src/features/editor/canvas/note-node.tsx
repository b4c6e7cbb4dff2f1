import type { NodeProps } from "@xyflow/react";
import { lazy, memo, Suspense } from "react";
import type { NoteFlowNode } from "../view/drawn-nodes.ts";
import { useCanvasActions } from "./canvas-actions.ts";
import classes from "./drawn-nodes.module.css";
import { ResizeCorner } from "./resize-corner.tsx";

/** Most workflows have no note: what draws Markdown is loaded with the first one. */
const Markdown = lazy(async () => ({ default: (await import("../../../shared/markdown.tsx")).Markdown }));

/** A note on the canvas. */
export const NoteNode = memo(function NoteNode({ id, data, selected, width, height }: NodeProps<NoteFlowNode>) {
  const actions = useCanvasActions();
  return (
    <div className={classes["note"]} data-color={data.color} data-selected={selected ? "" : undefined}>
      <Suspense fallback={null}>
        <Markdown text={data.text} />
      </Suspense>
      {actions === null ? null : <ResizeCorner id={id} width={width ?? 0} height={height ?? 0} />}
    </div>
  );
});
