import { Drawer } from "@mantine/core";
import { Pencil } from "lucide-react";
import { lazy, Suspense, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Condition } from "../../../../../definitions/condition.ts";
import { describeRule } from "../../../../../definitions/describe/index.ts";
import type { Issue } from "../../../../../definitions/api.ts";
import type { ScopeTypes } from "../../../../../definitions/expression/index.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { useRuleCatalogue } from "../condition/rule-catalogue.ts";
import { FieldFrame } from "./field-frame.tsx";
import classes from "./fields.module.css";
import { RulePreview } from "./rule-preview.tsx";

/** The query builder is big and needed only here. */
const ConditionBuilder = lazy(() => import("../condition/condition-builder.tsx"));

interface ConditionFieldProps {
  label: string;
  value: Condition | undefined;
  onChange: (value: Condition | undefined) => void;
  scope: ScopeTypes;
  optional?: boolean;
  problems?: readonly Issue[];
  testId: string;
}

/** A rule: its sentence, and the builder in a wide drawer. */
export function ConditionField({ label, value, onChange, scope, optional, problems, testId }: ConditionFieldProps) {
  const { t } = useTranslation("editor");
  const { language } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { objects } = useRuleCatalogue();
  return (
    <FieldFrame id={id} label={label} {...(problems === undefined ? {} : { problems })}>
      <button type="button" id={id} className={classes["rule"]} data-testid={testId} onClick={() => setOpen(true)}>
        <span>{value === undefined ? t("rule.none") : describeRule(value, language, objects)}</span>
        <Pencil size={14} aria-hidden />
      </button>
      <RulePreview rule={value} />
      <Drawer
        opened={isOpen}
        onClose={() => setOpen(false)}
        position="right"
        size="min(860px, 96vw)"
        title={label}
        closeButtonProps={{ "aria-label": t("close") }}
        data-testid="rule-drawer"
      >
        <Suspense fallback={null}>
          <ConditionBuilder
            value={value}
            onChange={onChange}
            scope={scope}
            optional={optional === true}
            onDone={() => setOpen(false)}
          />
        </Suspense>
      </Drawer>
    </FieldFrame>
  );
}
