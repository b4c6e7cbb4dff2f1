import { ActionIcon, Button, Group } from "@mantine/core";
import { CircleCheck, CircleDashed, CircleX, FlaskConical, Play, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Workflow } from "../../../../definitions/api.ts";
import type { Difference, WorkflowTestReport } from "../../../../definitions/simulation.ts";
import { useRoute, useRouteMutation } from "../../api/hooks.ts";
import { confirmAction } from "../../shared/confirm.ts";
import { EmptyState } from "../../shared/empty-state.tsx";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { StatusBadge } from "../../shared/status-badge.tsx";
import classes from "./test-panel.module.css";

/** The tests stored beside the workflow: run all on the draft, see what differs and what no test reaches. */
export function StoredTestsTab({ workflow }: { workflow: Workflow }) {
  const { t } = useTranslation("test");
  const { key } = workflow;
  const tests = useRoute("listWorkflowTests", { params: { key } });
  const run = useRouteMutation("runWorkflowTests");
  const remove = useRouteMutation("deleteWorkflowTest", { invalidates: ["listWorkflowTests"] });
  if (tests.error !== null) return <ErrorAlert error={tests.error} onRetry={() => void tests.refetch()} />;
  const items = tests.data?.items ?? [];
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
  return (
    <>
      <Group mb={12}>
        <Button
          leftSection={<Play size={15} aria-hidden />}
          loading={run.isPending}
          data-testid="run-tests"
          onClick={() => run.mutate({ params: { key }, body: {} })}
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
                <ActionIcon aria-label={t("deleteOne", { name: test.name })} onClick={() => void ask(id, test.name)}>
                  <Trash2 size={15} aria-hidden />
                </ActionIcon>
              </div>
              <Differences differences={result?.differences ?? []} />
            </li>
          );
        })}
      </ul>
    </>
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
  const { t } = useTranslation("test");
  const { nodes, edges } = report.coverage;
  const missing = nodes.missing.length === 0 ? "" : ` ${t("missing", { nodes: nodes.missing.join(", ") })}`;
  return (
    <span data-testid="coverage">
      {t("counts", { passed: report.passed, failed: report.failed })}{" "}
      {t("coverage", { nodes: nodes.covered, allNodes: nodes.total, edges: edges.covered, allEdges: edges.total })}
      {missing}
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
