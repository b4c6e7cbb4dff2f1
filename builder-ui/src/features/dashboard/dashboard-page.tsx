import { Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { RouteResponse } from "../../../../definitions/api.ts";
import { RUN_STATUSES } from "../../../../definitions/run-status.ts";
import { useRoute } from "../../api/hooks.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { PageFrame } from "../../shared/page-frame.tsx";
import { RunStatusBadge } from "../../shared/run-status.tsx";
import { DayBars } from "./day-bars.tsx";
import classes from "./dashboard.module.css";

type Dashboard = RouteResponse<"getDashboard">;

export default function DashboardPage() {
  const { t } = useTranslation("dashboard");
  const dashboard = useRoute("getDashboard", {}, { refetchInterval: 10_000 });
  return (
    <PageFrame title={t("title")}>
      {dashboard.error === null ? null : (
        <ErrorAlert error={dashboard.error} onRetry={() => void dashboard.refetch()} />
      )}
      {dashboard.data === undefined ? (
        dashboard.error === null ? (
          <Skeleton height={480} radius={12} />
        ) : null
      ) : (
        <Cards data={dashboard.data} />
      )}
    </PageFrame>
  );
}

function Cards({ data }: { data: Dashboard }) {
  const { t } = useTranslation("dashboard");
  const open = ["queued", "running", "waiting", "paused", "incident"].reduce(
    (sum, status) => sum + (data.runsByStatus[status] ?? 0),
    0,
  );
  return (
    <>
      <div className={classes["figures"]}>
        <Figure label={t("openRuns")} value={open} to="/runs" />
        <Figure
          label={t("incidents")}
          value={data.runsByStatus["incident"] ?? 0}
          to="/runs?status=incident"
          alarm={(data.runsByStatus["incident"] ?? 0) > 0}
        />
        <Figure label={t("openTickets")} value={data.openTickets} to="/records/ticket" />
        <Figure label={t("mailsSent")} value={data.mailsSent} />
      </div>
      <div className={classes["grid"]}>
        <section className={classes["card"]} data-wide="">
          <h2 className={classes["heading"]}>{t("byDay")}</h2>
          <DayBars days={data.runsByDay} />
        </section>
        <section className={classes["card"]}>
          <h2 className={classes["heading"]}>{t("byStatus")}</h2>
          <ul className={classes["rows"]}>
            {RUN_STATUSES.filter((status) => (data.runsByStatus[status] ?? 0) > 0).map((status) => (
              <li key={status}>
                <Link to={`/runs?status=${status}`} className={classes["row"]}>
                  <RunStatusBadge status={status} plain />
                  <span className="fr-tabular">{data.runsByStatus[status]}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
        <section className={classes["card"]}>
          <h2 className={classes["heading"]}>{t("byOwner")}</h2>
          <OwnerBars owners={data.leadsByOwner} />
        </section>
      </div>
    </>
  );
}

function Figure({ label, value, to, alarm }: { label: string; value: number; to?: string; alarm?: boolean }) {
  const body = (
    <>
      <span className={classes["label"]}>{label}</span>
      <span className={classes["value"]} data-alarm={alarm === true ? "" : undefined}>
        {value}
      </span>
    </>
  );
  return to === undefined ? (
    <div className={classes["figure"]}>{body}</div>
  ) : (
    <Link to={to} className={classes["figure"]}>
      {body}
    </Link>
  );
}

function OwnerBars({ owners }: { owners: Dashboard["leadsByOwner"] }) {
  const { t } = useTranslation("dashboard");
  const users = useRoute("listUsers", {}, { staleTime: 60_000 }).data?.items ?? [];
  const most = Math.max(1, ...owners.map((entry) => entry.count));
  if (owners.length === 0) return <p className={classes["none"]}>{t("noLeads")}</p>;
  return (
    <ul className={classes["rows"]}>
      {owners
        .toSorted((left, right) => right.count - left.count)
        .map((entry) => {
          const name = users.find((user) => user.id === entry.owner)?.name ?? entry.owner;
          return (
            <li key={entry.owner} className={classes["bar"]}>
              <span className={classes["name"]}>{name === "" ? t("nobody") : name}</span>
              <svg className={classes["track"]} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                <rect width={(entry.count / most) * 100} height="8" rx="1" />
              </svg>
              <span className="fr-tabular">{entry.count}</span>
            </li>
          );
        })}
    </ul>
  );
}
