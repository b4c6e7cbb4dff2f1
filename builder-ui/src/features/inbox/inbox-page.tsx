import { Button, SegmentedControl, Skeleton } from "@mantine/core";
import { BellRing, CheckCheck, Inbox, Info } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import type { RouteResponse } from "../../../../definitions/api.ts";
import { useRouteMutation, useRoutePages } from "../../api/hooks.ts";
import { EmptyState } from "../../shared/empty-state.tsx";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { PageFrame } from "../../shared/page-frame.tsx";
import { RelativeTime } from "../../shared/relative-time.tsx";
import { useUrlFilters } from "../../shared/url-filters.ts";
import { CompleteTaskDialog } from "./complete-task-dialog.tsx";
import classes from "./inbox.module.css";
import { NamedTask } from "./named-task.tsx";
import { RecordLink } from "./record-link.tsx";
import { TaskItem } from "./task-item.tsx";
import { TaskTalkDialog } from "./task-talk-dialog.tsx";

type Task = RouteResponse<"listTasks">["items"][number];
type Notice = RouteResponse<"listNotices">["items"][number];
const LIVE_MS = 10_000;

export default function InboxPage() {
  const { t } = useTranslation("inbox");
  const filters = useUrlFilters(["show"]);
  const { id } = useParams();
  const navigate = useNavigate();
  const show = filters.values.show === "notices" ? "notices" : "tasks";
  return (
    <PageFrame
      title={t("title")}
      description={t("text")}
      narrow
      tools={
        <SegmentedControl
          aria-label={t("show")}
          value={show}
          onChange={(value) => filters.set("show", value === "tasks" ? null : value)}
          data={[
            { value: "tasks", label: t("tasks") },
            { value: "notices", label: t("notices") },
          ]}
        />
      }
    >
      {show === "tasks" ? <Tasks /> : <Notices />}
      {id === undefined ? null : <NamedTask key={id} id={id} onClose={() => void navigate("/inbox")} />}
    </PageFrame>
  );
}

function Tasks() {
  const { t } = useTranslation("inbox");
  const { items, query } = useRoutePages("listTasks", {}, { refetchInterval: LIVE_MS });
  const [opened, setOpened] = useState<{ task: Task; as: "answer" | "talk" } | null>(null);
  if (query.isPending) return <Skeleton height={180} radius={10} />;
  if (query.error !== null) return <ErrorAlert error={query.error} onRetry={() => void query.refetch()} />;
  if (items.length === 0) return <EmptyState icon={Inbox} title={t("emptyTasks.title")} text={t("emptyTasks.text")} />;
  return (
    <>
      <ul className={classes["list"]} aria-label={t("tasks")}>
        {items.map((task) => (
          <TaskItem
            key={task.id}
            task={task}
            onAnswer={() => setOpened({ task, as: "answer" })}
            onTalk={() => setOpened({ task, as: "talk" })}
          />
        ))}
      </ul>
      {opened?.as === "answer" ? <CompleteTaskDialog task={opened.task} onClose={() => setOpened(null)} /> : null}
      {opened?.as === "talk" ? <TaskTalkDialog task={opened.task} onClose={() => setOpened(null)} /> : null}
    </>
  );
}

function Notices() {
  const { t } = useTranslation("inbox");
  const { items, query } = useRoutePages("listNotices", {}, { refetchInterval: LIVE_MS });
  const read = useRouteMutation("readNotice", { invalidates: ["listNotices"] });
  if (query.isPending) return <Skeleton height={180} radius={10} />;
  if (query.error !== null) return <ErrorAlert error={query.error} onRetry={() => void query.refetch()} />;
  if (items.length === 0) {
    return <EmptyState icon={Inbox} title={t("emptyNotices.title")} text={t("emptyNotices.text")} />;
  }
  return (
    <ul className={classes["list"]} aria-label={t("notices")}>
      {items.map((notice: Notice) => (
        <li key={notice.id} className={classes["item"]} data-read={notice.readAt === null ? undefined : ""}>
          {notice.kind === "reminder" ? (
            <BellRing size={18} aria-hidden className={classes["icon"]} />
          ) : (
            <Info size={18} aria-hidden className={classes["icon"]} />
          )}
          <div className={classes["body"]}>
            <div className={classes["title"]}>{notice.text}</div>
            <div className={classes["meta"]}>
              <RelativeTime at={notice.createdAt} />
              <RecordLink record={notice.record} />
            </div>
          </div>
          {notice.readAt === null ? (
            <Button
              size="xs"
              variant="default"
              leftSection={<CheckCheck size={13} aria-hidden />}
              onClick={() => read.mutate({ params: { id: notice.id }, body: {} })}
            >
              {t("markRead")}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
