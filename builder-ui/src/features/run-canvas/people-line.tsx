import { UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { RunAction } from "../../../../definitions/api.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { instantText } from "../../shared/time-text.ts";
import classes from "./run-page.module.css";

interface PeopleLineProps {
  action: RunAction;
  /** Of the person, or null for a machine. */
  who: string | null;
  stepName: string | undefined;
  now: string;
}

const KNOWN = ["start", "pause", "resume", "cancel", "terminate", "rerun", "move"] as const;

/** What somebody did with the run, between its steps. */
export function PeopleLine({ action, who, stepName, now }: PeopleLineProps) {
  const { t } = useTranslation("run");
  const { language } = useLanguage();
  const name = who ?? t("actions.machine");
  const kind = KNOWN.find((entry) => action.action === `run.${entry}`);
  const said =
    action.action === "run.resolve" && action.resolution !== undefined
      ? t(`actions.resolve.${action.resolution}`, { who: name, step: stepName ?? t("actions.aStep") })
      : kind === undefined
        ? t("actions.other", { who: name, action: action.action })
        : t(`actions.${kind}`, { who: name, version: action.toVersion });
  return (
    <div className={classes["person"]} data-testid={`action-${action.action}`}>
      <UserRound size={13} aria-hidden />
      <span>
        {said}
        {action.reason === undefined ? null : <q>{action.reason}</q>}
      </span>
      <time dateTime={action.at} className="fr-tabular">
        {instantText(action.at, now, language)}
      </time>
    </div>
  );
}
