import { ActionIcon, Button, Group, TextInput } from "@mantine/core";
import { CircleCheck, CircleX, Play, Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Json } from "../../../../definitions/json.ts";
import type { DecisionTable } from "../../../../definitions/resources.ts";
import type { TableTestReport } from "../../../../definitions/tables/row-coverage.ts";
import classes from "./tables.module.css";

type TableTest = DecisionTable["tests"][number];

interface TestsTabProps {
  table: DecisionTable;
  readOnly: boolean;
  /** Of the last run; null before it and after a change. */
  report: TableTestReport | null;
  onRun: () => void;
  onChange: (table: DecisionTable) => void;
}

/** A value as it is typed: numbers and yes or no as such, everything else as text; nothing is null. */
function readValue(text: string, type: string | undefined): Json {
  if (text === "") return null;
  if (type === "number" && Number.isFinite(Number(text))) return Number(text);
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}
const shownValue = (value: Json | undefined) =>
  value === null || value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);

/** The result that a test expects: a value where the table has one output, JSON where it has several or a list comes. */
function readExpected(text: string, table: DecisionTable): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return readValue(text, table.outputs[0]?.type);
  }
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
  const field = { size: "xs", readOnly } as const;
  return (
    <div className={classes["test"]} data-testid="table-test" data-ok={result?.ok}>
      <TextInput
        {...field}
        label={t("shared:name")}
        defaultValue={test.name}
        onBlur={(event) => onChange({ name: event.currentTarget.value })}
      />
      {table.inputs.map(({ id, type }) => (
        <TextInput
          key={id}
          {...field}
          label={id}
          defaultValue={shownValue(test.input[id])}
          onBlur={(event) => onChange({ input: { ...test.input, [id]: readValue(event.currentTarget.value, type) } })}
        />
      ))}
      <TextInput
        {...field}
        label={t("tests.expect")}
        defaultValue={shownValue(test.expect)}
        onBlur={(event) => onChange({ expect: readExpected(event.currentTarget.value, table) })}
      />
      <span className={classes["verdict"]}>
        {result === undefined ? null : result.ok ? (
          <>
            <CircleCheck size={15} color="var(--fr-green)" aria-hidden /> {t("tests.passed")}
          </>
        ) : (
          <>
            <CircleX size={15} color="var(--fr-red)" aria-hidden />{" "}
            {t("tests.got", { actual: result.error ?? JSON.stringify(result.actual) })}
          </>
        )}
      </span>
      {readOnly ? null : (
        <ActionIcon aria-label={t("tests.remove", { name: test.name })} onClick={onRemove}>
          <Trash2 size={15} aria-hidden />
        </ActionIcon>
      )}
    </div>
  );
}
