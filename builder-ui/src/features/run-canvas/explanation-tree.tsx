import { Check, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ObjectDescription } from "../../../../definitions/catalogue.ts";
import type { Condition } from "../../../../definitions/condition.ts";
import type { Explanation } from "../../../../definitions/run.ts";
import type { WorkflowNode } from "../../../../definitions/nodes/index.ts";
import type { Trigger } from "../../../../definitions/triggers/index.ts";
import { describeOperator, describeRule, fieldTitle, hasNoValue } from "../../../../definitions/describe/index.ts";
import { textIn, type Language } from "../../../../definitions/text.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { useCatalogue } from "../records/use-object.ts";
import classes from "./run-page.module.css";

function valueText(value: unknown): string {
  if (value === null || value === undefined) return "–";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A value that a rule compares with; the rules that a list's items are asked as a sentence. */
function expectedText(value: unknown, language: Language): string {
  const isGroup = typeof value === "object" && value !== null && ("all" in value || "any" in value || "not" in value);
  return isGroup ? `(${describeRule(value as Condition, language)})` : valueText(value);
}

/** What a leaf said: "score ≥ 80 (was 65)"; fields of records by their titles in `objects`. */
export function leafText(
  leaf: Explanation,
  language: Language,
  objects: readonly ObjectDescription[] = [],
): { rule: string; actual: string } {
  const path = [leaf.fact, leaf.path].filter((part) => part !== undefined && part !== "").join(".");
  const title = leaf.fact === "record" ? fieldTitle(objects, leaf.path ?? "", language) : undefined;
  const subject = title ?? path;
  const operator = leaf.operator ?? "";
  const name = describeOperator(operator, language);
  const expected = hasNoValue(operator) ? "" : ` ${expectedText(leaf.expected, language)}`;
  return { rule: `${subject} ${name}${expected}`, actual: valueText(leaf.actual) };
}

interface ExplanationTreeProps {
  explanation: Explanation;
  node?: WorkflowNode | Trigger | undefined;
}

/** Why a rule held or not, as a tree: every part with a tick or a cross and the value it saw. */
export function ExplanationTree(props: ExplanationTreeProps) {
  return <ExplanationPart {...props} objects={useCatalogue()?.objects} isItem={false} />;
}

interface ExplanationPartProps extends ExplanationTreeProps {
  objects: readonly ObjectDescription[] | undefined;
  /** It explains an item of a list: its id is the item's place, counted from 0. */
  isItem: boolean;
}

function ExplanationPart({ explanation, node, objects, isItem }: ExplanationPartProps) {
  const { t } = useTranslation("run");
  const { language } = useLanguage();
  const Icon = explanation.held ? Check : X;
  const branch =
    node?.type === "condition" ? node.branches.find((candidate) => candidate.id === explanation.id) : undefined;
  const title = isItem ? `#${Number(explanation.id) + 1}` : textIn(branch?.name, language) || explanation.id;
  const isLeaf = explanation.kind === "leaf";
  const leaf = isLeaf ? leafText(explanation, language, objects) : null;
  return (
    <div className={classes["why"]} data-held={explanation.held ? "" : undefined}>
      <div className={classes["whyRow"]}>
        <Icon size={14} aria-label={t(explanation.held ? "held" : "notHeld")} />
        {leaf === null ? (
          <span>
            {title === undefined ? null : <strong>{title} · </strong>}
            {t(`group.${explanation.kind}`)}
          </span>
        ) : (
          <span>
            {leaf.rule}{" "}
            <em>
              {explanation.reason === undefined
                ? t("was", { value: leaf.actual })
                : t(`reason.${explanation.reason}` as never, { defaultValue: explanation.reason })}
            </em>
          </span>
        )}
      </div>
      {(explanation.children ?? []).map((child, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- parts of a rule have no id; they never change places
        <ExplanationPart key={index} explanation={child} objects={objects} isItem={isLeaf} />
      ))}
    </div>
  );
}
