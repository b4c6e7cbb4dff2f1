import { Button } from "@mantine/core";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Issue } from "../../../../definitions/api.ts";
import { errorText } from "../../../../definitions/error-texts/index.ts";
import type { DecisionTable } from "../../../../definitions/resources.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import type { Gap } from "./grid/grid-parts.tsx";
import type { Pointed } from "./grid/use-table-grid.ts";
import classes from "./tables.module.css";
import type { TableIssues } from "./use-table-issues.ts";

const LOOKS = {
  error: { icon: CircleAlert, color: "var(--fr-red)" },
  warning: { icon: TriangleAlert, color: "var(--fr-amber)" },
  info: { icon: Info, color: "var(--fr-blue)" },
};
const SHOWN = 20;

interface IssueListProps {
  table: DecisionTable;
  checked: TableIssues;
  /** Adds a row for the input that no row matches; null where nothing may be changed. */
  onFill: ((gap: Gap) => void) | null;
  /** Shows in the table what an issue speaks of. */
  onShow: (pointed: Pointed) => void;
}

/** What is wrong with the table, each with the input that shows it. */
export function IssueList({ table, checked: { issues, isOld, isBroken }, onFill, onShow }: IssueListProps) {
  const { t } = useTranslation("tables");
  if (isBroken) {
    return (
      <output className={classes["fine"]} data-broken>
        <TriangleAlert size={15} color="var(--fr-amber)" aria-hidden /> {t("checkFailed")}
      </output>
    );
  }
  if (issues.length === 0) {
    return (
      <output className={classes["fine"]}>
        <CircleCheck size={15} aria-hidden /> {isOld ? t("checking") : t("fine")}
      </output>
    );
  }
  return (
    <ul className={classes["issues"]} aria-label={t("issues")} aria-busy={isOld}>
      {issues.slice(0, SHOWN).map((issue) => (
        <IssueLine key={`${issue.path}-${issue.code}-${issue.message}`} {...{ table, issue, onFill, onShow }} />
      ))}
      {issues.length > SHOWN ? <li>{t("moreIssues", { count: issues.length - SHOWN })}</li> : null}
    </ul>
  );
}

/** The row that would fill the gap that an issue tells. */
function gapOf({ details = {} }: Issue): Gap | null {
  const { when, from, to } = details;
  if (!Array.isArray(when)) return null;
  return {
    when: when.map(String),
    dates: { ...(typeof from === "string" ? { from } : {}), ...(typeof to === "string" ? { to } : {}) },
  };
}

/** What an issue speaks of: a cell, rows that it names, or a gap. Null for one of the whole table. */
function pointedBy(issue: Issue, table: DecisionTable): Pointed | null {
  const gap = gapOf(issue);
  if (gap !== null) return { rows: [], column: 0, gap };
  const [, row, part, column] = /^rows\.(\d+)(?:\.(when|then)\.(\d+))?/u.exec(issue.path ?? "") ?? [];
  if (row === undefined) return null;
  const others = [issue.details?.["other"], ...((issue.details?.["others"] as unknown[] | undefined) ?? [])];
  const indexes = others.map((id) => table.rows.findIndex((one) => one.id === id)).filter((index) => index >= 0);
  const place = (part === "then" ? table.inputs.length : 0) + Number(column ?? 0);
  return { rows: [...new Set([Number(row), ...indexes])], column: place, gap: null };
}

/** What an issue tells, with rows by the numbers that they have in the grid. */
function detailsOf({ details = {} }: Issue, table: DecisionTable): Readonly<Record<string, unknown>> {
  const numberOf = (id: unknown) => {
    const index = table.rows.findIndex((row) => row.id === id);
    return index === -1 ? id : index + 1;
  };
  const { row, other } = details;
  return {
    ...details,
    ...(row === undefined ? {} : { row: numberOf(row) }),
    ...(other === undefined ? {} : { other: numberOf(other) }),
  };
}

type IssueLineProps = Pick<IssueListProps, "table" | "onFill" | "onShow"> & { issue: Issue };

function IssueLine({ table, issue, onFill, onShow }: IssueLineProps) {
  const { t } = useTranslation("tables");
  const { language } = useLanguage();
  const { icon: Icon, color } = LOOKS[issue.severity];
  const row = /^rows\.(\d+)/.exec(issue.path ?? "")?.[1];
  const gap = issue.code === "TABLE_GAP" ? gapOf(issue) : null;
  const pointed = pointedBy(issue, table);
  return (
    <li data-testid={`issue-${issue.code}`}>
      <Icon size={15} color={color} aria-hidden />
      <span className={classes["issueText"]}>
        <span className="fr-hidden">{t(`severity.${issue.severity}`)}</span>
        {row === undefined ? "" : `${t("row", { row: Number(row) + 1 })} `}
        {errorText(issue.code, language, detailsOf(issue, table)) ?? issue.message}
      </span>
      {pointed === null ? null : (
        <Button size="compact-xs" variant="subtle" data-testid="show-issue" onClick={() => onShow(pointed)}>
          {t(gap === null ? "showIssue" : "showGap")}
        </Button>
      )}
      {gap === null || onFill === null ? null : (
        <Button size="compact-xs" variant="light" data-testid="fill-gap" onClick={() => onFill(gap)}>
          {t("fillGap")}
        </Button>
      )}
    </li>
  );
}
