import { Handle, type NodeProps, Position } from "@xyflow/react";
import { ActionIcon } from "@mantine/core";
import { ChevronDown, Plus } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { StepFlowNode } from "../view/canvas-graph.ts";
import { CONTAINER_HEADER, containerPortOffsets } from "../view/node-size.ts";
import { useCanvasActions } from "./canvas-actions.ts";
import { RenameField } from "./rename-field.tsx";
import { StepIcon } from "./step-icon.tsx";
import { StepMarks } from "./step-marks.tsx";
import { Badges, Ports } from "./step-node.tsx";
import classes from "./step-node.module.css";
import { STEP_STATUS_LOOK, StepRunState } from "./step-run-badge.tsx";

/** A container: a header with name and rule, and room for its body. Only the header can be dragged. */
export const ContainerNode = memo(function ContainerNode({ id, data, selected }: NodeProps<StepFlowNode>) {
  const { t } = useTranslation("editor");
  const actions = useCanvasActions();
  const tone = data.run === null ? undefined : STEP_STATUS_LOOK[data.run.status as keyof typeof STEP_STATUS_LOOK]?.tone;
  return (
    <div
      className={classes["frame"]}
      data-selected={selected ? "" : undefined}
      data-disabled={data.isDisabled ? "" : undefined}
      data-tone={tone}
      data-status={data.run?.status}
      data-mark={data.mark?.kind}
    >
      <StepMarks data={data} />
      <Handle
        id="in"
        type="target"
        position={Position.Left}
        style={{ top: CONTAINER_HEADER / 2 }}
        className={classes["handle"] ?? ""}
        isConnectable={actions !== null}
      />
      <div className={`${classes["frameHeader"]} container-header`}>
        <StepIcon icon={data.icon} group={data.group} size="row" />
        <div className={classes["words"]}>
          {data.isRenaming ? (
            <RenameField id={id} name={data.title} />
          ) : (
            <div className={classes["title"]} onDoubleClick={() => actions?.startRename(id)}>
              {data.title}
            </div>
          )}
          {data.run === null ? (
            <div className={classes["line"]} title={data.line}>
              {data.line}
            </div>
          ) : (
            <StepRunState run={data.run} />
          )}
        </div>
        <Badges data={data} />
        {actions === null ? null : (
          <ActionIcon
            className="nodrag"
            size="sm"
            tabIndex={-1}
            aria-label={t("canvas.fold")}
            onClick={() => actions.toggleFold(id)}
          >
            <ChevronDown size={15} aria-hidden />
          </ActionIcon>
        )}
      </div>
      {data.body?.count === 0 && actions !== null ? (
        <div className={classes["emptyBody"]}>
          <button
            type="button"
            className="nodrag nopan"
            data-testid={`add-inside-${id}`}
            onClick={(event) =>
              actions.openAdd({ kind: "inside", container: id }, { x: event.clientX, y: event.clientY })
            }
          >
            <Plus size={14} aria-hidden /> {t("canvas.addInside")}
          </button>
        </div>
      ) : null}
      <Ports id={id} data={data} offsets={containerPortOffsets(data.ports.length)} />
    </div>
  );
});
