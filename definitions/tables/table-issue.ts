import type { Issue } from "../api.ts";
import { fillText } from "../error-texts/fill-text.ts";
import { TablesTexts, type TableIssueCode } from "../error-texts/tables.ts";

/** An issue of a table in English; other languages fill their text with its details (`errorText`). */
export function makeTableIssue(
  code: TableIssueCode,
  path: string,
  details: Record<string, unknown>,
  severity: Issue["severity"] = "error",
): Issue {
  return { code, severity, message: fillText(TablesTexts[code].en, details), path, details };
}
