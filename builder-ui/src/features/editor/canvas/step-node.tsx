import { Handle, type NodeProps, Position, useStore } from "@xyflow/react";
import { ChevronRight, CircleAlert, Link2, Plus, TriangleAlert } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { StepData, StepFlowNode } from "../view/canvas-graph.ts";
import { CARD_HEIGHT, CHEAP_ZOOM, portOffsets } from "../view/node-size.ts";
import { useCanvasActions } from "./canvas-actions.ts";
import { RenameField } from "./rename-field.tsx";
import { StepIcon } from "./step-icon.tsx";
import { STEP_STATUS_LOOK, StepRunState } from "./step-run-badge.tsx";
import { StepMarks } from "./step-marks.tsx";
import classes from "./step-node.module.css";

/** The exits of a card, each with its name where there are several, and a "+" where nothing follows yet. */
export function Ports({ id, data, offsets }: { id: string; data: StepData; offsets: readonly number[] }) {
  const { t } = useTranslation("editor");
  const actions = useCanvasActions();
  return data.ports.map((port, index) => {
    const top = offsets[index] ?? 0;
    const add = t("canvas.addAfter", { name: data.title, port: port.label });
    return (
      <div key={port.id}>
        <Handle
          id={port.id}
          type="source"
          position={Position.Right}
          style={{ top }}
          className={classes["handle"] ?? ""}
          isConnectable={actions !== null}
        />
        {data.showPortLabels ? (
          <span
            className={classes["portLabel"]}
            style={{ top }}
            data-open={port.isOpen && actions !== null ? "" : undefined}
          >
            {port.label}
          </span>
        ) : null}
        {port.isOpen && actions !== null ? (
          <button
            type="button"
            tabIndex={-1}
            aria-label={add}
            title={add}
            data-testid={`add-after-${id}-${port.id}`}
            className={`${classes["plus"]} nodrag nopan`}
            style={{ top }}
            onClick={(event) => {
              event.stopPropagation();
              actions.openAdd(
                { kind: "after", source: id, sourcePort: port.id },
                { x: event.clientX, y: event.clientY },
              );
            }}
          >
            <Plus size={14} aria-hidden />
          </button>
        ) : null}
      </div>
    );
  });
}

/** Problems and connection, at the card's upper right. */
export function Badges({ data }: { data: StepData }) {
  const { t } = useTranslation("editor");
  return (
    <span className={classes["badges"]}>
      {data.connection === null ? null : (
        <span title={t("canvas.connection", { name: data.connection })}>
          <Link2 size={13} aria-label={t("canvas.connection", { name: data.connection })} />
        </span>
      )}
      {data.errors > 0 ? (
        <span className={classes["problem"]} data-severity="error" title={t("problems.errors", { count: data.errors })}>
          <CircleAlert size={14} aria-label={t("problems.errors", { count: data.errors })} />
        </span>
      ) : data.warnings > 0 ? (
        <span
          className={classes["problem"]}
          data-severity="warning"
          title={t("problems.warnings", { count: data.warnings })}
        >
          <TriangleAlert size={14} aria-label={t("problems.warnings", { count: data.warnings })} />
        </span>
      ) : null}
    </span>
  );
}

/** A card: icon, name, what it does in words; in a run its state. */
export const StepNode = memo(function StepNode({ id, data, selected, height }: NodeProps<StepFlowNode>) {
  const { t } = useTranslation("editor");
  const isCheap = useStore((state) => state.transform[2] < CHEAP_ZOOM);
  const actions = useCanvasActions();
  const cardHeight = height ?? CARD_HEIGHT;
  const tone = data.run === null ? undefined : STEP_STATUS_LOOK[data.run.status as keyof typeof STEP_STATUS_LOOK]?.tone;
  return (
    <div
      className={classes["card"]}
      data-selected={selected ? "" : undefined}
      data-disabled={data.isDisabled ? "" : undefined}
      data-what={data.what}
      data-tone={tone}
      data-status={data.run?.status}
      data-mark={data.mark?.kind}
      data-cheap={isCheap ? "" : undefined}
    >
      {data.what === "node" ? (
        <Handle
          id="in"
          type="target"
          position={Position.Left}
          className={classes["handle"] ?? ""}
          isConnectable={actions !== null}
        />
      ) : null}
      <StepIcon icon={data.icon} group={data.group} />
      <div className={classes["words"]}>
        {data.isRenaming ? (
          <RenameField id={id} name={data.title} />
        ) : (
          <div className={classes["title"]} onDoubleClick={() => actions?.startRename(id)}>
            {data.title}
          </div>
        )}
        {isCheap ? null : data.run === null ? (
          <div className={classes["line"]} title={data.line}>
            {data.isDisabled ? t("canvas.disabled", { line: data.line }) : data.line}
          </div>
        ) : (
          <StepRunState run={data.run} />
        )}
      </div>
      {isCheap ? null : <Badges data={data} />}
      <StepMarks data={data} />
      {data.body === null ? null : (
        <button
          type="button"
          className={`${classes["unfold"]} nodrag`}
          disabled={actions === null}
          aria-label={t("canvas.unfold", { count: data.body.count })}
          onClick={() => actions?.toggleFold(id)}
        >
          <ChevronRight size={14} aria-hidden /> {data.body.count}
        </button>
      )}
      {isCheap ? null : <Ports id={id} data={data} offsets={portOffsets(data.ports.length, cardHeight)} />}
      {isCheap
        ? data.ports.map((port) => (
            <Handle
              key={port.id}
              id={port.id}
              type="source"
              position={Position.Right}
              className={classes["handle"] ?? ""}
              isConnectable={false}
            />
          ))
        : null}
    </div>
  );
});
