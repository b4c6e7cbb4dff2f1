import { Button, Skeleton, Text } from "@mantine/core";
import { Cable, CircleAlert, CircleCheck, CircleDashed, PlugZap, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Connection } from "../../../../definitions/api.ts";
import { useRoute, useRouteMutation } from "../../api/hooks.ts";
import { useMay } from "../../app/me.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { EmptyState } from "../../shared/empty-state.tsx";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { PageFrame } from "../../shared/page-frame.tsx";
import { RelativeTime } from "../../shared/relative-time.tsx";
import { StatusBadge } from "../../shared/status-badge.tsx";
import { ConnectionDrawer } from "./connection-drawer.tsx";
import classes from "./connections.module.css";

export default function ConnectionsPage() {
  const { t } = useTranslation("connections");
  const connections = useRoute("listConnections", {});
  const [open, setOpen] = useState<Connection | "new" | null>(null);
  const mayWrite = useMay("connection:write");
  const create = mayWrite ? (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setOpen("new")} data-testid="new-connection">
      {t("new")}
    </Button>
  ) : undefined;
  return (
    <PageFrame title={t("title")} description={t("text")} action={create}>
      {connections.error === null ? null : (
        <ErrorAlert error={connections.error} onRetry={() => void connections.refetch()} />
      )}
      {connections.isPending ? (
        <Skeleton height={150} radius={10} />
      ) : (connections.data?.items.length ?? 0) === 0 && connections.error === null ? (
        <EmptyState icon={Cable} title={t("empty.title")} text={t("empty.text")} action={create} />
      ) : (
        <ul className={classes["list"]}>
          {connections.data?.items.map((connection) => (
            <ConnectionCard key={connection.key} connection={connection} onEdit={() => setOpen(connection)} />
          ))}
        </ul>
      )}
      <ConnectionDrawer connection={open} onClose={() => setOpen(null)} />
    </PageFrame>
  );
}

const LOOKS = {
  ok: { icon: CircleCheck, tone: "green" },
  failing: { icon: CircleAlert, tone: "red" },
  untested: { icon: CircleDashed, tone: "grey" },
} as const;

function ConnectionCard({ connection, onEdit }: { connection: Connection; onEdit: () => void }) {
  const { t } = useTranslation("connections");
  const { text } = useLanguage();
  const catalogue = useRoute("getCatalogue", {}, { staleTime: 60_000 }).data;
  const connector = catalogue?.connectors.find((entry) => entry.id === connection.connector);
  const test = useRouteMutation("testConnection", { invalidates: ["listConnections"] });
  const mayWrite = useMay("connection:write");
  const look = LOOKS[connection.status];
  return (
    <li className={classes["card"]} data-testid={`connection-${connection.key}`}>
      <div className={classes["head"]}>
        <span className={classes["icon"]}>
          <Cable size={18} aria-hidden />
        </span>
        <div style={{ flex: 1, minWidth: 0 }}>
          <div className={classes["name"]}>{connection.name}</div>
          <Text size="xs" c="dimmed">
            {text(connector?.title) || connection.connector} · {connection.key}
          </Text>
        </div>
        <StatusBadge icon={look.icon} tone={look.tone} label={t(`status.${connection.status}`)} />
      </div>
      <output className={classes["message"]}>
        {connection.message ?? (connection.checkedAt === null ? t("notTested") : null)}
        {connection.message === null && connection.checkedAt !== null ? (
          <>
            {t("checked")} <RelativeTime at={connection.checkedAt} />
          </>
        ) : null}
      </output>
      {mayWrite ? (
        <div className={classes["foot"]}>
          <Button size="xs" variant="default" onClick={onEdit}>
            {t("shared:edit")}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<PlugZap size={13} aria-hidden />}
            loading={test.isPending}
            onClick={() => test.mutate({ params: { key: connection.key }, body: {} })}
          >
            {t("test")}
          </Button>
        </div>
      ) : null}
    </li>
  );
}
