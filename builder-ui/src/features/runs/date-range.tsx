import { Group, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface DateRangeProps {
  from: string | undefined;
  to: string | undefined;
  onChange: (key: "from" | "to", value: string) => void;
}

/** The first and last day of a list. */
export function DateRange({ from, to, onChange }: DateRangeProps) {
  const { t } = useTranslation("runs");
  return (
    <Group gap={4} wrap="nowrap">
      <TextInput
        type="date"
        w={145}
        aria-label={t("from")}
        value={from ?? ""}
        max={to}
        onChange={(event) => onChange("from", event.currentTarget.value)}
      />
      <span aria-hidden>–</span>
      <TextInput
        type="date"
        w={145}
        aria-label={t("to")}
        value={to ?? ""}
        min={from}
        onChange={(event) => onChange("to", event.currentTarget.value)}
      />
    </Group>
  );
}
