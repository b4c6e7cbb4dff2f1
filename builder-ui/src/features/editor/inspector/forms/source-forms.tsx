import { useTranslation } from "react-i18next";
import type { Workflow } from "../../../../../../definitions/api.ts";
import type { Json } from "../../../../../../definitions/json.ts";
import { useLanguage } from "../../../../i18n/use-language.ts";
import { plainText } from "../../../../shared/plain-text.ts";
import { readSchemaFields } from "../../../../shared/schema-fields.ts";
import { DurationField } from "../../fields/duration-field.tsx";
import classes from "../../fields/fields.module.css";
import { useEditorContext } from "../../store/editor-context.ts";
import type { FormProps, TriggerOf } from "../use-item.ts";
import { ChoiceField, TextField } from "./simple-fields.tsx";
import { AddressField } from "./webhook-form.tsx";

/** Incoming mail: the address that a mail server hands messages on to. */
export function IncomingMailForm({ address }: { address: Workflow["addresses"][number] | undefined }) {
  const { t } = useTranslation("editor");
  return (
    <>
      <AddressField address={address} label={t("incomingMail.address")} />
      <p className={classes["help"]}>{t("incomingMail.help")}</p>
    </>
  );
}

/** A look at another system at intervals: which, how often, and what it needs to know. */
export function PollForm({ item, change, problemsOf }: FormProps<TriggerOf<"poll">>) {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const { language, text } = useLanguage();
  const looks = catalogue.connectors
    .flatMap(({ operations }) => operations)
    .filter(({ delivery }) => delivery === "poll");
  const look = looks.find(({ name }) => name === item.operation);
  const connector = item.operation.split(".", 1)[0];
  const connections = catalogue.connections.filter((connection) => connection.connector === connector);
  const set = (name: string, value: Json | undefined) => {
    const { [name]: _, ...rest } = item.input;
    change({ input: value === undefined ? rest : { ...rest, [name]: value } }, `input.${name}`);
  };
  return (
    <>
      <ChoiceField
        label={t("poll.operation")}
        testId="field-operation"
        required
        value={item.operation}
        problems={problemsOf("operation")}
        options={looks.map(({ name, title }) => ({ value: name, label: text(title) }))}
        onChange={(operation) => operation !== undefined && change({ operation, input: {} })}
      />
      <ChoiceField
        label={t("poll.connection")}
        testId="field-connection"
        value={item.connection}
        problems={problemsOf("connection")}
        options={connections.map(({ key, name }) => ({ value: key, label: name }))}
        onChange={(connection) => change({ connection })}
      />
      <DurationField
        label={t("poll.every")}
        testId="field-every"
        value={item.every}
        problems={problemsOf("every")}
        onChange={(every) => typeof every === "string" && change({ every })}
      />
      {readSchemaFields(look?.input ?? {}, language).map((field) => (
        <TextField
          key={field.name}
          label={field.label}
          testId={`field-${field.name}`}
          value={plainText(item.input[field.name])}
          problems={problemsOf(`input.${field.name}`)}
          onChange={(value) => set(field.name, value)}
        />
      ))}
    </>
  );
}
