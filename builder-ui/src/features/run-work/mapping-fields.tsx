import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use-language.ts";
import classes from "./run-work.module.css";
import { stepsToMap } from "./step-mapping.ts";
import type { useMigration } from "./use-migration.ts";

type Migration = ReturnType<typeof useMigration>;
type LostSteps = ReturnType<typeof stepsToMap>;

/** Steps under way that the new version does not have as they were. */
export function useLostSteps({ choice, definitions, dry }: Migration): LostSteps {
  const { language } = useLanguage();
  const { mapping, toVersion } = choice;
  const target = toVersion === null ? undefined : definitions.get(toVersion);
  if (target === undefined) return [];
  const old = [...definitions].filter(([version]) => version !== toVersion).map(([, definition]) => definition);
  return stepsToMap(dry.data?.runs ?? [], mapping, old, target, language);
}

/** A choice for each of them. */
export function MappingFields({ migration, steps }: { migration: Migration; steps: LostSteps }) {
  const { t } = useTranslation("operate");
  const { choice, setChoice } = migration;
  const { mapping, toVersion } = choice;
  const map = (nodeId: string, to: string | null) => {
    const { [nodeId]: _before, ...rest } = mapping;
    setChoice({ ...choice, mapping: to === null ? rest : { ...rest, [nodeId]: to } });
  };
  return (
    <section className={classes["mapping"]}>
      <h3>{t("migrate.mapping")}</h3>
      <p>{t("migrate.mappingHelp", { version: toVersion })}</p>
      {steps.map((step) => (
        <Select
          key={step.nodeId}
          label={t("migrate.mapTo", { step: step.name })}
          data-testid={`map-${step.nodeId}`}
          description={
            step.mustStay
              ? t("migrate.mustStay")
              : step.choices.length === 0
                ? t("migrate.noChoice", { version: toVersion })
                : undefined
          }
          placeholder={t("migrate.choose")}
          disabled={step.choices.length === 0}
          searchable={step.choices.length > 8}
          clearable
          clearButtonProps={{ "aria-label": t("shared:clearFilter", { label: step.name }) }}
          data={step.choices}
          value={mapping[step.nodeId] ?? null}
          onChange={(to) => map(step.nodeId, to)}
        />
      ))}
    </section>
  );
}
