import { ActionIcon, Menu, Switch, Text } from "@mantine/core";
import {
  Activity,
  CircleAlert,
  CircleCheck,
  CirclePause,
  Ellipsis,
  Flame,
  Pencil,
  PencilLine,
  Trash2,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import type { WorkflowSummary } from "../../../../definitions/api.ts";
import { useRouteMutation } from "../../api/hooks.ts";
import { useMay } from "../../app/me.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { confirmAction } from "../../shared/confirm.ts";
import type { Column } from "../../shared/data-table.tsx";
import { RelativeTime } from "../../shared/relative-time.tsx";
import { showSuccess } from "../../shared/show-message.ts";
import { StatusBadge } from "../../shared/status-badge.tsx";

/** The columns of the workflow list. */
export function useWorkflowColumns(): Column<WorkflowSummary>[] {
  const { t } = useTranslation("workflows");
  const { text } = useLanguage();
  return [
    {
      key: "name",
      title: t("shared:name"),
      render: (workflow) => (
        <>
          <Link to={`/workflows/${workflow.key}`}>{text(workflow.name)}</Link>
          <Text size="xs" c="dimmed" lineClamp={1}>
            {text(workflow.description) || workflow.key}
          </Text>
        </>
      ),
    },
    {
      key: "status",
      title: t("shared:status"),
      width: "160px",
      render: (workflow) => <WorkflowStatus {...workflow} />,
    },
    {
      key: "triggers",
      title: t("startsBy"),
      width: "150px",
      wide: "roomy",
      render: (workflow) => {
        const triggers = [...new Set(workflow.triggerTypes)].map((type) => t(`triggers.${type}`));
        const line = triggers.length === 0 ? "–" : triggers.join(t("listSeparator"));
        // Cut short rather than the name.
        return (
          <Text size="xs" c="dimmed" truncate maw={150} title={line}>
            {line}
          </Text>
        );
      },
    },
    {
      key: "openRuns",
      title: t("openRuns"),
      width: "90px",
      align: "right",
      wide: true,
      render: (workflow) =>
        workflow.openRuns === 0 ? (
          <Text size="sm" c="dimmed" span>
            0
          </Text>
        ) : (
          <Link to={`/runs?workflow=${workflow.key}`}>{workflow.openRuns}</Link>
        ),
    },
    {
      key: "incidents",
      title: t("incidents"),
      width: "100px",
      align: "right",
      wide: true,
      render: (workflow) =>
        workflow.incidents === 0 ? (
          <Text size="sm" c="dimmed" span>
            0
          </Text>
        ) : (
          <Link to={`/runs?workflow=${workflow.key}&status=incident`}>
            <StatusBadge icon={CircleAlert} tone="red" label={String(workflow.incidents)} />
          </Link>
        ),
    },
    {
      key: "updated",
      title: t("changed"),
      width: "128px",
      wide: "roomy",
      render: (workflow) => (
        <Text size="xs" c="dimmed" component="span">
          <RelativeTime at={workflow.updatedAt} />
        </Text>
      ),
    },
    {
      key: "enabled",
      title: t("on"),
      width: "60px",
      wide: true,
      render: (workflow) => <EnabledSwitch workflow={workflow} />,
    },
    {
      key: "menu",
      title: t("shared:more"),
      titleHidden: true,
      width: "48px",
      render: (workflow) => <WorkflowMenu workflow={workflow} />,
    },
  ];
}

/** Published, draft or switched off; and whether the draft is ahead. */
function WorkflowStatus({ publishedVersion, enabled, hasDraftChanges }: WorkflowSummary) {
  const { t } = useTranslation("workflows");
  if (publishedVersion === null) return <StatusBadge icon={Pencil} tone="grey" label={t("status.draft")} />;
  return (
    <span style={{ display: "inline-flex", gap: 6, alignItems: "center" }}>
      {enabled ? (
        <StatusBadge icon={CircleCheck} tone="green" label={t("status.published", { version: publishedVersion })} />
      ) : (
        <StatusBadge icon={CirclePause} tone="amber" label={t("status.disabled")} />
      )}
      {hasDraftChanges ? (
        <span title={t("status.changes")}>
          <PencilLine size={14} aria-hidden color="var(--fr-meta)" />
          <span className="fr-hidden">{t("status.changes")}</span>
        </span>
      ) : null}
    </span>
  );
}

function EnabledSwitch({ workflow }: { workflow: WorkflowSummary }) {
  const { t } = useTranslation("workflows");
  const { text } = useLanguage();
  const mayPublish = useMay("workflow:publish");
  const change = useRouteMutation("setWorkflowEnabled", { invalidates: ["listWorkflows", "getWorkflow"] });
  if (workflow.publishedVersion === null) return <span>–</span>;
  return (
    <Switch
      size="xs"
      aria-label={t("enable", { name: text(workflow.name) })}
      checked={change.isPending ? !workflow.enabled : workflow.enabled}
      disabled={!mayPublish}
      onChange={(event) =>
        change.mutate({ params: { key: workflow.key }, body: { enabled: event.currentTarget.checked } })
      }
    />
  );
}

function WorkflowMenu({ workflow }: { workflow: WorkflowSummary }) {
  const { t } = useTranslation("workflows");
  const { text } = useLanguage();
  const navigate = useNavigate();
  const mayWrite = useMay("workflow:write");
  const remove = useRouteMutation("deleteWorkflow", {
    invalidates: ["listWorkflows"],
    onSuccess: () => showSuccess(t("shared:deleted")),
  });
  const ask = async () => {
    const name = text(workflow.name);
    const agreed = await confirmAction({
      title: t("delete.title", { name }),
      text: t("delete.text"),
      action: t("shared:delete"),
      danger: true,
    });
    if (agreed) remove.mutate({ params: { key: workflow.key } });
  };
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={t("actions", { name: text(workflow.name) })}>
          <Ellipsis size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<Pencil size={14} aria-hidden />}
          onClick={() => void navigate(`/workflows/${workflow.key}`)}
        >
          {t("open")}
        </Menu.Item>
        <Menu.Item
          leftSection={<Activity size={14} aria-hidden />}
          onClick={() => void navigate(`/runs?workflow=${workflow.key}`)}
        >
          {t("showRuns")}
        </Menu.Item>
        {workflow.publishedVersion === null ? null : (
          <Menu.Item
            leftSection={<Flame size={14} aria-hidden />}
            data-testid={`heat-of-${workflow.key}`}
            onClick={() => void navigate(`/workflows/${workflow.key}/heat`)}
          >
            {t("showHeat")}
          </Menu.Item>
        )}
        {mayWrite ? (
          <Menu.Item color="red" leftSection={<Trash2 size={14} aria-hidden />} onClick={() => void ask()}>
            {t("shared:delete")}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
