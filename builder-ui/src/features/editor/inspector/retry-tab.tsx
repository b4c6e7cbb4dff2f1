import { NumberInput, Select } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { RetryPolicy } from "../../../../../definitions/nodes/base.ts";
import type { WorkflowNode } from "../../../../../definitions/nodes/index.ts";
import { DurationField } from "../fields/duration-field.tsx";
import { FieldFrame } from "../fields/field-frame.tsx";
import classes from "../fields/fields.module.css";
import { useEditor } from "../store/editor-context.ts";
import type { Change, FormProps } from "./use-item.ts";

const WITH_TIMEOUT = new Set(["action", "call", "for-each", "loop", "scope"]);
const WITH_RETRY = new Set(["action", "call"]);
/** Retries are of calls to operations and workflows; a for-each calls for its pages. */
const callsOut = (node: WorkflowNode) =>
  WITH_RETRY.has(node.type) || (node.type === "for-each" && node.source !== undefined);

interface RetryTabProps {
  node: WorkflowNode;
  change: Change;
  problemsOf: FormProps<WorkflowNode>["problemsOf"];
}

/** When a step starts, how often it is tried and how long it may take. */
export function RetryTab({ node, change, problemsOf }: RetryTabProps) {
  const { t } = useTranslation("editor");
  const incoming = useEditor((state) => state.definition.edges.filter((edge) => edge.target === node.id).length);
  const hasTimeout = WITH_TIMEOUT.has(node.type);
  return (
    <>
      {callsOut(node) ? <RetryFields retry={node.retry} change={change} /> : null}
      {hasTimeout ? (
        <DurationField
          label={t("more.timeout")}
          help={t("more.timeoutHelp")}
          optional
          withCalendar
          testId="field-timeout"
          value={(node as { timeout?: Parameters<typeof DurationField>[0]["value"] }).timeout}
          problems={problemsOf("timeout")}
          onChange={(timeout) => change({ timeout })}
        />
      ) : null}
      {incoming > 1 ? <JoinField node={node} change={change} incoming={incoming} /> : null}
      {callsOut(node) || hasTimeout || incoming > 1 ? null : (
        <p className={classes["help"]}>{t("inspector.nothing")}</p>
      )}
    </>
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
          <FieldFrame id={`${id}-backoff`} label={t("more.backoff")}>
            <NumberInput
              id={`${id}-backoff`}
              min={1}
              max={100}
              step={0.5}
              placeholder="2"
              value={retry.backoffCoefficient ?? ""}
              onChange={(value) => set({ backoffCoefficient: typeof value === "number" ? value : undefined })}
            />
          </FieldFrame>
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
