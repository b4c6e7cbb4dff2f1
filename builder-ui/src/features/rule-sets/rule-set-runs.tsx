import { Button, Stack, Text, Title } from "@mantine/core";
import { History } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { errorText } from "../../../../definitions/error-texts/index.ts";
import type { RuleSetAnswer, RuleSetBackTestStep } from "../../../../definitions/rule-sets/rule-set-back-test.ts";
import type { RuleSet } from "../../../../definitions/rule-sets/rule-set.ts";
import { useRouteMutation } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import classes from "./decisions.module.css";

const LAST = 100;

/** The set as it is drawn, saved or not, on what the last runs asked it: which would get another answer. */
export function RuleSetRuns({ ruleSet }: { ruleSet: RuleSet }) {
  const { t } = useTranslation("decisions");
  const compare = useRouteMutation("backTestRuleSet", { showErrors: false });
  const report = compare.data;
  return (
    <section className={classes["card"]} aria-label={t("runs.title")}>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {t("runs.title")}
        </Title>
        <Text size="sm" c="dimmed">
          {t("runs.text")}
        </Text>
        <div>
          <Button
            variant="default"
            leftSection={<History size={14} aria-hidden />}
            loading={compare.isPending}
            data-testid="rule-set-back-test"
            onClick={() => compare.mutate({ params: { key: ruleSet.key }, body: { ruleSet, last: LAST } })}
          >
            {t("runs.compare")}
          </Button>
        </div>
        <div aria-live="polite">
          {compare.error === null ? null : <ErrorAlert error={compare.error} />}
          {report === undefined ? null : (
            <>
              <Text size="sm" data-testid="rule-set-back-test-summary">
                {report.compared === 0 ? t("runs.none") : t("runs.summary", { ...report, steps: undefined })}
              </Text>
              <ul className={classes["list"]}>
                {report.steps.map((step) => (
                  <StepLine key={`${step.runId}/${step.stepId}`} step={step} />
                ))}
              </ul>
            </>
          )}
        </div>
      </Stack>
    </section>
  );
}

function StepLine({ step }: { step: RuleSetBackTestStep }) {
  const { t } = useTranslation("decisions");
  const { language } = useLanguage();
  const { error, before, after } = step;
  const answer = (given: RuleSetAnswer | null) => {
    if (given === null || given.held.length === 0) return t("runs.noRule");
    return given.events.map(({ type, params }) => `${type} ${JSON.stringify(params)}`).join(", ");
  };
  const problem = error === null ? null : (errorText(error.code, language, error.details ?? {}) ?? error.message);
  return (
    <li>
      <Text size="sm">
        <Link to={`/runs/${step.runId}`}>{step.record?.name ?? step.record?.id ?? step.runId}</Link>{" "}
        <code>{JSON.stringify(step.input)}</code>
        <br />
        <del>{answer(before)}</del> → {problem === null ? <ins>{answer(after)}</ins> : problem}
      </Text>
    </li>
  );
}
