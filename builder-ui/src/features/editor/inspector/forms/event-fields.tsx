import { useTranslation } from "react-i18next";
import { MappedField } from "../../fields/mapped-field.tsx";
import { useEditorContext } from "../../store/editor-context.ts";
import type { FormProps } from "../use-item.ts";
import type { ScopedForm } from "./scoped-form.ts";
import { TextField } from "./simple-fields.tsx";

/** Names of events that the catalogue's objects give: `lead.contacted`. */
export function useEventNames(): string[] {
  const { catalogue } = useEditorContext();
  return catalogue.objects.flatMap(
    (object) =>
      object.fields
        .find((field) => field.name === object.stageField)
        ?.values?.map((value) => `${object.name}.${value}`) ?? [],
  );
}

/** The name of a business event, with those of the catalogue's objects to choose from. */
export function EventNameField({ item, change, problemsOf }: FormProps<{ event: string }>) {
  const { t } = useTranslation("editor");
  const events = useEventNames();
  return (
    <TextField
      label={t("event.name")}
      help={t("event.nameHelp")}
      required
      testId="field-event"
      suggestions={events}
      value={item.event}
      problems={problemsOf("event")}
      onChange={(event) => change({ event: event ?? "" })}
    />
  );
}

/** What ties an event to the run that waits for it. */
export function CorrelateField({ item, change, problemsOf, scope }: ScopedForm<{ correlate?: string | undefined }>) {
  const { t } = useTranslation("editor");
  return (
    <MappedField
      name="correlate"
      label={t("event.correlate")}
      help={t("event.correlateHelp")}
      schema={{ "x-widget": "expression" }}
      required={false}
      value={item.correlate}
      scope={scope}
      problemsOf={problemsOf}
      path="correlate"
      onChange={(correlate) => change({ correlate })}
    />
  );
}
