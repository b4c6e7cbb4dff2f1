import { Button, Drawer, Group, Skeleton, Tabs, Text } from "@mantine/core";
import { Phone, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ObjectDescription } from "../../../../definitions/catalogue.ts";
import type { JsonObject } from "../../../../definitions/json.ts";
import { useRoute, useRouteMutation } from "../../api/hooks.ts";
import { useMay } from "../../app/me.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { confirmAction } from "../../shared/confirm.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { plainText } from "../../shared/plain-text.ts";
import { RelativeTime } from "../../shared/relative-time.tsx";
import { RunStatusBadge } from "../../shared/run-status.tsx";
import { showSuccess } from "../../shared/show-message.ts";
import { recordName } from "./record-columns.tsx";
import { RecordForm } from "./record-form.tsx";
import { StageMenu } from "./stage-menu.tsx";

interface RecordDrawerProps {
  object: ObjectDescription;
  /** `"new"` for the form of a new record; null: closed. */
  id: string | null;
  onClose: () => void;
}

/** A record beside its list: its fields, its stage, the runs about it. */
export function RecordDrawer({ object, id, onClose }: RecordDrawerProps) {
  const { t } = useTranslation("records");
  const { text } = useLanguage();
  const isNew = id === "new";
  const record = useRoute(
    "getRecord",
    { params: { object: object.name, id: id ?? "-" } },
    { enabled: id !== null && !isNew, retry: false },
  );
  const shown = record.data !== undefined && record.data.id === id ? record.data : undefined;
  const create = useRouteMutation("createRecord", {
    invalidates: ["listRecords"],
    showErrors: false,
    onSuccess: () => {
      showSuccess(t("created", { object: text(object.title) }));
      onClose();
    },
  });
  const title = isNew
    ? t("newTitle", { object: text(object.title).toLowerCase() })
    : shown === undefined
      ? text(object.title)
      : recordName(object, shown);
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      size={560}
      title={title}
      closeButtonProps={{ "aria-label": t("shared:close") }}
    >
      {id === null ? null : isNew ? (
        <RecordForm
          object={object}
          readOnly={false}
          busy={create.isPending}
          error={create.error}
          onCancel={onClose}
          onSubmit={(body) => create.mutate({ params: { object: object.name }, body })}
        />
      ) : record.error !== null ? (
        <ErrorAlert error={record.error} />
      ) : shown === undefined ? (
        <Skeleton height={360} />
      ) : (
        <RecordDetail object={object} record={shown} onClose={onClose} />
      )}
    </Drawer>
  );
}

function RecordDetail({
  object,
  record,
  onClose,
}: {
  object: ObjectDescription;
  record: JsonObject & { id: string; object: string };
  onClose: () => void;
}) {
  const { t } = useTranslation("records");
  const mayWrite = useMay("record:write");
  const settings = { invalidates: ["listRecords", "getRecord"] as const, showErrors: false };
  const update = useRouteMutation("updateRecord", { ...settings, onSuccess: () => showSuccess(t("shared:saved")) });
  const remove = useRouteMutation("deleteRecord", {
    invalidates: ["listRecords"],
    onSuccess: () => {
      showSuccess(t("shared:deleted"));
      onClose();
    },
  });
  const params = { object: object.name, id: record.id };
  const ask = async () => {
    const agreed = await confirmAction({
      title: t("delete.title", { name: recordName(object, record) }),
      text: t("delete.text"),
      action: t("shared:delete"),
      danger: true,
    });
    if (agreed) remove.mutate({ params });
  };
  const uncontacted = object.name === "lead" && (record["status"] === "new" || record["status"] === "assigned");
  return (
    <Tabs defaultValue="fields" keepMounted={false}>
      <Group justify="space-between" mb="sm">
        <Group gap="sm">
          <StageMenu object={object} record={record} />
          {uncontacted && mayWrite ? (
            <Button
              size="xs"
              leftSection={<Phone size={13} aria-hidden />}
              loading={update.isPending}
              data-testid="mark-contacted"
              onClick={() => update.mutate({ params, body: { status: "contacted" } })}
            >
              {t("markContacted")}
            </Button>
          ) : null}
        </Group>
        {mayWrite ? (
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            leftSection={<Trash2 size={13} aria-hidden />}
            onClick={() => void ask()}
          >
            {t("shared:delete")}
          </Button>
        ) : null}
      </Group>
      <Tabs.List mb="md">
        <Tabs.Tab value="fields">{t("tabs.fields")}</Tabs.Tab>
        <Tabs.Tab value="runs">{t("tabs.runs")}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="fields">
        <RecordForm
          key={plainText(record["updatedAt"])}
          object={object}
          record={record}
          readOnly={!mayWrite}
          busy={update.isPending}
          error={update.error}
          onCancel={onClose}
          onSubmit={(body) => update.mutate({ params, body })}
        />
      </Tabs.Panel>
      <Tabs.Panel value="runs">
        <RelatedRuns recordId={record.id} />
      </Tabs.Panel>
    </Tabs>
  );
}

function RelatedRuns({ recordId }: { recordId: string }) {
  const { t } = useTranslation("records");
  const { text } = useLanguage();
  const runs = useRoute("listRuns", { query: { recordId, limit: 20 } }, { refetchInterval: 3_000 });
  if (runs.error !== null) return <ErrorAlert error={runs.error} />;
  if (runs.data === undefined) return <Skeleton height={120} />;
  if (runs.data.items.length === 0) return <Text c="dimmed">{t("noRuns")}</Text>;
  return (
    <ul style={{ margin: 0, padding: 0, listStyle: "none" }}>
      {runs.data.items.map((run) => (
        <li
          key={run.id}
          style={{
            display: "flex",
            gap: 12,
            alignItems: "center",
            padding: "8px 0",
            borderBottom: "1px solid var(--fr-line)",
          }}
        >
          <RunStatusBadge status={run.status} />
          <Text component={Link} to={`/runs/${run.id}`} size="sm" style={{ flex: 1 }}>
            {text(run.workflowName) || run.workflowKey}
          </Text>
          <Text size="xs" c="dimmed" component="span">
            <RelativeTime at={run.createdAt} />
          </Text>
        </li>
      ))}
    </ul>
  );
}
