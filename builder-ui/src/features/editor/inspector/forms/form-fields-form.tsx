import { useTranslation } from "react-i18next";
import type { Workflow } from "../../../../../../definitions/api.ts";
import { textIn } from "../../../../../../definitions/text.ts";
import { useLanguage } from "../../../../i18n/use-language.ts";
import { withText } from "../../view/with-text.ts";
import classes from "../../fields/fields.module.css";
import type { FormProps, TriggerOf } from "../use-item.ts";
import { FormRows } from "./form-rows.tsx";
import { TextField } from "./simple-fields.tsx";
import { UpsertFields } from "./upsert-fields.tsx";
import { AddressField } from "./webhook-form.tsx";

/** A public form: its address, words and fields, and the record that it fills. */
export function FormFieldsForm({
  item,
  change,
  problemsOf,
  address,
}: FormProps<TriggerOf<"form">> & { address: Workflow["addresses"][number] | undefined }) {
  const { t } = useTranslation("editor");
  const { language } = useLanguage();
  return (
    <>
      <AddressField address={address} label={t("form.address")} />
      <TextField
        label={t("form.title")}
        testId="field-form-title"
        value={textIn(item.title, language)}
        onChange={(value) =>
          change({ title: value === undefined ? undefined : withText(item.title, language, value) }, "title")
        }
      />
      <TextField
        label={t("form.thanks")}
        testId="field-form-thanks"
        value={textIn(item.thanks, language)}
        onChange={(value) =>
          change({ thanks: value === undefined ? undefined : withText(item.thanks, language, value) }, "thanks")
        }
      />
      <p className={classes["label"]}>{t("form.fields")}</p>
      <FormRows schema={item.fields} onChange={(fields, mergeKey) => change({ fields }, mergeKey)} />
      <UpsertFields
        triggerId={item.id}
        source="trigger"
        value={item.upsert}
        problemsOf={problemsOf}
        onChange={(upsert) => change({ upsert })}
      />
    </>
  );
}
