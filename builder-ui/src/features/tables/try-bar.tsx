import { Button, Group, Text } from "@mantine/core";
import { Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../../definitions/error-texts/index.ts";
import { errorDataOf } from "../../../../definitions/errors.ts";
import type { ErrorData } from "../../../../definitions/error-data.ts";
import type { Json, JsonObject } from "../../../../definitions/json.ts";
import type { DecisionTable } from "../../../../definitions/resources.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import classes from "./tables.module.css";
import { ValueInput } from "./value-input.tsx";

interface TryBarProps {
  table: DecisionTable;
  readOnly: boolean;
  /** Ids of the rows that match what is tried; null while nothing is. */
  onMatch: (rows: ReadonlySet<string> | null) => void;
  /** Keeps what is tried as a test of the table. */
  onKeep: (test: DecisionTable["tests"][number]) => void;
}

type Answer = { outputs: Json; hits: string[] } | { error: ErrorData };

/** Asks the table as it is drawn, with one value a column, and shows which rows match. It answers again with every change. */
export function TryBar({ table, readOnly, onMatch, onKeep }: TryBarProps) {
  const { t } = useTranslation("tables");
  const [given, setGiven] = useState<JsonObject>({});
  const answer = useAnswer(table, given, onMatch);
  const input = inputOf(table, given);
  return (
    <section className={classes["try"]} aria-label={t("try.title")}>
      <div className={classes["testFields"]}>
        {table.inputs.map((column) => (
          <ValueInput
            key={column.id}
            column={column}
            value={given[column.id]}
            onChange={(value) => setGiven({ ...given, [column.id]: value })}
          />
        ))}
      </div>
      <Group gap="sm" mt="xs">
        <AnswerText table={table} answer={answer} />
        {readOnly || answer === null || "error" in answer ? null : (
          <Button
            size="compact-xs"
            variant="light"
            leftSection={<Plus size={12} aria-hidden />}
            data-testid="keep-test"
            onClick={() =>
              onKeep({
                name: t("tests.newName", { number: table.tests.length + 1 }),
                input,
                expect: answer.outputs,
              })
            }
          >
            {t("try.keep")}
          </Button>
        )}
      </Group>
    </section>
  );
}

/** A value for every column: what was not given is empty. */
const inputOf = (table: DecisionTable, given: JsonObject): JsonObject =>
  Object.fromEntries(table.inputs.map(({ id }) => [id, given[id] ?? null]));

function useAnswer(table: DecisionTable, given: JsonObject, onMatch: TryBarProps["onMatch"]): Answer | null {
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    let isGone = false;
    const ask = async () => {
      // What evaluates tables is loaded with the first question.
      const { compileTable, evaluateTable } = await import("../../../../definitions/tables/index.ts");
      if (isGone) return;
      let next: Answer;
      try {
        const asOf = new Date().toISOString();
        next = evaluateTable(compileTable(table), inputOf(table, given), { asOf, explain: false });
      } catch (thrown) {
        next = { error: errorDataOf(thrown) };
      }
      setAnswer(next);
      onMatch(new Set("error" in next ? [] : next.hits));
    };
    void ask();
    return () => {
      isGone = true;
    };
  }, [table, given, onMatch]);
  useEffect(() => () => onMatch(null), [onMatch]);
  return answer;
}

function AnswerText({ table, answer }: { table: DecisionTable; answer: Answer | null }) {
  const { t } = useTranslation("tables");
  const { language } = useLanguage();
  if (answer === null) return <output data-testid="try-answer" />;
  if ("error" in answer) {
    const { code, message, details } = answer.error;
    return (
      <Text component="output" size="sm" c="var(--fr-red)" data-testid="try-answer">
        {errorText(code, language, details ?? {}) ?? message}
      </Text>
    );
  }
  const numbers = answer.hits.map((id) => table.rows.findIndex((row) => row.id === id) + 1);
  const isLong = numbers.length > 12;
  return (
    <Text component="output" size="sm" data-testid="try-answer">
      {numbers.length === 0
        ? t("try.noRow")
        : t("try.rows", {
            count: numbers.length,
            rows: `${numbers.slice(0, 12).join(", ")}${isLong ? " …" : ""}`,
          })}{" "}
      <code className={classes["mono"]}>{JSON.stringify(answer.outputs)}</code>
    </Text>
  );
}
