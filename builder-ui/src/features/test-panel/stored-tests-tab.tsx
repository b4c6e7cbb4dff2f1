import { ActionIcon, Button, Group, Tooltip } from "@mantine/core";
import { CircleCheck, CircleDashed, CircleX, FlaskConical, FolderOpen, Play, Trash2 } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Difference, WorkflowTestReport } from "../../../../definitions/simulation.ts";
import { useRoute, useRouteMutation } from "../../api/hooks.ts";
import { useMay } from "../../app/me.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { confirmAction } from "../../shared/confirm.ts";
import { EmptyState } from "../../shared/empty-state.tsx";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { StatusBadge } from "../../shared/status-badge.tsx";
import { useEditorContext } from "../editor/store/editor-context.ts";
import { titleOf, type Painting } from "../editor/view/canvas-graph.ts";
import { paintCoverage } from "./paint-simulation.ts";
import { simulateDraft, testDeskOf } from "./test-desk.ts";
import classes from "./test-panel.module.css";
import { isSample, startOfTest } from "./test-start.ts";

interface StoredTestsTabProps {
  /** What no test reaches, for the canvas. */
  onPaint: (painting: Painting | null) => void;
  /** A test was opened in the simulation. */
  onOpen: () => void;
}

/** The tests stored beside the workflow: run on the draft as it stands, see what differs and what no test reaches. */
export function StoredTestsTab({ onPaint, onOpen }: StoredTestsTabProps) {
  const { store, catalogue, workflowKey: key } = useEditorContext();
  const { t } = useTranslation("test");
  const mayWrite = useMay("workflow:write");
  const tests = useRoute("listWorkflowTests", { params: { key } });
  const run = useRouteMutation("runWorkflowTests");
  const remove = useRouteMutation("deleteWorkflowTest", { invalidates: ["listWorkflowTests"] });
  const coverage = run.data?.coverage;
  useEffect(() => {
    onPaint(coverage === undefined ? null : paintCoverage(coverage, t("unreached")));
  }, [coverage, onPaint, t]);
  if (tests.error !== null) return <ErrorAlert error={tests.error} onRetry={() => void tests.refetch()} />;
  const items = (tests.data?.items ?? []).filter(({ test }) => !isSample(test));
  if (tests.data !== undefined && items.length === 0)
    return <EmptyState icon={FlaskConical} title={t("noTests")} text={t("noTestsText")} />;
  const ask = async (id: string, name: string) => {
    const agreed = await confirmAction({
      title: t("deleteTitle", { name }),
      text: t("deleteText"),
      action: t("delete"),
      danger: true,
    });
    if (agreed) remove.mutate({ params: { key, id } });
  };
  const runOnes = (ids: string[]) =>
    run.mutate({ params: { key }, body: { definition: store.getState().definition, ids } });
  const open = (id: string, test: (typeof items)[number]["test"]) => {
    const { definition } = store.getState();
    const desk = testDeskOf(key);
    desk.setState({ start: startOfTest(id, test, definition.triggers[0]?.id ?? ""), tried: null, whole: null });
    void simulateDraft(desk, definition, catalogue);
    onOpen();
  };
  return (
    <>
      <Group mb={12}>
        <Button
          size="xs"
          leftSection={<Play size={14} aria-hidden />}
          loading={run.isPending}
          data-testid="run-tests"
          onClick={() => runOnes(items.map(({ id }) => id))}
        >
          {t("runAll")}
        </Button>
        {run.data === undefined ? null : <CoverageLine report={run.data} />}
      </Group>
      <ul className={classes["list"]} aria-label={t("tabs.tests")}>
        {items.map(({ id, test }) => {
          const result = run.data?.results.find(({ name }) => name === test.name);
          return (
            <li key={id} data-testid={`test-${id}`}>
              <div className={classes["head"]}>
                <Verdict ok={result?.ok} />
                <strong>{test.name}</strong>
                <span className={classes["space"]} />
                <Tool label={t("runOne", { name: test.name })} icon={Play} onClick={() => runOnes([id])} />
                <Tool label={t("open", { name: test.name })} icon={FolderOpen} onClick={() => open(id, test)} />
                {mayWrite ? (
                  <Tool
                    label={t("deleteOne", { name: test.name })}
                    icon={Trash2}
                    onClick={() => void ask(id, test.name)}
                  />
                ) : null}
              </div>
              <Differences differences={result?.differences ?? []} />
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Tool({ label, icon: Icon, onClick }: { label: string; icon: typeof Play; onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon size="sm" aria-label={label} onClick={onClick}>
        <Icon size={14} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

function Verdict({ ok }: { ok: boolean | undefined }) {
  const { t } = useTranslation("test");
  if (ok === undefined) return <StatusBadge icon={CircleDashed} tone="grey" label={t("notRun")} />;
  return ok ? (
    <StatusBadge icon={CircleCheck} tone="green" label={t("passed")} />
  ) : (
    <StatusBadge icon={CircleX} tone="red" label={t("failed")} />
  );
}

function CoverageLine({ report }: { report: WorkflowTestReport }) {
  const { store, catalogue } = useEditorContext();
  const { t } = useTranslation(["test", "editor"]);
  const { language } = useLanguage();
  const { nodes, edges } = report.coverage;
  const nameOf = (id: string) => {
    const node = store.getState().definition.nodes.find((candidate) => candidate.id === id);
    return node === undefined ? id : titleOf(node, catalogue, language, (key) => t(`editor:${key}` as never));
  };
  const names = nodes.missing.map(nameOf).join(language === "zh" ? "、" : ", ");
  return (
    <span data-testid="coverage">
      {t("counts", { passed: report.passed, failed: report.failed })}{" "}
      {t("coverage", { nodes: nodes.covered, allNodes: nodes.total, edges: edges.covered, allEdges: edges.total })}
      {nodes.missing.length === 0 ? "" : ` ${t("missing", { nodes: names })}`}
    </span>
  );
}

function Differences({ differences }: { differences: readonly Difference[] }) {
  const { t } = useTranslation("test");
  if (differences.length === 0) return null;
  return (
    <ul className={classes["differences"]}>
      {differences.map(({ expectation, node, expected, actual }) => (
        <li key={`${expectation}/${node ?? ""}`}>
          {t("difference", {
            what: node === undefined ? expectation : `${expectation} (${node})`,
            expected: JSON.stringify(expected),
            actual: JSON.stringify(actual),
          })}
        </li>
      ))}
    </ul>
  );
}
