import { Select } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { WorkflowNode } from "../../../../../definitions/nodes/index.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { FieldFrame } from "../fields/field-frame.tsx";
import classes from "../fields/fields.module.css";
import { useEditorContext } from "../store/editor-context.ts";
import { useScope } from "../view/use-scope.ts";
import { OperationFields } from "./forms/operation-fields.tsx";
import type { Change, FormProps, NodeOf } from "./use-item.ts";

const WITH_ON_ERROR = new Set(["action", "call", "decision-table", "set", "for-each", "emit"]);

interface ErrorTabProps {
  node: WorkflowNode;
  change: Change;
  problemsOf: FormProps<WorkflowNode>["problemsOf"];
}

/** What happens when a step fails, and how a done step is undone when a later one fails. */
export function ErrorTab({ node, change, problemsOf }: ErrorTabProps) {
  const { t } = useTranslation("editor");
  if (!WITH_ON_ERROR.has(node.type)) return <p className={classes["help"]}>{t("inspector.nothing")}</p>;
  return (
    <>
      <OnErrorField node={node} change={change} />
      {node.type === "action" ? <UndoFields node={node} change={change} problemsOf={problemsOf} /> : null}
    </>
  );
}

function OnErrorField({ node, change }: { node: WorkflowNode; change: Change }) {
  const { t } = useTranslation("editor");
  const id = useId();
  return (
    <FieldFrame id={id} label={t("more.onError")} help={t(`more.onErrorHelp.${node.onError ?? "fail"}`)}>
      <Select
        id={id}
        data-testid="field-onError"
        allowDeselect={false}
        data={(["fail", "port", "continue"] as const).map((value) => ({
          value,
          label: t(`more.onErrorOption.${value}`),
        }))}
        value={node.onError ?? "fail"}
        onChange={(value) => change({ onError: value === "fail" ? undefined : value })}
      />
    </FieldFrame>
  );
}

/** The operation that undoes this step, with its input. */
function UndoFields({ node, change, problemsOf }: ErrorTabProps & { node: NodeOf<"action"> }) {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const { text } = useLanguage();
  const id = useId();
  const scope = useScope(node.id, true);
  const { compensate } = node;
  const connectorId = node.operation.split(".")[0];
  const data = catalogue.connectors
    .toSorted((a, b) => Number(b.id === connectorId) - Number(a.id === connectorId))
    .map((connector) => ({
      group: text(connector.title),
      items: connector.operations
        .filter(({ kind, sideEffect }) => kind === "action" && sideEffect)
        .map(({ name, title }) => ({ value: name, label: text(title) || name })),
    }))
    .filter(({ items }) => items.length > 0);
  return (
    <>
      <FieldFrame
        id={id}
        label={t("more.undo")}
        help={t("more.undoHelp")}
        problems={compensate === undefined ? [] : problemsOf("compensate.operation")}
      >
        <Select
          id={id}
          data-testid="field-compensate"
          searchable
          clearable
          placeholder={t("more.undoNone")}
          data={data}
          value={compensate?.operation ?? null}
          onChange={(operation) => change({ compensate: operation === null ? undefined : { operation, input: {} } })}
        />
      </FieldFrame>
      {compensate === undefined ? null : (
        <div className={classes["box"]}>
          <OperationFields
            call={compensate}
            path="compensate."
            scope={scope}
            problemsOf={problemsOf}
            onChange={(part, key) =>
              change({ compensate: withoutEmpty({ ...compensate, ...part }) }, `compensate.${key}`)
            }
          />
        </div>
      )}
    </>
  );
}

function withoutEmpty(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined));
}
