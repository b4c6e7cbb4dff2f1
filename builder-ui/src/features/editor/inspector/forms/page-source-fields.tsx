import { NumberInput } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Issue } from "../../../../../../definitions/api.ts";
import type { OperationDescription } from "../../../../../../definitions/catalogue.ts";
import type { ScopeTypes } from "../../../../../../definitions/expression/index.ts";
import { useLanguage } from "../../../../i18n/use-language.ts";
import { FieldFrame } from "../../fields/field-frame.tsx";
import type { NodeOf } from "../use-item.ts";
import { OperationFields } from "./operation-fields.tsx";
import { ChoiceField } from "./simple-fields.tsx";

type Source = NonNullable<NodeOf<"for-each">["source"]>;

interface PageSourceProps {
  source: Source;
  /** Operations that give a list by pages. */
  sources: readonly OperationDescription[];
  scope: ScopeTypes;
  problemsOf: (path: string) => Issue[];
  /** `key` names what was changed: edits of the same in a row are undone as one. */
  onChange: (source: Source, key: string) => void;
}

/** The operation that gives a list page by page, with its input; where a page begins is the step's own business. */
export function PageSourceFields({ source, sources, scope, problemsOf, onChange }: PageSourceProps) {
  const { t } = useTranslation("editor");
  const { text } = useLanguage();
  const sizeId = useId();
  const operation = sources.find(({ name }) => name === source.operation);
  const own = new Set([operation?.paging?.cursor, operation?.paging?.size].filter((name) => name !== undefined));
  return (
    <>
      <ChoiceField
        label={t("forEach.operation")}
        testId="field-source-operation"
        required
        value={source.operation}
        problems={problemsOf("source.operation")}
        options={sources.map(({ name, title }) => ({ value: name, label: text(title) }))}
        onChange={(name) =>
          name !== undefined && onChange({ operation: name, input: {}, pageSize: source.pageSize }, "source")
        }
      />
      <OperationFields
        call={source}
        path="source."
        scope={scope}
        problemsOf={problemsOf}
        without={own}
        onChange={(part, key) => onChange({ ...source, ...part }, `source.${key}`)}
      />
      <FieldFrame id={sizeId} label={t("forEach.pageSize")} problems={problemsOf("source.pageSize")}>
        <NumberInput
          id={sizeId}
          min={1}
          max={1_000}
          allowDecimal={false}
          value={source.pageSize}
          onChange={(pageSize) => typeof pageSize === "number" && onChange({ ...source, pageSize }, "source.pageSize")}
        />
      </FieldFrame>
    </>
  );
}
