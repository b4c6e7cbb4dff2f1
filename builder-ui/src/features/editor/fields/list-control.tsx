import { TagsInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Json } from "../../../../../definitions/json.ts";
import { JsonControl } from "./json-control.tsx";
import { rowText, rowValue } from "./key-value-control.tsx";

/** A list of plain values as tags; a list of anything else as JSON. */
export function ListControl({
  id,
  value,
  onChange,
  testId,
}: {
  id: string;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
  testId: string;
}) {
  const { t } = useTranslation("editor");
  const items = Array.isArray(value) ? value : [];
  if (items.some((item) => typeof item === "object" && item !== null))
    return <JsonControl id={id} value={value} onChange={onChange} testId={testId} />;
  return (
    <TagsInput
      id={id}
      size="sm"
      data-testid={testId}
      placeholder={t("field.listPlaceholder")}
      value={items.map(rowText)}
      onChange={(next) => onChange(next.length === 0 ? undefined : next.map(rowValue))}
    />
  );
}
