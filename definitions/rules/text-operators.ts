import { compilePattern } from "../expression/pattern.ts";
import { defineOperator, type Operator, TEXT, type ValueShape } from "./define-operator.ts";

function onText(test: (fact: string, value: string) => boolean): Operator["test"] {
  return (fact, value) => {
    if (fact === null || fact === undefined) return "empty";
    if (typeof fact !== "string" || typeof value !== "string") return "type";
    return test(fact, value);
  };
}

const text = (
  name: string,
  en: string,
  zh: string,
  test: (fact: string, value: string) => boolean,
  value: ValueShape = "text",
): Operator => defineOperator({ name, value, appliesTo: TEXT, en, zh, test: onText(test) });

const matchesPattern = (fact: string, pattern: string): boolean => compilePattern(pattern).matcher(fact).find();

/** Operators over texts. Patterns are RE2's, which run in linear time. */
export const TEXT_OPERATORS: readonly Operator[] = [
  text("startsWith", "starts with", "开头是", (a, b) => a.startsWith(b)),
  text("endsWith", "ends with", "结尾是", (a, b) => a.endsWith(b)),
  text("containsText", "contains the text", "包含文本", (a, b) => a.includes(b)),
  text("doesNotContainText", "does not contain the text", "不包含文本", (a, b) => !a.includes(b)),
  text("equalIgnoringCase", "is, in any case,", "等于（不分大小写）", (a, b) => a.toLowerCase() === b.toLowerCase()),
  text("containsIgnoringCase", "contains, in any case,", "包含文本（不分大小写）", (a, b) =>
    a.toLowerCase().includes(b.toLowerCase()),
  ),
  text("matchesPattern", "matches the pattern", "匹配模式", matchesPattern, "pattern"),
  text("doesNotMatchPattern", "does not match the pattern", "不匹配模式", (a, b) => !matchesPattern(a, b), "pattern"),
];
