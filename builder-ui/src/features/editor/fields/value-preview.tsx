import { CornerDownRight } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Scope } from "../../../../../definitions/expression/index.ts";
import { FlowrightError } from "../../../../../definitions/errors.ts";
import type { Json } from "../../../../../definitions/json.ts";
import { isComputedText } from "./expression-value.ts";
import classes from "./fields.module.css";
import { type SampleData, shortValue, useSampleData } from "./sample-data.ts";

const PAUSE_MS = 180;
/** What an expression gives on sample data, or why it gives nothing. */
type Computed = { value: Json } | { code: string; path: string } | null;

async function compute(value: string, scope: Scope): Promise<Computed> {
  const { evaluateMapped } = await import("../../../../../definitions/expression/index.ts");
  try {
    return { value: evaluateMapped(value, scope) };
  } catch (thrown) {
    if (!(thrown instanceof FlowrightError)) throw thrown;
    const path = thrown.details?.["path"];
    return { code: thrown.code, path: typeof path === "string" ? path : "" };
  }
}

/** Computes a written expression, a moment after the last key. */
function useComputed(value: string, sample: SampleData | null): Computed {
  const [computed, setComputed] = useState<{ of: string; result: Computed }>({ of: "", result: null });
  const isWanted = sample !== null && isComputedText(value) && value.trim() !== "=";
  useEffect(() => {
    if (!isWanted || sample === null) return undefined;
    let isCurrent = true;
    const show = async () => {
      const result = await compute(value, sample.scope);
      if (isCurrent) setComputed({ of: value, result });
    };
    const timer = window.setTimeout(() => void show(), PAUSE_MS);
    return () => {
      isCurrent = false;
      window.clearTimeout(timer);
    };
  }, [value, sample, isWanted]);
  return isWanted && computed.of === value ? computed.result : null;
}

/** Under a field: what its expression gives now, and where the values come from. Nothing for what is not computed. */
export function ValuePreview({
  value,
  testId,
  hasProblem,
}: {
  value: Json | undefined;
  testId: string;
  hasProblem?: boolean;
}) {
  const { t } = useTranslation("editor");
  const sample = useSampleData();
  const computed = useComputed(typeof value === "string" ? value : "", sample);
  if (computed === null || sample === null || hasProblem === true) return null;
  const source = t(`sample.${sample.from}`);
  return (
    <output className={classes["preview"]} data-testid={`${testId}-result`} title={source}>
      <CornerDownRight size={12} aria-hidden />
      {"value" in computed ? (
        <span>{computed.value === null ? t("sample.empty") : shortValue(computed.value)}</span>
      ) : (
        <em>
          {computed.code === "EXPRESSION_PATH_MISSING" || computed.code === "EXPRESSION_NAME_UNKNOWN"
            ? t("sample.missing", { path: computed.path })
            : t("sample.failed", { code: computed.code })}
        </em>
      )}
      <small>{source}</small>
    </output>
  );
}
