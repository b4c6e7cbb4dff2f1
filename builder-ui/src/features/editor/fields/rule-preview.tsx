import { Check, CornerDownRight, X } from "lucide-react";
import { Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Condition } from "../../../../../definitions/condition.ts";
import { FlowrightError } from "../../../../../definitions/errors.ts";
import type { Explanation } from "../../../../../definitions/run.ts";
import { ExplanationTree } from "../../run-canvas/explanation-tree.tsx";
import classes from "./fields.module.css";
import { useSampleData } from "./sample-data.ts";

type Tried = { explanation: Explanation } | { code: string } | null;

/** A rule on the sample: whether it holds, and in the builder why. Nothing where there is no sample. */
export function RulePreview({ rule, withReasons }: { rule: Condition | undefined; withReasons?: boolean }) {
  const { t } = useTranslation("editor");
  const sample = useSampleData();
  const [tried, setTried] = useState<{ rule: Condition; result: Tried } | null>(null);
  useEffect(() => {
    if (rule === undefined || sample === null) return undefined;
    let isCurrent = true;
    const ask = async () => {
      const { explainCondition } = await import("../../../../../definitions/rules/index.ts");
      let result: Tried;
      try {
        result = { explanation: explainCondition(rule, { ...sample.scope }, sample.conditions) };
      } catch (thrown) {
        if (!(thrown instanceof FlowrightError)) throw thrown;
        result = { code: thrown.code };
      }
      if (isCurrent) setTried({ rule, result });
    };
    void ask();
    return () => {
      isCurrent = false;
    };
  }, [rule, sample]);
  if (sample === null || tried === null || tried.rule !== rule || tried.result === null) return null;
  const { result } = tried;
  const held = "explanation" in result && result.explanation.held;
  const Icon = held ? Check : X;
  return (
    <>
      <output className={classes["preview"]} data-testid="rule-result" data-held={held}>
        {"code" in result ? <CornerDownRight size={12} aria-hidden /> : <Icon size={13} aria-hidden />}
        <span>
          {"code" in result ? t("sample.failed", { code: result.code }) : t(held ? "sample.holds" : "sample.holdsNot")}
        </span>
        <small>{t(`sample.${sample.from}`)}</small>
      </output>
      {withReasons === true && "explanation" in result ? (
        // Its words are loaded when it is first shown.
        <Suspense fallback={null}>
          <ExplanationTree explanation={result.explanation} />
        </Suspense>
      ) : null}
    </>
  );
}
