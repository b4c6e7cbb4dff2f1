import { NumberInput, Select, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PointsModel } from "../../../../definitions/scoring/points-model.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { NameInputs } from "../../shared/name-inputs.tsx";
import { useCatalogue } from "../records/use-object.ts";
import { moveUp } from "../rule-sets/card-tools.tsx";
import classes from "../rule-sets/decisions.module.css";
import { freeId } from "../rule-sets/free-id.ts";
import { PartList, RemovePart } from "../rule-sets/part-list.tsx";
import { ResourceEditor } from "../rule-sets/resource-editor.tsx";
import { GradeList } from "./grade-list.tsx";
import { PointsRuleCard } from "./points-rule-card.tsx";
import { ScoreTry } from "./score-try.tsx";

const BLANK: PointsModel = {
  schemaVersion: 1,
  type: "points",
  key: "",
  name: "",
  object: "lead",
  base: 0,
  minimum: 0,
  maximum: 100,
  categories: [{ id: "fit", name: { en: "Fit", zh: "匹配度" }, maximum: 50 }],
  rules: [],
  grades: [
    { grade: "A", from: 60 },
    { grade: "B", from: 30 },
  ],
  tests: [],
};

interface FormProps {
  value: PointsModel;
  change: (part: Partial<PointsModel>) => void;
}

export default function PointsPage() {
  const { t } = useTranslation(["decisions", "editor", "run"]);
  return (
    <ResourceEditor kind="scoring-models" folder="/rules/points" blank={BLANK} title={t("kinds.points")}>
      {({ value, change }) => (
        <>
          <Bounds value={value} change={change} />
          <Categories value={value} change={change} />
          <Rules value={value} change={change} />
          <GradeList grades={value.grades} onChange={(grades) => change({ grades })} />
          <ScoreTry model={value} />
        </>
      )}
    </ResourceEditor>
  );
}

function Bounds({ value, change }: FormProps) {
  const { t } = useTranslation("decisions");
  const { text } = useLanguage();
  const catalogue = useCatalogue();
  return (
    <div className={classes["fields"]}>
      <Select
        label={t("object")}
        allowDeselect={false}
        data={(catalogue?.objects ?? []).map(({ name, title }) => ({ value: name, label: text(title) }))}
        value={value.object}
        onChange={(object) => change({ object: object ?? value.object })}
      />
      {(["base", "minimum", "maximum"] as const).map((bound) => (
        <NumberInput
          key={bound}
          label={t(`points.${bound}`)}
          value={value[bound]}
          onChange={(next) => change({ [bound]: typeof next === "number" ? next : 0 })}
        />
      ))}
    </div>
  );
}

function Categories({ value: { categories }, change }: FormProps) {
  const { t } = useTranslation("decisions");
  const set = (index: number, part: Partial<PointsModel["categories"][number]>) => {
    const present = categories[index];
    if (present !== undefined) change({ categories: categories.with(index, { ...present, ...part }) });
  };
  const bound = (next: string | number) => (typeof next === "number" ? next : undefined);
  return (
    <PartList
      title={t("points.categories")}
      parts={categories}
      look="fields"
      addLabel={t("points.addCategory")}
      onAdd={() => change({ categories: [...categories, { id: freeId("category", categories) }] })}
    >
      {(category, index) => (
        <>
          <TextInput
            label={t("points.categoryId")}
            value={category.id}
            onChange={(event) => set(index, { id: event.currentTarget.value })}
          />
          <NameInputs label={t("shared:name")} value={category.name} onChange={(name) => set(index, { name })} />
          <NumberInput
            label={t("points.least")}
            value={category.minimum ?? ""}
            onChange={(next) => set(index, { minimum: bound(next) })}
          />
          <NumberInput
            label={t("points.most")}
            value={category.maximum ?? ""}
            onChange={(next) => set(index, { maximum: bound(next) })}
          />
          <RemovePart name={category.id} onRemove={() => change({ categories: categories.toSpliced(index, 1) })} />
        </>
      )}
    </PartList>
  );
}

function Rules({ value, change }: FormProps) {
  const { t } = useTranslation("decisions");
  const { rules, categories } = value;
  const added = (): PointsModel["rules"][number] => ({
    id: freeId("rule", rules),
    category: categories[0]?.id ?? "",
    points: 10,
    when: { all: [] },
  });
  return (
    <PartList
      title={t("rules")}
      parts={rules}
      keyOf={({ id }) => id}
      look="card"
      addLabel={t("addRule")}
      addTestId="points-add-rule"
      onAdd={() => change({ rules: [...rules, added()] })}
    >
      {(rule, index) => (
        <PointsRuleCard
          rule={rule}
          model={value}
          onChange={(next) => change({ rules: rules.with(index, next) })}
          onUp={index === 0 ? undefined : () => change({ rules: moveUp(rules, index) })}
          onRemove={() => change({ rules: rules.toSpliced(index, 1) })}
        />
      )}
    </PartList>
  );
}
