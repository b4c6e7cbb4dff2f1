import { Button, Text } from "@mantine/core";
import { CalendarDays, ListOrdered, type LucideIcon, MailPlus, Plus, Shuffle, UsersRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import type { JsonObject } from "../../../../definitions/json.ts";
import { useRoute } from "../../api/hooks.ts";
import { useMay } from "../../app/me.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { DataTable } from "../../shared/data-table.tsx";
import { EmptyState } from "../../shared/empty-state.tsx";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { readBoth } from "../../shared/name-inputs.tsx";
import { PageFrame } from "../../shared/page-frame.tsx";
import { plainText } from "../../shared/plain-text.ts";
import { SampleDataButton } from "../sample-data/sample-data-button.tsx";
import { ResourceDrawer } from "./resource-drawer.tsx";

export type SettingsKind = "teams" | "queues" | "policies" | "calendars" | "mail-templates";
const ICONS: Record<SettingsKind, LucideIcon> = {
  teams: UsersRound,
  queues: ListOrdered,
  policies: Shuffle,
  calendars: CalendarDays,
  "mail-templates": MailPlus,
};

const sizeOf = (value: unknown) => (Array.isArray(value) ? value.length : 0);

/** Teams, queues, policies, calendars or mail templates: a list, and a form beside it. */
export function ResourceSection({ kind }: { kind: SettingsKind }) {
  const { t } = useTranslation("settings");
  const { text } = useLanguage();
  const navigate = useNavigate();
  const { key } = useParams();
  const list = useRoute("listResources", { params: { kind } });
  const mayWrite = useMay("resource:write");
  const items = list.data?.items ?? [];
  const open = (next: string | null) =>
    void navigate(next === null ? `/settings/${kind}` : `/settings/${kind}/${next}`);
  const facts = (item: JsonObject): string => {
    switch (kind) {
      case "teams":
        return t("teams.members", { count: sizeOf(item["members"]) });
      case "queues":
        return plainText(item["team"]) || "–";
      case "policies":
        return t("policies.rules", { count: sizeOf(item["rules"]) });
      case "calendars":
        return plainText(item["tz"]);
      case "mail-templates":
        return plainText(item["subject"]);
    }
  };
  const create = mayWrite ? (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => open("new")} data-testid={`new-${kind}`}>
      {t(`${kind}.new`)}
    </Button>
  ) : undefined;
  const chosen = key === undefined || key === "new" ? undefined : items.find((item) => item["key"] === key);
  return (
    <PageFrame title={t(`sections.${kind}`)} description={t(`${kind}.text`)} action={create}>
      {list.error === null ? (
        <DataTable
          label={t(`sections.${kind}`)}
          loading={list.isPending}
          rows={items}
          rowKey={(item) => plainText(item["key"])}
          onRowClick={(item) => open(plainText(item["key"]))}
          empty={
            <EmptyState
              icon={ICONS[kind]}
              title={t(`${kind}.empty`)}
              text={t(`${kind}.text`)}
              action={
                kind === "mail-templates" ? (
                  create
                ) : (
                  <>
                    {create}
                    <SampleDataButton />
                  </>
                )
              }
            />
          }
          columns={[
            {
              key: "name",
              title: t("shared:name"),
              render: (item) => (
                <Button
                  variant="transparent"
                  size="compact-sm"
                  p={0}
                  color="var(--fr-text)"
                  onClick={() => open(plainText(item["key"]))}
                >
                  {text(readBoth(item["name"])) || plainText(item["key"])}
                </Button>
              ),
            },
            {
              key: "key",
              title: t("shared:key"),
              width: "200px",
              wide: true,
              render: (item) => (
                <Text size="xs" c="dimmed" ff="monospace">
                  {plainText(item["key"])}
                </Text>
              ),
            },
            { key: "facts", title: t(`${kind}.facts`), render: (item) => facts(item) },
          ]}
        />
      ) : (
        <ErrorAlert error={list.error} onRetry={() => void list.refetch()} />
      )}
      <ResourceDrawer kind={kind} value={key === "new" ? "new" : (chosen ?? null)} onClose={() => open(null)} />
    </PageFrame>
  );
}
