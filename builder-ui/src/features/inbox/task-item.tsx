import { Button, Group, Text } from "@mantine/core";
import { ArrowUpRight, Clock, ListTodo, MessageSquare } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { RouteResponse } from "../../../../definitions/api.ts";
import { useMe } from "../../app/me.ts";
import { RelativeTime } from "../../shared/relative-time.tsx";
import { StatusBadge } from "../../shared/status-badge.tsx";
import classes from "./inbox.module.css";
import { RecordLink } from "./record-link.tsx";

type Task = RouteResponse<"listTasks">["items"][number];

/** A task in the list: what is asked, until when, how far it is, and the ways to answer. */
export function TaskItem({ task, onAnswer, onTalk }: { task: Task; onAnswer: () => void; onTalk: () => void }) {
  const { t } = useTranslation("inbox");
  const me = useMe().user;
  const [now] = useState(() => Date.now());
  const late = task.dueAt !== null && Date.parse(task.dueAt) < now;
  const agreed = task.answers.filter(({ outcome }) => outcome === "approved").length;
  const hasAnswered = task.answers.some(({ by }) => by === me.id);
  return (
    <li className={classes["item"]} data-testid={`task-${task.id}`}>
      <ListTodo size={18} aria-hidden className={classes["icon"]} />
      <div className={classes["body"]}>
        <div className={classes["title"]}>{task.title}</div>
        {task.description === null ? null : <Text size="sm">{task.description}</Text>}
        <div className={classes["meta"]}>
          {task.dueAt === null ? null : (
            <span className={classes["due"]}>
              <StatusBadge icon={Clock} tone={late ? "red" : "grey"} label={late ? t("late") : t("due")} />
              <RelativeTime at={task.dueAt} />
            </span>
          )}
          {task.escalated ? <StatusBadge icon={ArrowUpRight} tone="amber" label={t("escalated")} /> : null}
          {task.kind === "approval" && task.required > 1 ? (
            <span className="fr-tabular">{t("answered", { done: agreed, required: task.required })}</span>
          ) : null}
          <RecordLink record={task.record} />
          {task.runId === null ? null : (
            <Link to={`/runs/${task.runId}`} className={classes["link"]}>
              {t("openRun")}
            </Link>
          )}
        </div>
      </div>
      <Group gap={6} wrap="nowrap">
        {task.kind === "task" ? null : (
          <Button
            size="xs"
            variant="default"
            leftSection={<MessageSquare size={13} aria-hidden />}
            data-testid={`talk-${task.id}`}
            onClick={onTalk}
          >
            {t("comments")}
          </Button>
        )}
        {hasAnswered ? null : (
          <Button size="xs" onClick={onAnswer}>
            {t("answer")}
          </Button>
        )}
      </Group>
    </li>
  );
}
