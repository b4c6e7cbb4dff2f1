import { Button, Group, Select, Stack, Text, Title } from "@mantine/core";
import { Play } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Explanation } from "../../../../definitions/run.ts";
import type { ScoringModel } from "../../../../definitions/scoring/scoring-model.ts";
import { useRoute, useRouteMutation } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { plainText } from "../../shared/plain-text.ts";
import { useObject } from "../records/use-object.ts";
import { ExplanationTree } from "../run-canvas/explanation-tree.tsx";
import classes from "../rule-sets/decisions.module.css";

/** Scores one of the newest records with the model as it is drawn, and says why. */
export function ScoreTry({ model }: { model: ScoringModel }) {
  const { t } = useTranslation(["decisions", "run"]);
  const { language, text } = useLanguage();
  const [id, setId] = useState<string | null>(null);
  const nameField = useObject(model.object)?.nameField ?? "name";
  const records = useRoute("listRecords", { params: { object: model.object }, query: { limit: 50 } });
  const score = useRouteMutation("scoreRecord", { showErrors: false });
  const key = model.key || "new";
  const nameOf = (rule: string) =>
    (model.type === "points" ? text(model.rules.find((entry) => entry.id === rule)?.name) : "") || rule;
  const found = score.data;
  return (
    <section className={classes["card"]} aria-label={t("score.try")}>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {t("score.try")}
        </Title>
        <Group align="flex-end">
          <Select
            w={300}
            searchable
            label={t("score.record")}
            data={(records.data?.items ?? []).map((record) => ({
              value: record.id,
              label: plainText(record[nameField]) || record.id,
            }))}
            value={id}
            onChange={setId}
          />
          <Button
            leftSection={<Play size={14} aria-hidden />}
            disabled={id === null}
            loading={score.isPending}
            data-testid="score-try"
            onClick={() => id !== null && score.mutate({ params: { key }, body: { id, model: { ...model, key } } })}
          >
            {t("score.do")}
          </Button>
        </Group>
        {score.error === null ? null : <ErrorAlert error={score.error} />}
        {found === undefined ? null : (
          <Stack gap="xs" data-testid="score-answer">
            <p className={classes["verdict"]}>
              <strong>{found.score}</strong>
              {found.grade === null ? "" : ` · ${found.grade}`}
              {found.probability === null ? "" : ` · ${(found.probability * 100).toFixed(1)} %`}
            </p>
            <ul className={classes["levels"]}>
              {found.reasons.map((reason) => (
                <li key={reason.field}>{reason.text[language]}</li>
              ))}
            </ul>
            {found.rules.map(({ id: rule, points, remaining, explanation }) => (
              <div key={rule}>
                <Text size="sm" fw={500}>
                  {nameOf(rule)}: {points}
                  {remaining < 1 ? ` (${t("points.left", { share: Math.round(remaining * 100) })})` : ""}
                </Text>
                {explanation === null ? null : <ExplanationTree explanation={explanation as Explanation} />}
              </div>
            ))}
          </Stack>
        )}
      </Stack>
    </section>
  );
}
