import { NumberInput, Select, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PointsModel, PointsRule } from "../../../../definitions/scoring/points-model.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { NameInputs } from "../../shared/name-inputs.tsx";
import { ConditionField } from "../editor/fields/condition-field.tsx";
import { useObject } from "../records/use-object.ts";
import { CardTools } from "../rule-sets/card-tools.tsx";
import classes from "../rule-sets/decisions.module.css";
import { useRecordScope } from "../rule-sets/rule-scope.ts";

interface PointsRuleCardProps {
  rule: PointsRule;
  model: PointsModel;
  onChange: (rule: PointsRule) => void;
  onUp: (() => void) | undefined;
  onRemove: () => void;
}

/** Days of a duration in whole days; undefined for another one, which is kept as it is. */
function daysOf(over: string): number | undefined {
  const days = /^P(\d+)D$/.exec(over)?.[1];
  return days === undefined ? undefined : Number(days);
}

/** One rule of a points model: when, how many points, and how they fade. */
export function PointsRuleCard({ rule, model, onChange, onUp, onRemove }: PointsRuleCardProps) {
  const { t } = useTranslation("decisions");
  const { text } = useLanguage();
  const scope = useRecordScope(model.object);
  const name = text(rule.name) || rule.id;
  return (
    <Stack gap="sm">
      <div className={classes["head"]}>
        <Text fw={500}>
          {name} · {rule.points > 0 ? `+${rule.points}` : rule.points}
        </Text>
        <CardTools name={name} onUp={onUp} onRemove={onRemove} />
      </div>
      <NameInputs label={t("shared:name")} value={rule.name} onChange={(next) => onChange({ ...rule, name: next })} />
      <ConditionField
        label={t("condition")}
        value={rule.when}
        onChange={(when) => onChange({ ...rule, when: when ?? { all: [] } })}
        scope={scope}
        testId={`rule-${rule.id}-when`}
      />
      <div className={classes["fields"]}>
        <NumberInput
          label={t("points.points")}
          value={rule.points}
          onChange={(next) => onChange({ ...rule, points: typeof next === "number" ? next : 0 })}
        />
        <Select
          label={t("points.category")}
          allowDeselect={false}
          data={model.categories.map(({ id, name: title }) => ({ value: id, label: text(title) || id }))}
          value={rule.category}
          onChange={(category) => onChange({ ...rule, category: category ?? rule.category })}
        />
        <Decay rule={rule} object={model.object} onChange={onChange} />
      </div>
    </Stack>
  );
}

function Decay({ rule, object, onChange }: { rule: PointsRule; object: string; onChange: (rule: PointsRule) => void }) {
  const { t } = useTranslation("decisions");
  const { text } = useLanguage();
  const dates = (useObject(object)?.fields ?? []).filter(({ type }) => type === "date" || type === "instant");
  const { decay } = rule;
  const choose = (type: string | null) => {
    if (type !== "half-life" && type !== "linear") onChange({ ...rule, decay: undefined });
    else
      onChange({ ...rule, decay: { since: decay?.since ?? dates[0]?.name ?? "", over: decay?.over ?? "P30D", type } });
  };
  return (
    <>
      <Select
        label={t("decay.label")}
        allowDeselect={false}
        data={["none", "half-life", "linear"].map((type) => ({ value: type, label: t(`decay.${type}`) }))}
        value={decay?.type ?? "none"}
        onChange={choose}
      />
      {decay === undefined ? null : (
        <>
          <Select
            label={t("decay.since")}
            allowDeselect={false}
            data={dates.map(({ name, title }) => ({ value: name, label: text(title) }))}
            value={decay.since}
            onChange={(since) => onChange({ ...rule, decay: { ...decay, since: since ?? decay.since } })}
          />
          <NumberInput
            label={t("decay.days")}
            min={1}
            value={daysOf(decay.over) ?? ""}
            placeholder={decay.over}
            onChange={(days) =>
              typeof days === "number" ? onChange({ ...rule, decay: { ...decay, over: `P${days}D` } }) : undefined
            }
          />
        </>
      )}
    </>
  );
}
