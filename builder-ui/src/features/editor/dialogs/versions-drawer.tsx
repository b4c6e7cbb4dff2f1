import { Button, Drawer, Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Workflow } from "../../../../../definitions/api.ts";
import { call } from "../../../api/client.ts";
import { useRoute } from "../../../api/hooks.ts";
import { queryClient } from "../../../api/query-client.ts";
import { confirmAction } from "../../../shared/confirm.ts";
import { ErrorAlert } from "../../../shared/error-alert.tsx";
import { RelativeTime } from "../../../shared/relative-time.tsx";
import { showError, showSuccess } from "../../../shared/show-message.ts";
import { useEditorContext } from "../store/editor-context.ts";
import classes from "./dialogs.module.css";

/** The published versions, newest first; any can become the draft again. */
export function VersionsDrawer({ workflow, onClose }: { workflow: Workflow; onClose: () => void }) {
  const { store, catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const versions = useRoute("listVersions", { params: { key: workflow.key } });
  const nameOf = (userId: string | null) => catalogue.users.find((user) => user.id === userId)?.name ?? userId ?? "";
  const restore = async (version: number) => {
    const isSure = await confirmAction({
      title: t("versions.restoreTitle", { version }),
      text: t("versions.restoreText"),
      action: t("versions.restore"),
    });
    if (!isSure) return;
    const restored = await call("restoreVersion", { params: { key: workflow.key, version }, body: {} });
    queryClient.setQueryData(["getWorkflow", { key: workflow.key }, null], restored);
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
      <ul className={classes["versions"]}>
        {(versions.data?.items ?? []).map((version) => (
          <li key={version.version} data-testid={`version-${version.version}`}>
            <div className={classes["versionHead"]}>
              <strong>{t("versions.version", { version: version.version })}</strong>
              {version.version === workflow.publishedVersion ? (
                <span className={classes["live"]}>{t("versions.live")}</span>
              ) : null}
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => void restore(version.version).catch(showError)}
              >
                {t("versions.restore")}
              </Button>
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
