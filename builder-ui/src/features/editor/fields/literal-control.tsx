import { NumberInput, Select, Switch, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Json } from "../../../../../definitions/json.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { useEditorContext } from "../store/editor-context.ts";
import { hasForm } from "./expression-value.ts";
import { exampleOf, type FieldKind, type FieldSchema } from "./field-kind.ts";

interface LiteralControlProps {
  id: string;
  kind: FieldKind;
  schema: FieldSchema;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
  testId: string;
}

/** What a choice offers: the schema's values, or the catalogue's resources. */
function useOptions(kind: FieldKind, schema: FieldSchema): { value: string; label: string }[] {
  const { catalogue } = useEditorContext();
  const { text } = useLanguage();
  const byKey = (items: readonly { key: string; name?: Parameters<typeof text>[0] }[]) =>
    items.map((item) => ({ value: item.key, label: text(item.name) || item.key }));
  switch (kind) {
    case "policy":
      return byKey(catalogue.policies);
    case "rule-set":
      return byKey(catalogue.ruleSets ?? []);
    case "scoring-model":
      return byKey(catalogue.scoringModels ?? []);
    case "team":
      return byKey(catalogue.teams);
    case "mail-template":
      return byKey(catalogue.mailTemplates);
    case "user":
      return catalogue.users.map((user) => ({ value: user.id, label: user.name }));
    case "record-object":
      return catalogue.objects.map((object) => ({ value: object.name, label: text(object.title) }));
    default:
      return Array.isArray(schema["enum"])
        ? schema["enum"].map((value) => ({ value: String(value), label: String(value) }))
        : [];
  }
}

/** The control for a value that is written down, not computed. */
export function LiteralControl({ id, kind, schema, value, onChange, testId }: LiteralControlProps) {
  const { t } = useTranslation("editor");
  const options = useOptions(kind, schema);
  const placeholder = exampleOf(schema) || (schema["x-widget"] === "expression" ? t("field.orExpression") : "");
  const odd = typeof value === "string" && !hasForm(value, schema) ? t("field.badForm", { value }) : undefined;
  const shared = { id, size: "sm" as const, "data-testid": testId };
  switch (kind) {
    case "boolean":
      return (
        <Switch
          {...shared}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
          label={value === true ? t("field.yes") : t("field.no")}
        />
      );
    case "number":
      return (
        <NumberInput
          {...shared}
          value={typeof value === "number" ? value : ""}
          onChange={(next) => onChange(typeof next === "number" ? next : undefined)}
        />
      );
    case "choice":
    case "policy":
    case "rule-set":
    case "scoring-model":
    case "team":
    case "user":
    case "mail-template":
    case "record-object": {
      const current = typeof value === "string" ? value : null;
      const isKnown = current === null || options.some((option) => option.value === current);
      const data = isKnown ? options : [...options, { value: current, label: t("field.unknown", { value: current }) }];
      return (
        <Select
          {...shared}
          data={data}
          value={current}
          searchable={data.length > 7}
          clearable
          nothingFoundMessage={t("field.noOption")}
          placeholder={t("field.choose")}
          onChange={(next) => onChange(next ?? undefined)}
        />
      );
    }
    case "long-text":
      return (
        <Textarea
          {...shared}
          autosize
          minRows={2}
          maxRows={12}
          placeholder={placeholder}
          value={typeof value === "string" ? value : ""}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    default:
      return (
        <TextInput
          {...shared}
          placeholder={placeholder}
          error={odd}
          value={typeof value === "string" ? value : value === undefined || value === null ? "" : JSON.stringify(value)}
          onChange={(event) => onChange(event.currentTarget.value === "" ? undefined : event.currentTarget.value)}
        />
      );
  }
}
