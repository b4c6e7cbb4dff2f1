import { ActionIcon, CopyButton, Switch, Tooltip } from "@mantine/core";
import { Check, Copy, Eye, EyeOff } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Workflow } from "../../../../../../definitions/api.ts";
import { FieldFrame } from "../../fields/field-frame.tsx";
import classes from "../../fields/fields.module.css";
import { MappedField } from "../../fields/mapped-field.tsx";
import { useScope } from "../../view/use-scope.ts";
import type { FormProps, TriggerOf } from "../use-item.ts";
import { ChoiceField, TextField } from "./simple-fields.tsx";
import { UpsertFields } from "./upsert-fields.tsx";

type Address = Workflow["addresses"][number] | undefined;

/** A text in a box with a button that copies it; a secret is covered until asked for. */
export function CopyBox({
  text,
  label,
  isSecret,
  testId,
}: {
  text: string;
  label: string;
  isSecret?: boolean;
  testId: string;
}) {
  const { t } = useTranslation("editor");
  const [isShown, setShown] = useState(isSecret !== true);
  return (
    <div className={classes["address"]}>
      <span data-testid={testId}>{isShown ? text : "•".repeat(24)}</span>
      {isSecret === true ? (
        <ActionIcon
          size="sm"
          aria-label={isShown ? t("webhook.hide") : t("webhook.show")}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? <EyeOff size={14} aria-hidden /> : <Eye size={14} aria-hidden />}
        </ActionIcon>
      ) : null}
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t("copied") : t("copy")}>
            <ActionIcon size="sm" aria-label={t("webhook.copy", { label })} onClick={copy}>
              {copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </div>
  );
}

/** The public address of a webhook or form; it is there after the first publish. */
export function AddressField({ address, label }: { address: Address; label: string }) {
  const { t } = useTranslation("editor");
  const id = useId();
  return (
    <FieldFrame id={id} label={label} help={address === undefined ? t("webhook.noAddress") : undefined}>
      {address === undefined ? null : <CopyBox text={address.url} label={label} testId="trigger-address" />}
    </FieldFrame>
  );
}

export function WebhookForm({
  item,
  change,
  problemsOf,
  address,
}: FormProps<TriggerOf<"webhook">> & { address: Address }) {
  const { t } = useTranslation("editor");
  const scope = useScope(item.id);
  const secretId = useId();
  return (
    <>
      <AddressField address={address} label={t("webhook.address")} />
      <Switch
        mb={12}
        data-testid="field-signature"
        label={t("webhook.signed")}
        checked={item.signature !== undefined}
        onChange={(event) =>
          change({ signature: event.currentTarget.checked ? { header: "x-signature", encoding: "hex" } : undefined })
        }
      />
      {item.signature === undefined ? null : (
        <div className={classes["box"]}>
          <TextField
            label={t("webhook.header")}
            testId="field-signature-header"
            required
            value={item.signature.header}
            problems={problemsOf("signature")}
            onChange={(header) => change({ signature: { ...item.signature, header: header ?? "" } })}
          />
          <ChoiceField
            label={t("webhook.encoding")}
            testId="field-signature-encoding"
            required
            value={item.signature.encoding}
            options={["hex", "base64"].map((value) => ({ value, label: value }))}
            onChange={(encoding) => change({ signature: { ...item.signature, encoding } })}
          />
          {address?.secret === undefined ? null : (
            <FieldFrame id={secretId} label={t("webhook.secret")} help={t("webhook.secretHelp")}>
              <CopyBox text={address.secret} label={t("webhook.secret")} isSecret testId="trigger-secret" />
            </FieldFrame>
          )}
        </div>
      )}
      <MappedField
        name="dedupeKey"
        label={t("webhook.dedupe")}
        help={t("webhook.dedupeHelp")}
        schema={{ "x-widget": "expression" }}
        required={false}
        value={item.dedupeKey}
        scope={scope}
        problemsOf={problemsOf}
        path="dedupeKey"
        onChange={(dedupeKey) => change({ dedupeKey })}
      />
      <UpsertFields
        triggerId={item.id}
        source="trigger.body"
        value={item.upsert}
        problemsOf={problemsOf}
        onChange={(upsert) => change({ upsert })}
      />
    </>
  );
}
