import { NumberInput } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Issue } from "../../../../../../definitions/api.ts";
import type { OperationDescription } from "../../../../../../definitions/catalogue.ts";
import type { ScopeTypes } from "../../../../../../definitions/expression/index.ts";
import { useLanguage } from "../../../../i18n/use-language.ts";
import { FieldFrame } from "../../fields/field-frame.tsx";
import type { FieldSchema } from "../../fields/field-kind.ts";
import { MappedField } from "../../fields/mapped-field.tsx";
import { useEditorContext } from "../../store/editor-context.ts";
import type { NodeOf } from "../use-item.ts";
import { ChoiceField } from "./simple-fields.tsx";

type Source = NonNullable<NodeOf<"for-each">["source"]>;

interface PageSourceProps {
  source: Source;
  /** Operations that give a list by pages. */
  sources: readonly OperationDescription[];
  scope: ScopeTypes;
  problemsOf: (path: string) => Issue[];
  onChange: (source: Source) => void;
}

/** The operation that gives a list page by page, with its input; where a page begins is the step's own business. */
export function PageSourceFields({ source, sources, scope, problemsOf, onChange }: PageSourceProps) {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const { text } = useLanguage();
  const sizeId = useId();
  const operation = sources.find(({ name }) => name === source.operation);
  const connectorId = source.operation.split(".", 1)[0];
  const connector = catalogue.connectors.find(({ id }) => id === connectorId);
  const connections = catalogue.connections.filter((connection) => connection.connector === connectorId);
  const own = new Set([operation?.paging?.cursor, operation?.paging?.size]);
  const required = Array.isArray(operation?.input["required"]) ? operation.input["required"] : [];
  const properties = Object.entries((operation?.input["properties"] ?? {}) as Record<string, FieldSchema>).filter(
    ([name]) => !own.has(name),
  );
  return (
    <>
      <ChoiceField
        label={t("forEach.operation")}
        testId="field-source-operation"
        required
        value={source.operation}
        problems={problemsOf("source.operation")}
        options={sources.map(({ name, title }) => ({ value: name, label: text(title) }))}
        onChange={(name) => name !== undefined && onChange({ operation: name, input: {}, pageSize: source.pageSize })}
      />
      {connector?.auth === undefined ? null : (
        <ChoiceField
          label={t("action.connection")}
          {...(connector.authOptional === true ? { help: t("action.connectionOptional") } : {})}
          required={connector.authOptional !== true}
          testId="field-source-connection"
          value={source.connection}
          problems={problemsOf("source.connection")}
          options={connections.map(({ key, name }) => ({ value: key, label: name }))}
          onChange={(connection) => onChange({ ...source, connection })}
        />
      )}
      {properties.map(([name, schema]) => (
        <MappedField
          key={name}
          name={name}
          schema={schema}
          required={required.includes(name)}
          value={source.input[name]}
          scope={scope}
          problemsOf={problemsOf}
          path={`source.input.${name}`}
          onChange={(value) => {
            const { [name]: _, ...rest } = source.input;
            onChange({ ...source, input: value === undefined ? rest : { ...rest, [name]: value } });
          }}
        />
      ))}
      <FieldFrame id={sizeId} label={t("forEach.pageSize")} problems={problemsOf("source.pageSize")}>
        <NumberInput
          id={sizeId}
          min={1}
          max={1_000}
          allowDecimal={false}
          value={source.pageSize}
          onChange={(pageSize) => typeof pageSize === "number" && onChange({ ...source, pageSize })}
        />
      </FieldFrame>
    </>
  );
}
