import { useTranslation } from "react-i18next";
import type { RouteResponse } from "../../../../definitions/api.ts";
import { useLanguage } from "../../i18n/use-language.ts";

type Task = RouteResponse<"listTasks">["items"][number];

/** The name of an outcome: its author's, else a word for the usual ones. */
export function useOutcomeWord(): (task: Task, id: string) => string {
  const { t } = useTranslation("inbox");
  const { text } = useLanguage();
  return (task, id) => {
    const named = text(task.outcomes.find((outcome) => outcome.id === id)?.name ?? "");
    if (named !== "") return named;
    if (id === "approved" || id === "rejected") return t(id);
    return id === "done" ? t("doneOutcome") : id;
  };
}
