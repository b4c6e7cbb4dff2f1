import { NumberInput } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Settings } from "../../../../../definitions/workflow.ts";
import { DurationField } from "../fields/duration-field.tsx";
import { FieldFrame } from "../fields/field-frame.tsx";
import classes from "../fields/fields.module.css";
import { MappedField } from "../fields/mapped-field.tsx";
import { ChoiceField } from "../inspector/forms/simple-fields.tsx";

interface LimitsProps {
  settings: Settings;
  set: (part: Partial<Settings>) => void;
}
const NO_NAMES = { names: {} };
const PRIORITIES = ["1", "2", "3", "4", "5"] as const;
const USUAL_PRIORITY = 3;

/** How many runs may be open at once, counted for what, and what happens when that is reached. */
export function ConcurrencyFields({ settings: { concurrency }, set }: LimitsProps) {
  const { t } = useTranslation("editor");
  const id = useId();
  return (
    <>
      <FieldFrame id={id} label={t("settings.concurrency")} help={t("settings.concurrencyHelp")}>
        <NumberInput
          id={id}
          min={1}
          max={10_000}
          allowDecimal={false}
          placeholder={t("settings.noLimit")}
          data-testid="settings-concurrency"
          value={concurrency?.limit ?? ""}
          onChange={(limit) =>
            set({ concurrency: typeof limit === "number" ? { whenFull: "queue", ...concurrency, limit } : undefined })
          }
        />
      </FieldFrame>
      {concurrency === undefined ? null : (
        <div className={classes["box"]}>
          <MappedField
            name="key"
            label={t("settings.concurrencyKey")}
            help={t("settings.concurrencyKeyHelp")}
            schema={{ "x-widget": "expression" }}
            required={false}
            value={concurrency.key}
            scope={NO_NAMES}
            problemsOf={() => []}
            path="settings.concurrency.key"
            onChange={(key) => set({ concurrency: { ...concurrency, key: typeof key === "string" ? key : undefined } })}
          />
          <ChoiceField
            label={t("settings.whenFull")}
            help={t(`settings.whenFullHelp.${concurrency.whenFull}`)}
            testId="settings-whenFull"
            required
            value={concurrency.whenFull}
            options={(["queue", "drop", "cancel-oldest"] as const).map((value) => ({
              value,
              label: t(`settings.whenFullOption.${value}`),
            }))}
            onChange={(value) => set({ concurrency: { ...concurrency, whenFull: value as "queue" } })}
          />
        </div>
      )}
    </>
  );
}

/** So many new runs in every span of time, who goes first, and how long ended runs are kept. */
export function PaceFields({ settings, set }: LimitsProps) {
  const { t } = useTranslation("editor");
  const id = useId();
  const { rateLimit, priority } = settings;
  return (
    <>
      <FieldFrame id={id} label={t("settings.rateLimit")} help={t("settings.rateLimitHelp")}>
        <NumberInput
          id={id}
          min={1}
          allowDecimal={false}
          placeholder={t("settings.noLimit")}
          data-testid="settings-rateLimit"
          value={rateLimit?.limit ?? ""}
          onChange={(limit) =>
            set({
              rateLimit: typeof limit === "number" && limit > 0 ? { per: "PT1M", ...rateLimit, limit } : undefined,
            })
          }
        />
      </FieldFrame>
      {rateLimit === undefined ? null : (
        <div className={classes["box"]}>
          <DurationField
            label={t("settings.ratePer")}
            testId="settings-ratePer"
            value={rateLimit.per}
            onChange={(per) => typeof per === "string" && set({ rateLimit: { ...rateLimit, per } })}
          />
        </div>
      )}
      <ChoiceField
        label={t("settings.priority")}
        help={t("settings.priorityHelp")}
        testId="settings-priority"
        required
        value={String(priority ?? USUAL_PRIORITY)}
        options={PRIORITIES.map((value) => ({ value, label: t(`settings.priorityOption.${value}`) }))}
        onChange={(value) => {
          const chosen = Number(value);
          set({ priority: chosen === USUAL_PRIORITY ? undefined : chosen });
        }}
      />
      <DurationField
        label={t("settings.retention")}
        help={t("settings.retentionHelp")}
        optional
        emptyUnit="days"
        testId="settings-retention"
        value={settings.retention}
        onChange={(retention) => set({ retention: typeof retention === "string" ? retention : undefined })}
      />
    </>
  );
}
