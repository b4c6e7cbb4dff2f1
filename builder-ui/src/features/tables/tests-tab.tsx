import { ActionIcon, Button, Group, TextInput } from "@mantine/core";
import { CircleCheck, CircleX, Play, Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { DecisionTable } from "../../../../definitions/resources.ts";
import type { TableTestReport } from "../../../../definitions/tables/row-coverage.ts";
import { ExpectedInput } from "./expected-input.tsx";
import classes from "./tables.module.css";
import { ValueInput } from "./value-input.tsx";

type TableTest = DecisionTable["tests"][number];

interface TestsTabProps {
  table: DecisionTable;
  readOnly: boolean;
  /** Of the last run; null before it and after a change. */
  report: TableTestReport | null;
  onRun: () => void;
  onChange: (table: DecisionTable) => void;
}

/** The tests stored with the table: inputs and the result that they must give. They run when the table is saved, too. */
export function TestsTab({ table, readOnly, report, onRun, onChange }: TestsTabProps) {
  const { t } = useTranslation("tables");
  const add = () => {
    const input = Object.fromEntries(table.inputs.map(({ id }) => [id, null]));
    const test = { name: t("tests.newName", { number: table.tests.length + 1 }), input, expect: null };
    onChange({ ...table, tests: [...table.tests, test] });
  };
  const change = (index: number, test: Partial<TableTest>) =>
    onChange({ ...table, tests: table.tests.map((one, place) => (place === index ? { ...one, ...test } : one)) });
  return (
    <>
      <Group justify="space-between" mb="sm">
        <p className={classes["hint"]}>{t("tests.text")}</p>
        <Group gap="xs">
          {readOnly ? null : (
            <Button
              size="xs"
              variant="default"
              leftSection={<Plus size={13} aria-hidden />}
              data-testid="add-test"
              onClick={add}
            >
              {t("tests.add")}
            </Button>
          )}
          <Button
            size="xs"
            leftSection={<Play size={13} aria-hidden />}
            disabled={table.tests.length === 0}
            data-testid="run-tests"
            onClick={onRun}
          >
            {t("tests.run")}
          </Button>
        </Group>
      </Group>
      <output className={classes["hint"]} data-testid="test-summary">
        {report === null
          ? ""
          : t("tests.summary", {
              passed: report.passed,
              total: report.results.length,
              covered: report.coverage.covered,
              rows: report.coverage.rows,
            })}
      </output>
      {table.tests.map((test, index) => (
        <TestLine
          // oxlint-disable-next-line react/no-array-index-key -- a test's name is being edited here: its place is what stays
          key={`${index}-${table.tests.length}`}
          {...{ table, test, readOnly }}
          result={report?.results[index]}
          onChange={(next) => change(index, next)}
          onRemove={() => onChange({ ...table, tests: table.tests.toSpliced(index, 1) })}
        />
      ))}
    </>
  );
}

interface TestLineProps {
  table: DecisionTable;
  test: TableTest;
  readOnly: boolean;
  result: TableTestReport["results"][number] | undefined;
  onChange: (test: Partial<TableTest>) => void;
  onRemove: () => void;
}

function TestLine({ table, test, readOnly, result, onChange, onRemove }: TestLineProps) {
  const { t } = useTranslation("tables");
  return (
    <div className={classes["test"]} data-testid="table-test" data-ok={result?.ok}>
      <div className={classes["testHead"]}>
        <TextInput
          size="xs"
          w={260}
          readOnly={readOnly}
          label={t("shared:name")}
          defaultValue={test.name}
          onBlur={(event) => onChange({ name: event.currentTarget.value })}
        />
        <Verdict result={result} />
        {readOnly ? null : (
          <ActionIcon aria-label={t("tests.remove", { name: test.name })} onClick={onRemove}>
            <Trash2 size={15} aria-hidden />
          </ActionIcon>
        )}
      </div>
      <div className={classes["testFields"]}>
        {table.inputs.map((column) => (
          <ValueInput
            key={column.id}
            {...{ column, readOnly }}
            value={test.input[column.id]}
            onChange={(value) => onChange({ input: { ...test.input, [column.id]: value } })}
          />
        ))}
        <ExpectedInput {...{ table, readOnly }} value={test.expect} onChange={(expect) => onChange({ expect })} />
      </div>
    </div>
  );
}

function Verdict({ result }: { result: TestLineProps["result"] }) {
  const { t } = useTranslation("tables");
  if (result === undefined) return <span className={classes["verdict"]} />;
  return (
    <span className={classes["verdict"]}>
      {result.ok ? (
        <>
          <CircleCheck size={15} color="var(--fr-green)" aria-hidden /> {t("tests.passed")}
        </>
      ) : (
        <>
          <CircleX size={15} color="var(--fr-red)" aria-hidden />
          <span>{t("tests.got", { actual: result.error ?? JSON.stringify(result.actual) })}</span>
        </>
      )}
    </span>
  );
}
