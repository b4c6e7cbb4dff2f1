import { Button, Select } from "@mantine/core";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";

interface FilterSelectProps {
  label: string;
  value: string | undefined;
  onChange: (value: string | null) => void;
  options: readonly { value: string; label: string }[];
  width?: number;
}

/** One filter of a list. Empty means all. */
export function FilterSelect({ label, value, onChange, options, width }: FilterSelectProps) {
  const { t } = useTranslation("shared");
  return (
    <Select
      w={width ?? 170}
      aria-label={label}
      placeholder={label}
      data={[...options]}
      value={value ?? null}
      onChange={onChange}
      clearable
      searchable={options.length > 8}
      clearButtonProps={{ "aria-label": t("clearFilter", { label }) }}
    />
  );
}

/** Takes all filters away; shown only while one is set. */
export function ClearFilters({ active, onClear }: { active: boolean; onClear: () => void }) {
  const { t } = useTranslation("shared");
  if (!active) return null;
  return (
    <Button variant="subtle" color="gray" size="sm" leftSection={<X size={14} aria-hidden />} onClick={onClear}>
      {t("clear")}
    </Button>
  );
}
