import { NumberInput, SegmentedControl } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { FieldFrame } from "../../fields/field-frame.tsx";
import { MappedField } from "../../fields/mapped-field.tsx";
import { useEditorContext } from "../../store/editor-context.ts";
import type { NodeOf } from "../use-item.ts";
import { PageSourceFields } from "./page-source-fields.tsx";
import type { ScopedForm } from "./scoped-form.ts";
import { ChoiceField } from "./simple-fields.tsx";

/** What is gone through, a list or pages of an operation, and how. */
export function ForEachForm({ item, change, problemsOf, scope }: ScopedForm<NodeOf<"for-each">>) {
  const { t } = useTranslation("editor");
  const { catalogue } = useEditorContext();
  const id = useId();
  const kindId = useId();
  const isPaged = item.source !== undefined;
  const sources = catalogue.connectors
    .flatMap(({ operations }) => operations)
    .filter(({ paging }) => paging !== undefined);
  return (
    <>
      <FieldFrame id={kindId} label={t("forEach.of")} help={isPaged ? t("forEach.pagesHelp") : t("forEach.itemsHelp")}>
        <SegmentedControl
          id={kindId}
          fullWidth
          size="xs"
          aria-label={t("forEach.of")}
          data-testid="field-of"
          data={(["list", "pages"] as const).map((value) => ({ value, label: t(`forEach.${value}`) }))}
          value={isPaged ? "pages" : "list"}
          onChange={(kind) =>
            change(
              kind === "pages"
                ? { items: undefined, source: { operation: sources[0]?.name ?? "crm.find", input: {}, pageSize: 200 } }
                : { items: "=", source: undefined },
            )
          }
        />
      </FieldFrame>
      {item.source === undefined ? (
        <MappedField
          name="items"
          label={t("forEach.items")}
          schema={{ "x-widget": "expression" }}
          required
          value={item.items}
          scope={scope}
          problemsOf={problemsOf}
          path="items"
          onChange={(items) => change({ items: items ?? "=" })}
        />
      ) : (
        <PageSourceFields
          source={item.source}
          sources={sources}
          scope={scope}
          problemsOf={problemsOf}
          onChange={(source, key) => change({ source }, key)}
        />
      )}
      <FieldFrame
        id={id}
        label={t("forEach.concurrency")}
        help={t("forEach.concurrencyHelp")}
        problems={problemsOf("concurrency")}
      >
        <NumberInput
          id={id}
          min={1}
          max={100}
          allowDecimal={false}
          value={item.concurrency}
          onChange={(concurrency) => typeof concurrency === "number" && change({ concurrency })}
        />
      </FieldFrame>
      <ChoiceField
        label={t("forEach.onItemError")}
        testId="field-onItemError"
        required
        value={item.onItemError}
        options={(["fail", "continue"] as const).map((value) => ({ value, label: t(`forEach.${value}`) }))}
        onChange={(onItemError) => change({ onItemError })}
      />
      <MappedField
        name="collect"
        label={t("forEach.collect")}
        help={isPaged ? t("forEach.collectPagesHelp") : t("forEach.collectHelp")}
        schema={{ "x-widget": "expression" }}
        required={false}
        value={item.collect}
        scope={scope}
        problemsOf={problemsOf}
        path="collect"
        onChange={(collect) => change({ collect })}
      />
    </>
  );
}
