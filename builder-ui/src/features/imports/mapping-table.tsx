import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { FieldDescription } from "../../../../definitions/catalogue.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import type { CsvHead } from "./csv-head.ts";
import classes from "./imports.module.css";
import type { Mapping } from "./match-columns.ts";

interface MappingTableProps {
  head: CsvHead;
  fields: readonly FieldDescription[];
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}

/** Which column fills which field, with the first rows of the file beside it. */
export function MappingTable({ head, fields, mapping, onChange }: MappingTableProps) {
  const { t } = useTranslation("imports");
  const { text } = useLanguage();
  const set = (column: string, field: string | null) => {
    const next = Object.fromEntries(
      Object.entries(mapping).filter(([other, used]) => other !== column && used !== field),
    );
    onChange(field === null ? next : { ...next, [column]: field });
  };
  return (
    <section className={classes["scroll"]} aria-label={t("columns")}>
      <table className={classes["table"]}>
        <thead>
          <tr>
            <th>{t("column")}</th>
            <th>{t("field")}</th>
            <th>{t("preview")}</th>
          </tr>
        </thead>
        <tbody>
          {head.columns.map((column, index) => (
            // Two columns may bear the same name: the position tells them apart.
            // oxlint-disable-next-line react/no-array-index-key -- a file may name two columns alike: the place tells them apart
            <tr key={`${index}-${column}`}>
              <td className={classes["column"]}>{column}</td>
              <td>
                <Select
                  size="xs"
                  w={180}
                  aria-label={t("fieldFor", { column })}
                  placeholder={t("leaveOut")}
                  searchable
                  clearable
                  clearButtonProps={{ "aria-label": t("shared:clearFilter", { label: column }) }}
                  data={fields.map((field) => ({ value: field.name, label: text(field.title) }))}
                  value={mapping[column] ?? null}
                  onChange={(field) => set(column, field)}
                />
              </td>
              <td className={classes["preview"]}>
                {head.rows
                  .map((row) => row[index] ?? "")
                  .filter((cell) => cell !== "")
                  .join(" · ")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
