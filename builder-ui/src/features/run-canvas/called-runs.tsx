import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useRoute } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { RunStatusBadge } from "../../shared/run-status.tsx";
import classes from "./run-page.module.css";

const LIVE_MS = 5_000;

/** The runs that this run called, newest first. */
export function CalledRuns({ runId }: { runId: string }) {
  const { t } = useTranslation("run");
  const { text } = useLanguage();
  const called = useRoute("listRuns", { query: { parent: runId } }, { refetchInterval: LIVE_MS });
  const items = called.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section data-testid="called-runs">
      <h2>{t("called")}</h2>
      {items.map((run) => (
        <p key={run.id} className={classes["meta"]}>
          <Anchor component={Link} to={`/runs/${run.id}`} size="sm">
            {text(run.workflowName ?? run.workflowKey)}
          </Anchor>
          <RunStatusBadge status={run.status} />
        </p>
      ))}
    </section>
  );
}
