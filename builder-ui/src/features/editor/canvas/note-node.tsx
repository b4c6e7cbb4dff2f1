import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { Markdown } from "../../../shared/markdown.tsx";
import type { NoteFlowNode } from "../view/canvas-graph.ts";
import classes from "./step-node.module.css";

/** A note on the canvas. */
export const NoteNode = memo(function NoteNode({ data, selected }: NodeProps<NoteFlowNode>) {
  return (
    <div className={classes["note"]} data-selected={selected ? "" : undefined}>
      <Markdown text={data.text} />
    </div>
  );
});
