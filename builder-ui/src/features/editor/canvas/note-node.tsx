import type { NodeProps } from "@xyflow/react";
import { lazy, memo, Suspense } from "react";
import type { NoteFlowNode } from "../view/canvas-graph.ts";
import classes from "./step-node.module.css";

/** Most workflows have no note: what draws Markdown is loaded with the first one. */
const Markdown = lazy(async () => ({ default: (await import("../../../shared/markdown.tsx")).Markdown }));

/** A note on the canvas. */
export const NoteNode = memo(function NoteNode({ data, selected }: NodeProps<NoteFlowNode>) {
  return (
    <div className={classes["note"]} data-selected={selected ? "" : undefined}>
      <Suspense fallback={null}>
        <Markdown text={data.text} />
      </Suspense>
    </div>
  );
});
