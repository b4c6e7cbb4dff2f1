import { useTranslation } from "react-i18next";
import type { Issue } from "../../../../../../definitions/api.ts";
import { operationOf } from "../../../../../../definitions/describe/index.ts";
import type { ScopeTypes } from "../../../../../../definitions/expression/index.ts";
import type { JsonObject } from "../../../../../../definitions/json.ts";
import { useLanguage } from "../../../../i18n/use-language.ts";
import { ConnectionField } from "../../fields/connection-field.tsx";
import type { FieldSchema } from "../../fields/field-kind.ts";
import fieldClasses from "../../fields/fields.module.css";
import { KeyValueControl } from "../../fields/key-value-control.tsx";
import { MappedField } from "../../fields/mapped-field.tsx";
import { FormCallContext } from "../../fields/operation-call-context.ts";
import { useEditorContext } from "../../store/editor-context.ts";
import { offeredNames } from "./offered-names.ts";

/** The call of an operation, as a step or its undoing holds it. */
interface OperationCall {
  operation: string;
  connection?: string | undefined;
  input: JsonObject;
}
interface OperationFieldsProps {
  call: OperationCall;
  /** Before the names of its fields in issues: empty, or `compensate.`. */
  path: string;
  scope: ScopeTypes;
  problemsOf: (path: string) => Issue[];
  /** Inputs that the step sets itself. */
  without?: ReadonlySet<string>;
  /** `key` names what was changed: edits of the same in a row are undone as one. */
  onChange: (part: Partial<OperationCall>, key: string) => void;
}

/** An operation's connection and input: one field a property of its JSON Schema, required ones first. */
export function OperationFields({ call, path, scope, problemsOf, without, onChange }: OperationFieldsProps) {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const { text } = useLanguage();
  const operation = operationOf(catalogue, call.operation);
  const connectorId = call.operation.split(".")[0] ?? "";
  const connector = catalogue.connectors.find((candidate) => candidate.id === connectorId);
  const properties = Object.entries((operation?.input["properties"] ?? {}) as Record<string, FieldSchema>).filter(
    ([name]) => without?.has(name) !== true,
  );
  const required = new Set(
    Array.isArray(operation?.input["required"]) ? (operation.input["required"] as string[]) : [],
  );
  const ordered = [
    ...properties.filter(([name]) => required.has(name)),
    ...properties.filter(([name]) => !required.has(name)),
  ];
  const extra = Object.keys(call.input).filter((name) => !properties.some(([known]) => known === name));
  const set = (name: string, value: unknown) => {
    const { [name]: _, ...rest } = call.input;
    const input = value === undefined ? rest : { ...rest, [name]: value };
    onChange({ input: input as JsonObject }, `input.${name}`);
  };
  const needsConnection = connector?.auth !== undefined && connector.authOptional !== true;
  return (
    <FormCallContext
      value={{ operation: call.operation, connection: call.connection, needsConnection, input: call.input }}
    >
      {operation === undefined ? (
        <p className={fieldClasses["problem"]}>{t("action.unknown", { operation: call.operation })}</p>
      ) : null}
      {operation?.description === undefined ? null : (
        <p className={fieldClasses["help"]}>{text(operation.description)}</p>
      )}
      {connector?.auth === undefined && call.connection === undefined ? null : (
        <ConnectionField
          connectorId={connectorId}
          optional={connector === undefined || connector.authOptional === true}
          value={call.connection}
          problems={problemsOf(`${path}connection`)}
          onChange={(connection) => onChange({ connection }, "connection")}
        />
      )}
      {ordered.map(([name, schema]) => (
        <MappedField
          key={name}
          name={name}
          schema={schema}
          required={required.has(name)}
          value={call.input[name]}
          scope={scope}
          names={offeredNames(name, call, catalogue)}
          problemsOf={problemsOf}
          path={`${path}input.${name}`}
          onChange={(value) => set(name, value)}
        />
      ))}
      {operation !== undefined && extra.length === 0 && operation.input["additionalProperties"] !== true ? null : (
        <KeyValueControl
          label={t("action.otherInput")}
          testId={`field-${path}input`}
          scope={scope}
          value={Object.fromEntries(extra.map((name) => [name, call.input[name] ?? null]))}
          onChange={(value) => {
            const known = Object.fromEntries(Object.entries(call.input).filter(([name]) => !extra.includes(name)));
            onChange({ input: { ...known, ...(value as JsonObject) } }, "input");
          }}
        />
      )}
    </FormCallContext>
  );
}
