import { Autocomplete, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { JsonObject } from "../../../../definitions/json.ts";
import { MONO_INPUT } from "../../shared/mono-input.ts";
import { plainText } from "../../shared/plain-text.ts";
import type { ResourceFormProps } from "./resource-drawer.tsx";
import classes from "./settings.module.css";
import { textsOf } from "./team-form.tsx";
import { type Interval, readHours, WEEKDAYS, writeHours } from "./working-hours.ts";

const ZONES = Intl.supportedValuesOf("timeZone");

export function CalendarForm({ value, onChange }: ResourceFormProps) {
  const { t } = useTranslation("settings");
  const hours = (value["hours"] ?? {}) as Record<string, Interval[]>;
  const [texts, setTexts] = useState<Record<string, string>>(() =>
    Object.fromEntries(WEEKDAYS.map((day) => [day, writeHours(hours[day])])),
  );
  const [holidays, setHolidays] = useState(() => textsOf(value["holidays"]).join("\n"));
  const setDay = (day: string, text: string) => {
    setTexts({ ...texts, [day]: text });
    const read = readHours(text);
    if (read === null) return;
    const next: JsonObject = Object.fromEntries(Object.entries(hours).filter(([name]) => name !== day));
    onChange({ hours: read.length === 0 ? next : { ...next, [day]: read } });
  };
  return (
    <>
      <Autocomplete
        label={t("calendars.tz")}
        required
        withAsterisk
        data={ZONES}
        limit={30}
        value={plainText(value["tz"])}
        onChange={(tz) => onChange({ tz })}
      />
      <fieldset className={classes["hours"]} style={{ border: 0, margin: 0, padding: 0 }}>
        <legend style={{ padding: 0, marginBottom: 6, fontWeight: 500 }}>{t("calendars.hours")}</legend>
        {WEEKDAYS.map((day) => (
          <DayRow
            key={day}
            label={t(`calendars.days.${day}`)}
            text={texts[day] ?? ""}
            onChange={(text) => setDay(day, text)}
          />
        ))}
      </fieldset>
      <Textarea
        label={t("calendars.holidays")}
        description={t("calendars.holidaysHint")}
        autosize
        minRows={2}
        maxRows={10}
        styles={MONO_INPUT}
        value={holidays}
        onChange={(event) => {
          setHolidays(event.currentTarget.value);
          onChange({ holidays: event.currentTarget.value.split(/[\s,]+/).filter((day) => day !== "") });
        }}
      />
    </>
  );
}

function DayRow({ label, text, onChange }: { label: string; text: string; onChange: (text: string) => void }) {
  const { t } = useTranslation("settings");
  return (
    <>
      <span aria-hidden>{label}</span>
      <TextInput
        size="xs"
        aria-label={label}
        placeholder={t("calendars.closed")}
        value={text}
        error={readHours(text) === null ? t("calendars.hoursWrong") : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </>
  );
}
