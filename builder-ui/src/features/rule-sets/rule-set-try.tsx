import { Button, Group, JsonInput, Stack, Text, Title } from "@mantine/core";
import { Play, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RouteResponse } from "../../../../definitions/api.ts";
import { errorText } from "../../../../definitions/error-texts/index.ts";
import type { Json } from "../../../../definitions/json.ts";
import type { RuleSet } from "../../../../definitions/rule-sets/rule-set.ts";
import type { Explanation } from "../../../../definitions/run.ts";
import { useRouteMutation } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { MONO_INPUT } from "../../shared/mono-input.ts";
import { ExplanationTree } from "../run-canvas/explanation-tree.tsx";
import classes from "./decisions.module.css";
import { readObject } from "./read-object.ts";

type Tried = RouteResponse<"tryRuleSet">;

interface RuleSetTryProps {
  ruleSet: RuleSet;
  onTests: (tests: RuleSet["tests"]) => void;
}

/** Asks the set as it is drawn, saved or not: events, which rules hold and why, and the stored tests. */
export function RuleSetTry({ ruleSet, onTests }: RuleSetTryProps) {
  const { t } = useTranslation("decisions");
  const [input, setInput] = useState(() => JSON.stringify(ruleSet.tests[0]?.input ?? {}, undefined, 2));
  const [facts, setFacts] = useState(() => JSON.stringify(ruleSet.tests[0]?.facts ?? {}, undefined, 2));
  const ask = useRouteMutation("tryRuleSet", { showErrors: false });
  const given = { input: readObject(input), facts: readObject(facts) };
  const result = ask.data?.result ?? null;
  const isReady = given.input !== null && given.facts !== null;
  const key = ruleSet.key || "new";
  const keepTest = (result: NonNullable<Tried["result"]>) =>
    onTests([
      ...ruleSet.tests,
      {
        name: t("testName", { number: ruleSet.tests.length + 1 }),
        input: given.input ?? {},
        facts: Object.fromEntries<Json>(result.facts.map(({ id, value }) => [id, value])),
        expect: {
          events: result.events.map(({ type }) => type),
          rules: result.rules.filter(({ status }) => status === "held").map(({ id }) => id),
        },
      },
    ]);
  const shared = { autosize: true, minRows: 3, styles: MONO_INPUT, validationError: t("shared:problems.json") };
  return (
    <section className={classes["card"]} aria-label={t("try.title")}>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {t("try.title")}
        </Title>
        <div className={classes["fields"]} data-tall="">
          <JsonInput {...shared} label={t("try.input")} value={input} onChange={setInput} />
          <JsonInput {...shared} label={t("try.facts")} value={facts} onChange={setFacts} />
        </div>
        <Group>
          <Button
            leftSection={<Play size={14} aria-hidden />}
            disabled={!isReady}
            loading={ask.isPending}
            data-testid="rule-set-try"
            onClick={() =>
              ask.mutate({
                params: { key },
                body: { ruleSet: { ...ruleSet, key }, input: given.input ?? {}, facts: given.facts ?? {} },
              })
            }
          >
            {t("try.ask")}
          </Button>
          {result === null ? null : (
            <Button variant="default" leftSection={<Plus size={14} aria-hidden />} onClick={() => keepTest(result)}>
              {t("try.keep")}
            </Button>
          )}
        </Group>
        {ask.error === null ? null : <ErrorAlert error={ask.error} />}
        {ask.data === undefined ? null : <Answer ruleSet={ruleSet} tried={ask.data} />}
      </Stack>
    </section>
  );
}

function Answer({
  ruleSet,
  tried: { issues, result, error, tests, rulesNeverHeld },
}: {
  ruleSet: RuleSet;
  tried: Tried;
}) {
  const { t } = useTranslation(["decisions", "run"]);
  const { text, language } = useLanguage();
  const nameOf = (id: string) => text(ruleSet.rules.find((rule) => rule.id === id)?.name) || id;
  const told = (code: string, details: unknown, message: string) =>
    errorText(code, language, (details ?? {}) as Record<string, unknown>) ?? message;
  return (
    <Stack gap="sm" data-testid="rule-set-answer">
      {issues.length === 0 ? null : (
        <ul className={classes["verdict"]} data-bad="">
          {issues.map(({ code, path, message, details }) => (
            <li key={`${code}${path}`}>
              <code>{path}</code> {told(code, details, message)}
            </li>
          ))}
        </ul>
      )}
      {error === null ? null : (
        <p className={classes["verdict"]} data-bad="">
          {told(error.code, error.details, error.message)}
        </p>
      )}
      {result === null ? null : (
        <>
          <p className={classes["verdict"]} data-bad={result.events.length === 0 ? "" : undefined}>
            {result.events.length === 0
              ? t("try.noEvent")
              : result.events.map(({ type, params, rule }) => (
                  <span key={rule}>
                    <strong>{type}</strong> <code>{JSON.stringify(params)}</code> · {nameOf(rule)}
                    <br />
                  </span>
                ))}
          </p>
          {result.rules.map(({ id, status, explanation }) => (
            <div key={id}>
              <Text size="sm" fw={500}>
                {nameOf(id)} · {t(`status.${status}`)}
              </Text>
              {explanation === null ? null : <ExplanationTree explanation={explanation as Explanation} />}
            </div>
          ))}
          {result.facts.map(({ id, from, value, milliseconds }) => (
            <Text key={id} size="sm" c="dimmed">
              {t(`factCame.${from}`, { id, milliseconds })} <code>{JSON.stringify(value).slice(0, 300)}</code>
            </Text>
          ))}
        </>
      )}
      {tests.map(({ name, ok, expected, actual, error: problem }) => (
        <Text key={name} size="sm" c={ok ? "var(--fr-green)" : "var(--fr-red)"}>
          {t(ok ? "try.testOk" : "try.testFailed", { name })}
          {ok ? "" : ` ${JSON.stringify(expected)} ≠ ${problem ?? JSON.stringify(actual)}`}
        </Text>
      ))}
      {tests.length === 0 || rulesNeverHeld.length === 0 ? null : (
        <Text size="sm" c="dimmed">
          {t("try.never", { rules: rulesNeverHeld.map(nameOf).join(", ") })}
        </Text>
      )}
    </Stack>
  );
}
