import { Anchor, Button, Group, Select } from "@mantine/core";
import { History, Route } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Workflow } from "../../../../definitions/api.ts";
import type { BackTestReport, BackTestRun } from "../../../../definitions/back-test.ts";
import { useRouteMutation } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { ApiError } from "../../api/api-error.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { useEditor, useEditorContext } from "../editor/store/editor-context.ts";
import { ExplanationTree } from "../run-canvas/explanation-tree.tsx";
import type { Painting } from "../editor/view/canvas-graph.ts";
import { paintWays } from "./paint-simulation.ts";
import classes from "./test-panel.module.css";

const COUNTS = ["20", "50", "200"];

interface BackTestTabProps {
  workflow: Workflow;
  /** A run's two ways, for the canvas. */
  onPaint: (painting: Painting | null) => void;
}

/** The draft against the last real runs: which would have gone another way, and why. */
export function BackTestTab({ workflow, onPaint }: BackTestTabProps) {
  const { store } = useEditorContext();
  const { t } = useTranslation("test");
  const [last, setLast] = useState("50");
  const compare = useRouteMutation("backTestWorkflow", { showErrors: false });
  return (
    <>
      <p className={classes["hint"]}>{t("backTest.text")}</p>
      <Group mb={12} align="flex-end">
        <Select
          size="xs"
          label={t("backTest.last")}
          data={COUNTS}
          value={last}
          allowDeselect={false}
          w={120}
          onChange={(value) => setLast(value ?? "50")}
        />
        <Button
          size="xs"
          leftSection={<History size={14} aria-hidden />}
          loading={compare.isPending}
          data-testid="back-test"
          onClick={() => {
            const { definition } = store.getState();
            compare.mutate({ params: { key: workflow.key }, body: { definition, last: Number(last) } });
          }}
        >
          {t("backTest.run")}
        </Button>
      </Group>
      <div aria-live="polite">
        {compare.error === null ? null : <ErrorAlert error={compare.error} />}
        {compare.data === undefined || compare.error !== null ? null : (
          <Report report={compare.data} onPaint={onPaint} />
        )}
      </div>
    </>
  );
}

function Report({ report, onPaint }: { report: BackTestReport } & Pick<BackTestTabProps, "onPaint">) {
  const [onCanvas, setOnCanvas] = useState<string | null>(null);
  const { t } = useTranslation("test");
  const shown = report.runs.filter(({ verdict }) => verdict !== "same");
  return (
    <>
      <p data-testid="back-test-summary">
        {report.compared === 0
          ? t("backTest.none")
          : t("backTest.summary", { different: report.different, compared: report.compared })}{" "}
        {report.failed === 0 ? null : t("backTest.failed", { count: report.failed })}{" "}
        {report.leftOut === 0 ? null : t("backTest.leftOut", { count: report.leftOut })}
      </p>
      <ul className={classes["list"]} aria-label={t("tabs.backTest")}>
        {shown.map((run) => (
          <li key={run.runId} data-testid={`run-${run.runId}`}>
            <DifferentRun
              run={run}
              isShown={onCanvas === run.runId}
              onShow={() => {
                setOnCanvas(run.runId);
                onPaint(paintWays(run, { was: t("backTest.onlyWas"), now: t("backTest.onlyNow") }));
              }}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function DifferentRun({ run, isShown, onShow }: { run: BackTestRun; isShown: boolean; onShow: () => void }) {
  const { t } = useTranslation("test");
  const { text } = useLanguage();
  const definition = useEditor((state) => state.definition);
  const nodes = new Map(definition.nodes.map((node) => [node.id, node]));
  const nameOf = (id: string) => text(nodes.get(id)?.name) || id;
  const wayOf = (path: readonly string[]) => path.map(nameOf).join(" → ");
  const { why } = run;
  return (
    <>
      <div className={classes["head"]}>
        <Anchor component={Link} to={`/runs/${run.runId}`}>
          {run.record?.name ?? run.record?.id ?? run.runId}
        </Anchor>
        <span className={classes["time"]}>{t("backTest.version", { version: run.version })}</span>
        {run.after === null ? null : (
          <Button
            size="compact-xs"
            variant={isShown ? "light" : "default"}
            aria-pressed={isShown}
            leftSection={<Route size={13} aria-hidden />}
            data-testid={`show-ways-${run.runId}`}
            onClick={onShow}
          >
            {t("backTest.show")}
          </Button>
        )}
      </div>
      {run.error === null ? null : <ErrorAlert error={new ApiError({ status: 0, ...run.error })} />}
      <p>
        {t("backTest.was")} {wayOf(run.before.path)}
      </p>
      {run.after === null ? null : (
        <p>
          {t("backTest.now")} {wayOf(run.after.path)}
        </p>
      )}
      {run.changes
        .filter(({ kind }) => kind === "input")
        .map(({ node = "", stepId, field, before, after }) => (
          <p key={`${stepId}/${field}`} className={classes["hint"]}>
            {t("difference", {
              what: `${nameOf(node)} · ${field}`,
              expected: JSON.stringify(before),
              actual: JSON.stringify(after),
            })}
          </p>
        ))}
      {why === null ? null : (
        <details>
          <summary>{t("backTest.because", { node: nameOf(why.node) })}</summary>
          {(why.after.explanation ?? []).map((explanation, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- rules are asked in one order that never changes
            <ExplanationTree key={index} explanation={explanation} node={nodes.get(why.node)} />
          ))}
        </details>
      )}
      {run.assumed.length === 0 ? null : (
        <p className={classes["hint"]}>{t("backTest.assumed", { nodes: run.assumed.map(nameOf).join(", ") })}</p>
      )}
    </>
  );
}
