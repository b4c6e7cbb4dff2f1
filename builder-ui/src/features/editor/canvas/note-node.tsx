import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import type { NoteFlowNode } from "../view/canvas-graph.ts";
import classes from "./step-node.module.css";

/** A note on the canvas. */
export const NoteNode = memo(function NoteNode({ data, selected }: NodeProps<NoteFlowNode>) {
  return (
    <div className={classes["note"]} data-selected={selected ? "" : undefined}>
      {data.text}
    </div>
  );
});
