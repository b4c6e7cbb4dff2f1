import { NumberInput, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PointsModel, PointsRule } from "../../../../definitions/scoring/points-model.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { useObject } from "../records/use-object.ts";
import classes from "../rule-sets/decisions.module.css";
import { RuleCardFrame, type RuleCardProps } from "../rule-sets/rule-card-frame.tsx";
import { useRecordScope } from "../rule-sets/rule-scope.ts";

/** Days of a duration in whole days; undefined for another one, which is kept as it is. */
function daysOf(over: string): number | undefined {
  const days = /^P(\d+)D$/.exec(over)?.[1];
  return days === undefined ? undefined : Number(days);
}

/** One rule of a points model: when, how many points, and how they fade. */
export function PointsRuleCard({ model, ...props }: RuleCardProps<PointsRule> & { model: PointsModel }) {
  const { t } = useTranslation("decisions");
  const { text } = useLanguage();
  const { rule, onChange } = props;
  const scope = useRecordScope(model.object);
  return (
    <RuleCardFrame {...props} scope={scope} mark={rule.points > 0 ? `+${rule.points}` : String(rule.points)}>
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
    </RuleCardFrame>
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
