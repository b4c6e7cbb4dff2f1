import { NumberInput, Select } from "@mantine/core";
import { useContext, useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "../../../../../definitions/json.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { joinDuration, splitDuration, UNITS, type Unit } from "../fields/duration-field.tsx";
import { EditorContext } from "../store/editor-context.ts";

const BUSINESS_UNITS: readonly Unit[] = ["minutes", "hours", "days"];
const FIRST = "P1D";
const WEEKDAYS = "";

interface DurationValueProps {
  label: string;
  value: Json;
  onChange: (value: Json) => void;
}

function AmountAndUnit({
  label,
  iso,
  units,
  onChange,
}: {
  label: string;
  iso: string;
  units: readonly Unit[];
  onChange: (iso: string) => void;
}) {
  const { t } = useTranslation("editor");
  const { amount, unit } = splitDuration(iso) ?? { amount: 1, unit: "days" as Unit };
  return (
    <>
      <NumberInput
        size="xs"
        w={80}
        min={1}
        aria-label={label}
        value={amount}
        onChange={(next) => onChange(joinDuration(Number(next) || 1, unit))}
      />
      <Select
        size="xs"
        w={110}
        aria-label={t("duration.unitOf", { label })}
        allowDeselect={false}
        data={units.map((one) => ({ value: one, label: t(`duration.${one}`) }))}
        value={unit}
        onChange={(next) => onChange(joinDuration(amount, next as Unit))}
      />
    </>
  );
}

/** Writes what is shown first, where an operator was chosen and its value is of another shape. */
function useFirstValue(isUsable: boolean, onChange: (value: Json) => void): void {
  useEffect(() => {
    if (!isUsable) onChange(FIRST);
  }, [isUsable, onChange]);
}

/** A duration of a rule: an amount and its unit. */
export function DurationValue({ label, value, onChange }: DurationValueProps) {
  const iso = typeof value === "string" ? value : "";
  useFirstValue(iso.startsWith("P"), onChange);
  return <AmountAndUnit label={label} iso={iso} units={UNITS} onChange={onChange} />;
}

/** A business duration: an amount, its unit, and whose working time it counts in; Monday to Friday where none is named. */
export function BusinessDurationValue({ label, value, onChange }: DurationValueProps) {
  const { t } = useTranslation("editor");
  const { text } = useLanguage();
  const calendars = useContext(EditorContext)?.catalogue.calendars ?? [];
  const given = typeof value === "object" && value !== null && !Array.isArray(value) ? value : { duration: value };
  const iso = typeof given["duration"] === "string" ? given["duration"] : "";
  const calendar = typeof given["calendar"] === "string" ? given["calendar"] : WEEKDAYS;
  useFirstValue(iso.startsWith("P"), onChange);
  const emit = (duration: string, key: string) => onChange(key === WEEKDAYS ? duration : { duration, calendar: key });
  return (
    <>
      <AmountAndUnit label={label} iso={iso} units={BUSINESS_UNITS} onChange={(next) => emit(next, calendar)} />
      {calendars.length === 0 && calendar === WEEKDAYS ? null : (
        <Select
          size="xs"
          w={190}
          aria-label={t("duration.calendarOf", { label })}
          allowDeselect={false}
          data={[
            { value: WEEKDAYS, label: t("rule.weekdays") },
            ...calendars.map(({ key, name }) => ({
              value: key,
              label: t("duration.business", { name: text(name) || key }),
            })),
          ]}
          value={calendar}
          onChange={(next) => emit(iso, next ?? WEEKDAYS)}
        />
      )}
    </>
  );
}
