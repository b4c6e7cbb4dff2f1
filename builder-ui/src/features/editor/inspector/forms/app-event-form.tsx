import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Workflow } from "../../../../../../definitions/api.ts";
import { useLanguage } from "../../../../i18n/use-language.ts";
import { FieldFrame } from "../../fields/field-frame.tsx";
import type { FieldSchema } from "../../fields/field-kind.ts";
import { MappedField } from "../../fields/mapped-field.tsx";
import { useEditorContext } from "../../store/editor-context.ts";
import { useScope } from "../../view/use-scope.ts";
import type { FormProps, TriggerOf } from "../use-item.ts";
import { ChoiceField } from "./simple-fields.tsx";
import { AddressField, CopyBox } from "./webhook-form.tsx";

/** Something that another system tells: what, where it sends it, and the secret that it signs with. */
export function AppEventForm({
  item,
  change,
  problemsOf,
  address,
}: FormProps<TriggerOf<"app-event">> & { address: Workflow["addresses"][number] | undefined }) {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const { text } = useLanguage();
  const scope = useScope(item.id);
  const secretId = useId();
  const told = catalogue.connectors.flatMap(({ title, operations }) =>
    operations
      .filter(({ delivery }) => delivery === "push")
      .map((operation) => ({ operation, label: `${text(title)}: ${text(operation.title)}` })),
  );
  const chosen = told.find(({ operation }) => operation.name === item.operation)?.operation;
  const connector = item.operation.split(".", 1)[0];
  const connections = catalogue.connections.filter((connection) => connection.connector === connector);
  const properties = Object.entries((chosen?.input["properties"] ?? {}) as Record<string, FieldSchema>);
  const { input = {} } = item;
  return (
    <>
      <ChoiceField
        label={t("appEvent.operation")}
        {...(chosen?.description === undefined ? {} : { help: text(chosen.description) })}
        testId="field-operation"
        required
        value={item.operation}
        problems={problemsOf("operation")}
        options={told.map(({ operation, label }) => ({ value: operation.name, label }))}
        onChange={(operation) =>
          operation !== undefined && change({ operation, input: undefined, connection: undefined })
        }
      />
      <AddressField address={address} label={t("appEvent.address")} />
      {address?.secret === undefined ? null : (
        <FieldFrame id={secretId} label={t("webhook.secret")} help={t("appEvent.secretHelp")}>
          <CopyBox text={address.secret} label={t("webhook.secret")} isSecret testId="trigger-secret" />
        </FieldFrame>
      )}
      {connections.length === 0 && item.connection === undefined ? null : (
        <ChoiceField
          label={t("poll.connection")}
          help={t("appEvent.connectionHelp")}
          testId="field-connection"
          value={item.connection}
          problems={problemsOf("connection")}
          options={connections.map(({ key, name }) => ({ value: key, label: name }))}
          onChange={(connection) => change({ connection })}
        />
      )}
      {properties.map(([name, schema]) => (
        <MappedField
          key={name}
          name={name}
          schema={schema}
          required={false}
          value={input[name]}
          scope={scope}
          problemsOf={problemsOf}
          path={`input.${name}`}
          onChange={(value) => {
            const { [name]: _, ...rest } = input;
            const next = value === undefined ? rest : { ...rest, [name]: value };
            change({ input: Object.keys(next).length === 0 ? undefined : next }, `input.${name}`);
          }}
        />
      ))}
    </>
  );
}
