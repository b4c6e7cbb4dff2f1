import { Button, Group, Select } from "@mantine/core";
import { History } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { errorText } from "../../../../definitions/error-texts/index.ts";
import type { DecisionTable } from "../../../../definitions/resources.ts";
import type { TableBackTest, TableBackTestStep } from "../../../../definitions/table-history.ts";
import { useRouteMutation } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import classes from "./tables.module.css";

const COUNTS = ["50", "100", "500", "1000"];

/** The table as it is edited, on what it was asked in the last runs. */
export function RunsTab({ table }: { table: DecisionTable }) {
  const { t } = useTranslation("tables");
  const [last, setLast] = useState("100");
  const compare = useRouteMutation("backTestTable", { showErrors: false });
  return (
    <>
      <p className={classes["hint"]}>{t("runs.text")}</p>
      <Group mb="sm" align="flex-end">
        <Select
          label={t("runs.last")}
          data={COUNTS}
          value={last}
          allowDeselect={false}
          w={120}
          onChange={(value) => setLast(value ?? "100")}
        />
        <Button
          leftSection={<History size={15} aria-hidden />}
          loading={compare.isPending}
          data-testid="table-back-test"
          onClick={() => compare.mutate({ params: { key: table.key }, body: { table, last: Number(last) } })}
        >
          {t("runs.run")}
        </Button>
      </Group>
      <div aria-live="polite">
        {compare.error === null ? null : <ErrorAlert error={compare.error} />}
        {compare.data === undefined ? null : <Report report={compare.data} />}
      </div>
    </>
  );
}

function Report({ report }: { report: TableBackTest }) {
  const { t } = useTranslation("tables");
  return (
    <>
      <p data-testid="back-test-summary">
        {report.compared === 0
          ? t("runs.none")
          : t("runs.summary", { compared: report.compared, different: report.different, failed: report.failed })}
      </p>
      <ul className={classes["plain"]}>
        {report.steps.map((step) => (
          <StepLine key={`${step.runId}/${step.stepId}`} step={step} />
        ))}
      </ul>
    </>
  );
}

function StepLine({ step }: { step: TableBackTestStep }) {
  const { language } = useLanguage();
  const { error } = step;
  const problem = error === null ? null : (errorText(error.code, language, error.details ?? {}) ?? error.message);
  const name = step.record === null ? step.runId : (step.record.name ?? step.record.id);
  return (
    <li className={classes["change"]}>
      <Link to={`/runs/${step.runId}`}>{name}</Link> <code>{JSON.stringify(step.input)}</code>
      <br />
      <del>{JSON.stringify(step.before)}</del> →{" "}
      {problem === null ? <ins>{JSON.stringify(step.after)}</ins> : <span>{problem}</span>}
      {step.hits.length === 0 ? "" : ` (${step.hits.join(", ")})`}
    </li>
  );
}
