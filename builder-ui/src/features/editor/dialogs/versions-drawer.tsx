import { ActionIcon, Button, Drawer, Group, Skeleton, Tooltip } from "@mantine/core";
import { Download, GitCompareArrows } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import type { Version, Workflow } from "../../../../../definitions/api.ts";
import { call } from "../../../api/client.ts";
import { useRoute } from "../../../api/hooks.ts";
import { queryClient } from "../../../api/query-client.ts";
import { useMay } from "../../../app/me.ts";
import { confirmAction } from "../../../shared/confirm.ts";
import { ErrorAlert } from "../../../shared/error-alert.tsx";
import { RelativeTime } from "../../../shared/relative-time.tsx";
import { showError, showSuccess } from "../../../shared/show-message.ts";
import { downloadDefinition } from "../../versions/download-definition.ts";
import { useEditorContext } from "../store/editor-context.ts";
import classes from "./dialogs.module.css";

interface VersionsDrawerProps {
  workflow: Workflow;
  saveNow: () => Promise<boolean>;
  onClose: () => void;
}

/** The published versions, newest first: compared on the canvas, exported, made the draft again. */
export function VersionsDrawer({ workflow, saveNow, onClose }: VersionsDrawerProps) {
  const { store, catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const navigate = useNavigate();
  const mayWrite = useMay("workflow:write");
  const { key, publishedVersion } = workflow;
  const versions = useRoute("listVersions", { params: { key } });
  const items = versions.data?.items ?? [];
  const nameOf = (userId: string | null) => catalogue.users.find((user) => user.id === userId)?.name ?? userId ?? "";
  const restore = async (version: number) => {
    const isSure = await confirmAction({
      title: t("versions.restoreTitle", { version }),
      text: t("versions.restoreText"),
      action: t("versions.restore"),
    });
    if (!isSure) return;
    const restored = await call("restoreVersion", { params: { key, version }, body: {} });
    queryClient.setQueryData(["getWorkflow", { key }, null], restored);
    store.getState().load(restored.draft, restored.revision, restored.updatedAt);
    showSuccess(t("versions.restored", { version }));
    onClose();
  };
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={420}
      title={t("bar.versions")}
      closeButtonProps={{ "aria-label": t("close") }}
      data-testid="versions-drawer"
    >
      {versions.error === null ? null : <ErrorAlert error={versions.error} />}
      {versions.data === undefined ? <Skeleton height={64} /> : null}
      {versions.data?.items.length === 0 ? <p className={classes["empty"]}>{t("versions.none")}</p> : null}
      {publishedVersion === null ? null : (
        <Button
          variant="default"
          size="xs"
          mb={12}
          leftSection={<GitCompareArrows size={14} aria-hidden />}
          data-testid="compare-draft"
          onClick={() =>
            void saveNow().then(() => navigate(`/workflows/${key}/compare?from=${publishedVersion}&to=draft`))
          }
        >
          {t("versions.compareDraft")}
        </Button>
      )}
      <ul className={classes["versions"]}>
        {items.map((version, place) => (
          <li key={version.version} data-testid={`version-${version.version}`}>
            <div className={classes["versionHead"]}>
              <strong>{t("versions.version", { version: version.version })}</strong>
              {version.version === publishedVersion ? (
                <span className={classes["live"]}>{t("versions.live")}</span>
              ) : null}
              <VersionTools workflowKey={key} version={version} before={items[place + 1]?.version} />
              {mayWrite ? (
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => void restore(version.version).catch(showError)}
                >
                  {t("versions.restore")}
                </Button>
              ) : null}
            </div>
            {version.note === null || version.note === "" ? null : <p>{version.note}</p>}
            <small>
              <RelativeTime at={version.publishedAt} /> · {nameOf(version.publishedBy)}
            </small>
          </li>
        ))}
      </ul>
    </Drawer>
  );
}

/** What a version changed against the one before it, and the version as a file. */
function VersionTools({
  workflowKey,
  version: { version },
  before,
}: {
  workflowKey: string;
  version: Version;
  before: number | undefined;
}) {
  const { t } = useTranslation("editor");
  const exportOne = async () => {
    const { definition } = await call("getVersion", { params: { key: workflowKey, version } });
    await downloadDefinition(definition, String(version));
  };
  const compare =
    before === undefined
      ? { label: t("versions.compareDraft"), to: `from=${version}&to=draft` }
      : { label: t("versions.compareBefore", { version, before }), to: `from=${before}&to=${version}` };
  return (
    <Group gap={2} ml="auto" wrap="nowrap">
      <Tooltip label={compare.label}>
        <ActionIcon
          component={Link}
          to={`/workflows/${workflowKey}/compare?${compare.to}`}
          size="sm"
          aria-label={compare.label}
          data-testid={`compare-${version}`}
        >
          <GitCompareArrows size={14} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t("versions.export", { version })}>
        <ActionIcon
          size="sm"
          aria-label={t("versions.export", { version })}
          data-testid={`export-${version}`}
          onClick={() => void exportOne().catch(showError)}
        >
          <Download size={14} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
