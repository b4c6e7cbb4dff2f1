import { ActionIcon, Anchor, Button, Group, Menu } from "@mantine/core";
import { ArrowRightLeft, CirclePause, CirclePlay, Ellipsis, Radio, RefreshCw, Square } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { RunDetail } from "../../../../definitions/run.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import { useMay } from "../../app/me.ts";
import { useRouteMutation } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { durationText } from "../../shared/time-text.ts";
import { confirmAction } from "../../shared/confirm.ts";
import { RelativeTime } from "../../shared/relative-time.tsx";
import { RunStatusBadge } from "../../shared/run-status.tsx";
import type { RunWork } from "../run-work/run-work.ts";
import classes from "./run-page.module.css";
import { TraceId } from "./trace-id.tsx";
import { isClosed } from "./use-run.ts";

interface RunHeadProps {
  run: RunDetail;
  definition: WorkflowDefinition;
  isLive: boolean;
  now: string;
  onWork: (work: RunWork) => void;
}

/** What run this is, how it stands, and what an operator may do with it. */
export function RunHead({ run, definition, isLive, now, onWork }: RunHeadProps) {
  const { t } = useTranslation("run");
  const { language, text } = useLanguage();
  const mayOperate = useMay("run:operate");
  const { record, id, workflowKey, version } = run;
  const isOpen = !isClosed(run);
  return (
    <div className={classes["head"]}>
      <div className={classes["titles"]}>
        <div className={classes["title"]}>
          <h1>{record?.name ?? text(definition.name)}</h1>
          <RunStatusBadge status={run.status} />
          {isLive ? (
            <span className={classes["live"]}>
              <Radio size={13} aria-hidden /> {t("live")}
            </span>
          ) : null}
        </div>
        <p className={classes["meta"]}>
          <Anchor component={Link} to={`/workflows/${run.workflowKey}`} size="xs">
            {text(definition.name)}
          </Anchor>
          <Anchor
            component={Link}
            to={`/workflows/${run.workflowKey}/compare?from=${run.version}&to=draft`}
            size="xs"
            title={t("compareVersion")}
            data-testid="run-version"
          >
            {t("version", { version: run.version })}
          </Anchor>
          {record === null ? null : (
            <Anchor component={Link} to={`/records/${record.object}/${encodeURIComponent(record.id)}`} size="xs">
              {t("record", { name: record.name ?? record.id })}
            </Anchor>
          )}
          <span>
            {t("startedAt")} <RelativeTime at={run.startedAt ?? run.createdAt} />
          </span>
          {run.startedAt === null ? null : (
            <span className="fr-tabular">{durationText(run.startedAt, run.endedAt ?? now, language)}</span>
          )}
          {run.origin.parent === undefined ? null : (
            <Anchor component={Link} to={`/runs/${run.origin.parent.runId}`} size="xs" data-testid="run-parent">
              {t("calledBy", { workflow: run.origin.parent.workflow })}
            </Anchor>
          )}
          {run.origin.afterRun === undefined ? null : (
            <Anchor component={Link} to={`/runs/${run.origin.afterRun}`} size="xs">
              {t("afterRun")}
            </Anchor>
          )}
          {run.origin.rerunOf === undefined ? null : (
            <Anchor component={Link} to={`/runs/${run.origin.rerunOf}`} size="xs" data-testid="run-rerun-of">
              {t("rerun.of")}
            </Anchor>
          )}
          <code>{run.id}</code>
          {run.origin.traceId === undefined ? null : <TraceId id={run.origin.traceId} />}
        </p>
      </div>
      {mayOperate ? (
        <Group gap={8}>
          {isOpen ? <OpenRunActions run={run} /> : null}
          <Button
            variant="default"
            leftSection={<RefreshCw size={14} aria-hidden />}
            data-testid="run-again"
            onClick={() => onWork({ kind: "rerun", run: { id, workflowKey, version, isOpen }, from: null })}
          >
            {t("rerun.action")}
          </Button>
          {isOpen ? (
            <Menu position="bottom-end" withinPortal={false}>
              <Menu.Target>
                <ActionIcon size={36} variant="default" aria-label={t("more")} data-testid="run-more">
                  <Ellipsis size={16} aria-hidden />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  leftSection={<ArrowRightLeft size={14} aria-hidden />}
                  data-testid="run-migrate"
                  onClick={() => onWork({ kind: "migrate", workflows: [workflowKey], ids: [id] })}
                >
                  {t("migrate")}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          ) : null}
        </Group>
      ) : null}
    </div>
  );
}

/** Pause or resume, and stop; each asks first. */
function OpenRunActions({ run }: { run: RunDetail }) {
  const { t } = useTranslation("run");
  const operate = useRouteMutation("operateRun", { invalidates: ["getRun", "listRuns"] });
  const act = async (operation: "pause" | "resume" | "cancel") => {
    const isSure = await confirmAction({
      title: t(`operate.${operation}Title`),
      text: t(`operate.${operation}Text`),
      action: t(`operate.${operation}`),
      danger: operation === "cancel",
    });
    if (isSure) operate.mutate({ params: { id: run.id, operation }, body: {} });
  };
  const isPaused = run.status === "paused";
  const Icon = isPaused ? CirclePlay : CirclePause;
  const operation = isPaused ? "resume" : "pause";
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon size={15} aria-hidden />}
        data-testid={`run-${operation}`}
        onClick={() => void act(operation)}
      >
        {t(`operate.${operation}`)}
      </Button>
      <Button
        variant="default"
        c="var(--fr-red)"
        leftSection={<Square size={14} aria-hidden />}
        data-testid="run-stop"
        onClick={() => void act("cancel")}
      >
        {t("operate.cancel")}
      </Button>
    </>
  );
}
