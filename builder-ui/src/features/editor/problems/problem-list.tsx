import { UnstyledButton } from "@mantine/core";
import { ChevronDown, ChevronUp, CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Issue } from "../../../../../definitions/api.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { useEditor, useEditorContext } from "../store/editor-context.ts";
import { titleOf } from "../view/canvas-graph.ts";
import classes from "./problem-list.module.css";
import { useIssueText } from "./use-issue-text.ts";

const ICONS = { error: CircleAlert, warning: TriangleAlert, info: Info };
const ORDER = { error: 0, warning: 1, info: 2 };

/** How many issues of each weight there are. */
function countBySeverity(issues: readonly Issue[]): Record<Issue["severity"], number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const issue of issues) counts[issue.severity] += 1;
  return counts;
}

/** The line below the canvas: counts when closed, all problems when open; a click goes to the step. */
export function ProblemList() {
  const { store, catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const { language } = useLanguage();
  const issues = useEditor((state) => state.issues);
  const [isOpen, setOpen] = useState(false);
  const issueText = useIssueText(isOpen);
  const counts = countBySeverity(issues);
  const sorted = useMemo(() => issues.toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity]), [issues]);
  const nameOf = (issue: Issue) => {
    const { definition } = store.getState();
    const item = [...definition.nodes, ...definition.triggers].find((candidate) => candidate.id === issue.nodeId);
    return item === undefined ? t("problems.workflow") : titleOf(item, catalogue, language, (key) => t(key as never));
  };
  const Arrow = isOpen ? ChevronDown : ChevronUp;
  const isClean = counts.error + counts.warning === 0;
  return (
    <div className={classes["problems"]} data-testid="problems">
      <UnstyledButton
        className={classes["summary"]}
        aria-expanded={isOpen}
        data-testid="problems-toggle"
        onClick={() => setOpen(!isOpen)}
      >
        {isClean ? (
          <span className={classes["count"]} data-severity="ok">
            <CircleCheck size={14} aria-hidden /> {t("problems.clean")}
          </span>
        ) : (
          (["error", "warning"] as const).map((severity) => {
            const Icon = ICONS[severity];
            return counts[severity] === 0 ? null : (
              <span key={severity} className={classes["count"]} data-severity={severity}>
                <Icon size={14} aria-hidden />
                {t(severity === "error" ? "problems.errors" : "problems.warnings", { count: counts[severity] })}
              </span>
            );
          })
        )}
        {counts.info === 0 ? null : (
          <span className={classes["count"]}>
            <Info size={14} aria-hidden /> {t("problems.infos", { count: counts.info })}
          </span>
        )}
        <Arrow size={15} aria-hidden className={classes["arrow"]} />
      </UnstyledButton>
      {isOpen ? (
        <ul className={classes["list"]}>
          {sorted.length === 0 ? <li className={classes["none"]}>{t("problems.none")}</li> : null}
          {sorted.map((issue) => {
            const Icon = ICONS[issue.severity];
            const { nodeId } = issue;
            return (
              <li key={`${issue.code} ${nodeId ?? ""} ${issue.path ?? ""} ${issue.message}`}>
                <button
                  type="button"
                  className={classes["row"]}
                  data-severity={issue.severity}
                  data-code={issue.code}
                  disabled={nodeId === undefined}
                  onClick={() => nodeId !== undefined && store.getState().focus(nodeId)}
                >
                  <Icon size={14} aria-hidden />
                  <strong>{nameOf(issue)}</strong>
                  <span>{issueText(issue)}</span>
                  <code>{issue.code}</code>
                </button>
              </li>
            );
          })}
        </ul>
      ) : null}
    </div>
  );
}
