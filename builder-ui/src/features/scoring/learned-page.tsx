import { Button, Group, MultiSelect, NumberInput, Select, Stack, TagsInput, Text, Title } from "@mantine/core";
import { GraduationCap } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { FieldDescription } from "../../../../definitions/catalogue.ts";
import type { LearnedScore } from "../../../../definitions/scoring/scoring-model.ts";
import { useRouteMutation } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { useCatalogue, useObject } from "../records/use-object.ts";
import classes from "../rule-sets/decisions.module.css";
import { type EditorParts, ResourceEditor } from "../rule-sets/resource-editor.tsx";
import { GradeList } from "./grade-list.tsx";
import { ScoreReportView } from "./score-report-view.tsx";
import { ScoreTry } from "./score-try.tsx";

const BLANK: LearnedScore = {
  schemaVersion: 1,
  type: "learned",
  key: "",
  name: "",
  object: "lead",
  target: { field: "status", positive: ["converted"], negative: ["disqualified"] },
  // Known only after somebody worked on the record, or made from a score.
  leaveOut: ["score", "grade", "contactedAt"],
  keep: [],
  maximumRows: 100_000,
  gate: { minimumAuc: 0.6, minimumHoldOutRows: 50 },
  grades: [
    { grade: "A", from: 70 },
    { grade: "B", from: 40 },
  ],
  model: null,
  lastTraining: null,
};

export default function LearnedPage() {
  const { t } = useTranslation(["decisions", "editor", "run"]);
  return (
    <ResourceEditor kind="scoring-models" folder="/rules/learned" blank={BLANK} title={t("kinds.learned")}>
      {(parts) => (
        <>
          <Learning {...parts} />
          <GradeList grades={parts.value.grades} onChange={(grades) => parts.change({ grades })} />
          <Training {...parts} />
          {parts.value.model === null ? null : <ScoreTry model={parts.value} />}
        </>
      )}
    </ResourceEditor>
  );
}

const textsOf = (values: readonly unknown[] | undefined) => (values ?? []).map(String);

function Learning({ value, change }: EditorParts<LearnedScore>) {
  const { t } = useTranslation("decisions");
  const { text } = useLanguage();
  const catalogue = useCatalogue();
  const fields = useObject(value.object)?.fields ?? [];
  const target = fields.find(({ name }) => name === value.target.field);
  const named = fields.map(({ name, title }) => ({ value: name, label: text(title) }));
  const choices = target?.values ?? [];
  const { gate } = value;
  return (
    <Stack gap="sm">
      <div className={classes["fields"]}>
        <Select
          label={t("object")}
          allowDeselect={false}
          data={(catalogue?.objects ?? []).map(({ name, title }) => ({ value: name, label: text(title) }))}
          value={value.object}
          onChange={(object) =>
            object === null || object === value.object ? undefined : change({ object, ...startOf(object, catalogue) })
          }
        />
        <Select
          label={t("learned.target")}
          allowDeselect={false}
          searchable
          data={named}
          value={value.target.field}
          onChange={(field) => (field === null ? undefined : change({ target: { field, positive: [] } }))}
        />
        <TagsInput
          label={t("learned.positive")}
          data={choices}
          value={textsOf(value.target.positive)}
          onChange={(positive) => change({ target: { ...value.target, positive } })}
        />
        <TagsInput
          label={t("learned.negative")}
          description={t("learned.negativeHelp")}
          data={choices}
          value={textsOf(value.target.negative)}
          onChange={(negative) =>
            change({ target: { ...value.target, negative: negative.length === 0 ? undefined : negative } })
          }
        />
      </div>
      <MultiSelect
        label={t("learned.leaveOut")}
        description={t("learned.leaveOutHelp")}
        searchable
        data={named.filter(({ value: name }) => name !== value.target.field)}
        value={value.leaveOut}
        onChange={(leaveOut) => change({ leaveOut })}
      />
      <div className={classes["fields"]}>
        <NumberInput
          label={t("learned.minimumAuc")}
          min={0.5}
          max={1}
          step={0.05}
          decimalScale={2}
          value={gate.minimumAuc}
          onChange={(next) => change({ gate: { ...gate, minimumAuc: typeof next === "number" ? next : 0.6 } })}
        />
        <NumberInput
          label={t("learned.minimumRows")}
          min={10}
          value={gate.minimumHoldOutRows}
          onChange={(next) => change({ gate: { ...gate, minimumHoldOutRows: typeof next === "number" ? next : 50 } })}
        />
      </div>
    </Stack>
  );
}

/** Another kind of record begins with its stage field as outcome. */
function startOf(object: string, catalogue: ReturnType<typeof useCatalogue>): Partial<LearnedScore> {
  const description = catalogue?.objects.find(({ name }) => name === object);
  const stage = description?.stageField ?? description?.fields[0]?.name ?? "name";
  const values = description?.fields.find((field: FieldDescription) => field.name === stage)?.values ?? [];
  const positive = values.filter((value) => ["won", "converted", "resolved"].includes(value));
  const negative = values.filter((value) => ["lost", "disqualified"].includes(value));
  return {
    target: { field: stage, positive, ...(negative.length === 0 ? {} : { negative }) },
    leaveOut: [],
    keep: [],
    model: null,
    lastTraining: null,
  };
}

function Training({ value, isSaved, readOnly, change }: EditorParts<LearnedScore>) {
  const { t } = useTranslation("decisions");
  const train = useRouteMutation("trainScoringModel", {
    invalidates: ["getResource", "listResources"],
    showErrors: false,
  });
  const last = value.lastTraining;
  return (
    <section className={classes["card"]} aria-label={t("learned.training")}>
      <Stack gap="md">
        <Group justify="space-between">
          <div>
            <Title order={2} size="h4">
              {t("learned.training")}
            </Title>
            <Text size="sm" c="dimmed">
              {isSaved ? t("learned.trainHelp") : t("learned.saveFirst")}
            </Text>
          </div>
          {readOnly ? null : (
            <Button
              leftSection={<GraduationCap size={16} aria-hidden />}
              disabled={!isSaved}
              loading={train.isPending}
              data-testid="score-train"
              onClick={() => train.mutate({ params: { key: value.key }, body: {} })}
            >
              {t("learned.train")}
            </Button>
          )}
        </Group>
        {train.error === null ? null : <ErrorAlert error={train.error} />}
        {last === null ? (
          <Text c="dimmed">{t("notTrained")}</Text>
        ) : (
          <ScoreReportView
            training={last}
            object={value.object}
            onLeaveOut={readOnly ? undefined : (field) => change({ leaveOut: [...value.leaveOut, field] })}
          />
        )}
      </Stack>
    </section>
  );
}
