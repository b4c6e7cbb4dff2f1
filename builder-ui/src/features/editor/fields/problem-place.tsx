import { useTranslation } from "react-i18next";
import type { Issue } from "../../../../../definitions/api.ts";
import classes from "./fields.module.css";

const AROUND = 18;

/** Line and column of a place in a text, both from 1. */
function placeInText(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

/** Where in a field's text a problem is: line and column, and the piece of text with what is around it. */
export function ProblemPlace({ range, text }: { range: NonNullable<Issue["range"]>; text: string }) {
  const { t } = useTranslation("editor");
  const lead = text.startsWith("=") ? 1 : 0;
  const shown = text.slice(lead);
  const start = Math.max(0, Math.min(shown.length, range.start - lead));
  const end = Math.max(start, Math.min(shown.length, range.end - lead));
  const from = Math.max(0, start - AROUND);
  const to = Math.min(shown.length, end + AROUND);
  return (
    <span className={classes["place"]} data-testid="problem-place">
      {t("sample.place", placeInText(shown, start))}{" "}
      <code>
        {from > 0 ? "…" : ""}
        {shown.slice(from, start)}
        <mark>{shown.slice(start, end) || " "}</mark>
        {shown.slice(end, to)}
        {to < shown.length ? "…" : ""}
      </code>
    </span>
  );
}
