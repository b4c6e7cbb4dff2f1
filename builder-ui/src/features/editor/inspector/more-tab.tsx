import { NumberInput, Select, Textarea } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { RetryPolicy } from "../../../../../definitions/nodes/base.ts";
import type { WorkflowNode } from "../../../../../definitions/nodes/index.ts";
import type { Trigger } from "../../../../../definitions/triggers/index.ts";
import { ConditionField } from "../fields/condition-field.tsx";
import { DurationField } from "../fields/duration-field.tsx";
import { FieldFrame } from "../fields/field-frame.tsx";
import classes from "../fields/fields.module.css";
import { useEditor } from "../store/editor-context.ts";
import { useScope } from "../view/use-scope.ts";
import type { Change, FormProps } from "./use-item.ts";

const WITH_TIMEOUT = new Set(["action", "call", "for-each", "loop", "scope"]);
const WITH_RETRY = new Set(["action", "call"]);
/** Retries are of calls to operations and workflows; a for-each calls for its pages. */
const callsOut = (node: WorkflowNode) =>
  WITH_RETRY.has(node.type) || (node.type === "for-each" && node.source !== undefined);
const WITH_ON_ERROR = new Set(["action", "call", "decision-table", "set", "for-each", "emit"]);

/** Note, errors, retry, timeout and join: what every step may have. */
export function MoreTab({
  item,
  isTrigger,
  change,
  problemsOf,
}: FormProps<WorkflowNode | Trigger> & { isTrigger: boolean }) {
  const { t } = useTranslation("editor");
  const id = useId();
  const incoming = useEditor((state) => state.definition.edges.filter((edge) => edge.target === item.id).length);
  const node = isTrigger ? null : (item as WorkflowNode);
  return (
    <>
      <FieldFrame id={id} label={t("more.note")}>
        <Textarea
          id={id}
          autosize
          minRows={2}
          maxRows={8}
          value={item.note ?? ""}
          onChange={(event) => change({ note: event.currentTarget.value || undefined })}
        />
      </FieldFrame>
      {isTrigger ? <TriggerRule trigger={item as Trigger} change={change} problemsOf={problemsOf} /> : null}
      {node !== null && WITH_ON_ERROR.has(node.type) ? <OnErrorField node={node} change={change} /> : null}
      {node !== null && callsOut(node) ? <RetryFields retry={node.retry} change={change} /> : null}
      {node !== null && WITH_TIMEOUT.has(node.type) && "timeout" in { timeout: undefined, ...node } ? (
        <DurationField
          label={t("more.timeout")}
          optional
          withCalendar
          testId="field-timeout"
          value={(node as { timeout?: Parameters<typeof DurationField>[0]["value"] }).timeout}
          problems={problemsOf("timeout")}
          onChange={(timeout) => change({ timeout })}
        />
      ) : null}
      {node !== null && incoming > 1 ? <JoinField node={node} change={change} incoming={incoming} /> : null}
    </>
  );
}

function TriggerRule({
  trigger,
  change,
  problemsOf,
}: {
  trigger: Trigger;
  change: Change;
  problemsOf: FormProps<Trigger>["problemsOf"];
}) {
  const { t } = useTranslation("editor");
  const scope = useScope(trigger.id);
  return (
    <ConditionField
      label={t("more.when")}
      optional
      testId="field-when"
      scope={scope}
      value={trigger.when}
      problems={problemsOf("when")}
      onChange={(when) => change({ when })}
    />
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

function RetryFields({ retry, change }: { retry: RetryPolicy | undefined; change: Change }) {
  const { t } = useTranslation("editor");
  const id = useId();
  const set = (part: Partial<RetryPolicy>) => {
    const next = Object.fromEntries(Object.entries({ ...retry, ...part }).filter(([, value]) => value !== undefined));
    change({ retry: Object.keys(next).length === 0 ? undefined : next });
  };
  return (
    <>
      <FieldFrame id={id} label={t("more.attempts")} help={t("more.attemptsHelp")}>
        <NumberInput
          id={id}
          min={0}
          max={1_000}
          allowDecimal={false}
          placeholder={t("more.attemptsDefault")}
          value={retry?.maximumAttempts ?? ""}
          onChange={(value) => set({ maximumAttempts: typeof value === "number" ? value : undefined })}
        />
      </FieldFrame>
      {retry === undefined ? null : (
        <div className={classes["box"]}>
          <DurationField
            label={t("more.firstPause")}
            optional
            testId="field-retry-initial"
            value={retry.initialInterval}
            onChange={(value) => set({ initialInterval: typeof value === "string" ? value : undefined })}
          />
          <DurationField
            label={t("more.longestPause")}
            optional
            testId="field-retry-maximum"
            value={retry.maximumInterval}
            onChange={(value) => set({ maximumInterval: typeof value === "string" ? value : undefined })}
          />
        </div>
      )}
    </>
  );
}

function JoinField({ node, change, incoming }: { node: WorkflowNode; change: Change; incoming: number }) {
  const { t } = useTranslation("editor");
  const id = useId();
  const kind = node.join === undefined ? "all" : typeof node.join === "string" ? node.join : node.join.type;
  return (
    <FieldFrame id={id} label={t("more.join", { count: incoming })} help={t(`more.joinHelp.${kind}`)}>
      <Select
        id={id}
        allowDeselect={false}
        data={(["all", "any", "count"] as const).map((value) => ({ value, label: t(`more.joinOption.${value}`) }))}
        value={kind}
        onChange={(value) =>
          change({ join: value === "all" ? undefined : value === "count" ? { type: "count", n: 2 } : "any" })
        }
      />
      {typeof node.join === "object" && node.join.type === "count" ? (
        <NumberInput
          mt={6}
          min={1}
          max={incoming}
          aria-label={t("more.joinCount")}
          value={node.join.n}
          onChange={(n) => typeof n === "number" && change({ join: { ...(node.join as object), n } })}
        />
      ) : null}
    </FieldFrame>
  );
}
