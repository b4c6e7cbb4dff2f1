import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { operationOf } from "../../../../../../definitions/describe/index.ts";
import { useLanguage } from "../../../../i18n/use-language.ts";
import type { FieldSchema } from "../../fields/field-kind.ts";
import { KeyValueControl } from "../../fields/key-value-control.tsx";
import { MappedField } from "../../fields/mapped-field.tsx";
import fieldClasses from "../../fields/fields.module.css";
import { useEditorContext } from "../../store/editor-context.ts";
import type { NodeOf } from "../use-item.ts";
import type { ScopedForm } from "./scoped-form.ts";
import { ChoiceField } from "./simple-fields.tsx";

/** An operation's input: one field a property of its JSON Schema, required ones first. */
export function ActionForm({ item, change, problemsOf, scope }: ScopedForm<NodeOf<"action">>) {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const { text } = useLanguage();
  const operation = operationOf(catalogue, item.operation);
  const connectorId = item.operation.split(".")[0] ?? "";
  const connector = catalogue.connectors.find((candidate) => candidate.id === connectorId);
  const connections = catalogue.connections.filter((connection) => connection.connector === connectorId);
  const properties = Object.entries((operation?.input["properties"] ?? {}) as Record<string, FieldSchema>);
  const required = new Set(
    Array.isArray(operation?.input["required"]) ? (operation.input["required"] as string[]) : [],
  );
  const ordered = [
    ...properties.filter(([name]) => required.has(name)),
    ...properties.filter(([name]) => !required.has(name)),
  ];
  const extra = Object.keys(item.input).filter((name) => !properties.some(([known]) => known === name));
  const set = (name: string, value: unknown) => {
    const { [name]: _, ...rest } = item.input;
    change({ input: value === undefined ? rest : { ...rest, [name]: value } }, `input.${name}`);
  };
  return (
    <>
      {operation === undefined ? (
        <p className={fieldClasses["problem"]}>{t("action.unknown", { operation: item.operation })}</p>
      ) : null}
      {operation?.description === undefined ? null : (
        <p className={fieldClasses["help"]}>{text(operation.description)}</p>
      )}
      {connector?.auth === undefined && item.connection === undefined ? null : (
        <>
          <ChoiceField
            label={t("action.connection")}
            {...(connector?.authOptional === true ? { help: t("action.connectionOptional") } : {})}
            required={connector !== undefined && connector.authOptional !== true}
            testId="field-connection"
            value={item.connection}
            problems={problemsOf("connection")}
            options={connections.map((connection) => ({ value: connection.key, label: connection.name }))}
            onChange={(connection) => change({ connection })}
          />
          {connections.length === 0 && connector?.authOptional !== true ? (
            <Anchor component={Link} to="/connections" size="xs" mb={12} display="block">
              {t("action.addConnection")}
            </Anchor>
          ) : null}
        </>
      )}
      {ordered.map(([name, schema]) => (
        <MappedField
          key={name}
          name={name}
          schema={schema}
          required={required.has(name)}
          value={item.input[name]}
          scope={scope}
          problemsOf={problemsOf}
          path={`input.${name}`}
          onChange={(value) => set(name, value)}
        />
      ))}
      {operation !== undefined && extra.length === 0 && operation.input["additionalProperties"] !== true ? null : (
        <KeyValueControl
          label={t("action.otherInput")}
          testId="field-input"
          scope={scope}
          value={Object.fromEntries(extra.map((name) => [name, item.input[name] ?? null]))}
          onChange={(value) => {
            const known = Object.fromEntries(Object.entries(item.input).filter(([name]) => !extra.includes(name)));
            change({ input: { ...known, ...(value as object) } }, "input");
          }}
        />
      )}
    </>
  );
}
