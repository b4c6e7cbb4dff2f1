import { Button } from "@mantine/core";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Issue } from "../../../../definitions/api.ts";
import { errorText } from "../../../../definitions/error-texts/index.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import classes from "./tables.module.css";

const LOOKS = {
  error: { icon: CircleAlert, color: "var(--fr-red)" },
  warning: { icon: TriangleAlert, color: "var(--fr-amber)" },
  info: { icon: Info, color: "var(--fr-blue)" },
};
const SHOWN = 20;

interface IssueListProps {
  issues: readonly Issue[];
  /** The shown issues are those of a table that has changed since. */
  isOld: boolean;
  /** Adds a row for the input that no row matches; null where nothing may be changed. */
  onFill: ((when: string[], dates: { from?: string; to?: string }) => void) | null;
}

/** What is wrong with the table, each with the input that shows it. */
export function IssueList({ issues, isOld, onFill }: IssueListProps) {
  const { t } = useTranslation("tables");
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
        <IssueLine key={`${issue.path}-${issue.code}-${issue.message}`} issue={issue} onFill={onFill} />
      ))}
      {issues.length > SHOWN ? <li>{t("moreIssues", { count: issues.length - SHOWN })}</li> : null}
    </ul>
  );
}

/** The dates at which the row that fills a gap must be in force. */
function datesOf({ details = {} }: Issue): { from?: string; to?: string } {
  const { from, to } = details;
  return { ...(typeof from === "string" ? { from } : {}), ...(typeof to === "string" ? { to } : {}) };
}

function IssueLine({ issue, onFill }: { issue: Issue; onFill: IssueListProps["onFill"] }) {
  const { t } = useTranslation("tables");
  const { language } = useLanguage();
  const { icon: Icon, color } = LOOKS[issue.severity];
  const row = /^rows\.(\d+)/.exec(issue.path ?? "")?.[1];
  const when = issue.details?.["when"];
  const isGap = issue.code === "TABLE_GAP" && Array.isArray(when);
  return (
    <li data-testid={`issue-${issue.code}`}>
      <Icon size={15} color={color} aria-hidden />
      <span>
        <span className="fr-hidden">{t(`severity.${issue.severity}`)}</span>
        {row === undefined ? "" : `${t("row", { row: Number(row) + 1 })} `}
        {errorText(issue.code, language, issue.details ?? {}) ?? issue.message}
      </span>
      {isGap && onFill !== null ? (
        <Button
          size="compact-xs"
          variant="light"
          data-testid="fill-gap"
          onClick={() => onFill(when.map(String), datesOf(issue))}
        >
          {t("fillGap")}
        </Button>
      ) : null}
    </li>
  );
}
