import { NumberInput, Select, TextInput } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Issue } from "../../../../../definitions/api.ts";
import type { TimeSpan } from "../../../../../definitions/duration.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { useEditorContext } from "../store/editor-context.ts";
import { FieldFrame } from "./field-frame.tsx";
import classes from "./fields.module.css";

export const UNITS = ["seconds", "minutes", "hours", "days", "weeks"] as const;
export type Unit = (typeof UNITS)[number];
const LETTERS: Record<Unit, string> = { seconds: "S", minutes: "M", hours: "H", days: "D", weeks: "W" };

/** A duration of one unit as amount and unit; null for a compound one, which is written as ISO text. */
export function splitDuration(iso: string): { amount: number; unit: Unit } | null {
  const match = /^P(?:(\d+)([DW])|T(\d+)([HMS]))$/.exec(iso);
  if (match === null) return null;
  const letter = match[2] ?? match[4];
  const unit = UNITS.find((candidate) => LETTERS[candidate] === letter);
  return unit === undefined ? null : { amount: Number(match[1] ?? match[3]), unit };
}

export function joinDuration(amount: number, unit: Unit): string {
  return `P${unit === "days" || unit === "weeks" ? "" : "T"}${Math.max(0, Math.trunc(amount))}${LETTERS[unit]}`;
}

interface DurationFieldProps {
  label: string;
  value: TimeSpan | undefined;
  onChange: (value: TimeSpan | undefined) => void;
  /** Offers business time. */
  withCalendar?: boolean;
  optional?: boolean;
  /** The unit of an empty field; hours where nothing else is said. */
  emptyUnit?: Unit;
  help?: string;
  problems?: readonly Issue[];
  testId: string;
}

/** A span of time: amount, unit, and whose working time it counts in. */
export function DurationField({
  label,
  value,
  onChange,
  withCalendar,
  optional,
  emptyUnit,
  help,
  problems,
  testId,
}: DurationFieldProps) {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const { text } = useLanguage();
  const id = useId();
  const iso = typeof value === "string" ? value : value?.duration;
  const calendar = typeof value === "object" ? value.calendar : undefined;
  const emit = (duration: string | undefined, key: string | undefined) =>
    onChange(duration === undefined ? undefined : key === undefined ? duration : { duration, calendar: key });
  const startUnit: Unit = emptyUnit ?? "hours";
  const parts = iso === undefined ? { amount: undefined, unit: startUnit } : splitDuration(iso);
  return (
    <FieldFrame
      id={id}
      label={label}
      {...(help === undefined ? {} : { help })}
      required={optional !== true}
      {...(problems === undefined ? {} : { problems })}
    >
      {parts === null ? (
        <TextInput
          id={id}
          size="sm"
          value={iso ?? ""}
          data-testid={testId}
          onChange={(event) => emit(event.currentTarget.value || undefined, calendar)}
        />
      ) : (
        <div className={classes["two"]}>
          <NumberInput
            id={id}
            size="sm"
            min={0}
            allowDecimal={false}
            data-testid={testId}
            placeholder={optional === true ? t("duration.none") : ""}
            value={parts.amount ?? ""}
            onChange={(next) => {
              if (typeof next === "number") emit(joinDuration(next, parts.unit), calendar);
              else if (optional === true) emit(undefined, calendar);
            }}
          />
          <Select
            size="sm"
            aria-label={t("duration.unitOf", { label })}
            allowDeselect={false}
            data={UNITS.map((unit) => ({ value: unit, label: t(`duration.${unit}`) }))}
            value={parts.unit}
            onChange={(unit) => emit(joinDuration(parts.amount ?? 1, unit as Unit), calendar)}
          />
        </div>
      )}
      {withCalendar === true && iso !== undefined ? (
        <Select
          size="sm"
          mt={6}
          aria-label={t("duration.calendarOf", { label })}
          data-testid={`${testId}-calendar`}
          data={[
            { value: "", label: t("duration.clock") },
            ...catalogue.calendars.map((entry) => ({
              value: entry.key,
              label: t("duration.business", { name: text(entry.name) || entry.key }),
            })),
          ]}
          value={calendar ?? ""}
          allowDeselect={false}
          onChange={(key) => emit(iso, key === "" || key === null ? undefined : key)}
        />
      ) : null}
    </FieldFrame>
  );
}
