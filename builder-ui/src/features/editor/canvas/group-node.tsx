import { type NodeProps, useStore } from "@xyflow/react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { GroupFlowNode } from "../view/drawn-nodes.ts";
import { useCanvasActions } from "./canvas-actions.ts";
import { RenameField } from "./rename-field.tsx";
import { ResizeCorner } from "./resize-corner.tsx";
import classes from "./drawn-nodes.module.css";

/** A coloured frame with a name; what stands in it moves with it. */
export const GroupNode = memo(function GroupNode({ id, data, selected, width, height }: NodeProps<GroupFlowNode>) {
  const { t } = useTranslation("editor");
  const actions = useCanvasActions();
  // From afar the name is what tells the groups apart: it stays readable.
  const fontSize = useStore((state) => Math.min(44, Math.max(13, Math.round(13 / state.transform[2]))));
  return (
    <div className={classes["group"]} data-color={data.color} data-selected={selected ? "" : undefined}>
      <div
        className={`${classes["groupHeader"]} group-header`}
        style={{ fontSize }}
        onDoubleClick={() => actions?.startRename(id)}
      >
        {data.isRenaming ? (
          <RenameField id={id} name={data.name} />
        ) : (
          <span className={classes["groupName"]}>{data.name === "" ? t("canvas.group") : data.name}</span>
        )}
      </div>
      {actions === null ? null : <ResizeCorner id={id} width={width ?? 0} height={height ?? 0} />}
    </div>
  );
});
