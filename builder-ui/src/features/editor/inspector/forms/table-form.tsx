import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../../i18n/use-language.ts";
import type { FieldSchema } from "../../fields/field-kind.ts";
import { MappedField } from "../../fields/mapped-field.tsx";
import { useEditorContext } from "../../store/editor-context.ts";
import type { NodeOf } from "../use-item.ts";
import type { ScopedForm } from "./scoped-form.ts";
import { ChoiceField } from "./simple-fields.tsx";

function columnSchema(column: { type: string; values?: string[] | undefined }): FieldSchema {
  if (column.values !== undefined) return { enum: column.values };
  return { type: column.type === "number" || column.type === "boolean" ? column.type : "string" };
}

/** A decision table's choice and the values of its input columns. */
export function TableForm({ item, change, problemsOf, scope }: ScopedForm<NodeOf<"decision-table">>) {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const { text } = useLanguage();
  const table = catalogue.tables.find((candidate) => candidate.key === item.table);
  return (
    <>
      <ChoiceField
        label={t("table.table")}
        testId="field-table"
        required
        value={item.table}
        problems={problemsOf("table")}
        options={catalogue.tables.map((candidate) => ({ value: candidate.key, label: text(candidate.name) }))}
        onChange={(next) => next !== undefined && change({ table: next })}
      />
      {(table?.inputs ?? []).map((column) => (
        <MappedField
          key={column.id}
          name={column.id}
          schema={columnSchema(column)}
          required={false}
          value={item.input[column.id]}
          scope={scope}
          problemsOf={problemsOf}
          path={`input.${column.id}`}
          onChange={(value) => {
            const { [column.id]: _, ...rest } = item.input;
            change({ input: value === undefined ? rest : { ...rest, [column.id]: value } }, `input.${column.id}`);
          }}
        />
      ))}
    </>
  );
}
