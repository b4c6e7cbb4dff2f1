import { Box, Button, Text } from "@mantine/core";
import { CircleCheck, CircleSlash, Plane, Plus, UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { User } from "../../../../definitions/resources.ts";
import { useRoute } from "../../api/hooks.ts";
import { useMay } from "../../app/me.ts";
import { DataTable } from "../../shared/data-table.tsx";
import { EmptyState } from "../../shared/empty-state.tsx";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { PageFrame } from "../../shared/page-frame.tsx";
import { SearchField } from "../../shared/search-field.tsx";
import { StatusBadge } from "../../shared/status-badge.tsx";
import { useUrlFilters } from "../../shared/url-filters.ts";
import { SampleDataButton } from "../sample-data/sample-data-button.tsx";
import { UserDrawer } from "./user-drawer.tsx";

/** Whether the person is away on this day (`2026-11-23`); the last day counts. */
function isAway(user: Pick<User, "absences">, day: string): boolean {
  return user.absences.some((absence) => absence.from <= day && day <= absence.to);
}

/** People: who can sign in, who can be given work. */
export function UsersSection() {
  const { t } = useTranslation("settings");
  const users = useRoute("listUsers", {});
  const filters = useUrlFilters(["search"]);
  const [open, setOpen] = useState<User | "new" | null>(null);
  const mayWrite = useMay("user:write");
  const wanted = (filters.values.search ?? "").toLowerCase();
  const rows = (users.data?.items ?? []).filter((user) => `${user.name} ${user.email}`.toLowerCase().includes(wanted));
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const create = mayWrite ? (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setOpen("new")} data-testid="new-user">
      {t("users.new")}
    </Button>
  ) : undefined;
  return (
    <PageFrame
      title={t("sections.users")}
      description={t("users.text")}
      action={create}
      tools={<SearchField value={filters.values.search} onSearch={(value) => filters.set("search", value)} />}
    >
      {users.error === null ? (
        <DataTable
          label={t("sections.users")}
          loading={users.isPending}
          rows={rows}
          rowKey={(user) => user.id}
          {...(mayWrite ? { onRowClick: setOpen } : {})}
          columns={[
            {
              key: "name",
              title: t("shared:name"),
              render: (user) => (
                <>
                  {mayWrite ? (
                    <Button
                      variant="transparent"
                      size="compact-sm"
                      p={0}
                      color="var(--fr-text)"
                      onClick={() => setOpen(user)}
                    >
                      {user.name}
                    </Button>
                  ) : (
                    user.name
                  )}
                  <Text size="xs" c="dimmed">
                    {user.email}
                  </Text>
                </>
              ),
            },
            { key: "role", title: t("users.role"), width: "150px", render: (user) => t(`shared:roles.${user.role}`) },
            { key: "roles", title: t("users.workRoles"), wide: true, render: (user) => user.roles.join(", ") || "–" },
            { key: "skills", title: t("users.skills"), wide: true, render: (user) => user.skills.join(", ") || "–" },
            {
              key: "active",
              title: t("shared:status"),
              width: "130px",
              render: (user) =>
                user.active ? (
                  isAway(user, today) ? (
                    <StatusBadge icon={Plane} tone="amber" label={t("users.away")} />
                  ) : (
                    <StatusBadge icon={CircleCheck} tone="green" label={t("users.active")} />
                  )
                ) : (
                  <StatusBadge icon={CircleSlash} tone="grey" label={t("users.inactive")} />
                ),
            },
          ]}
        />
      ) : (
        <ErrorAlert error={users.error} onRetry={() => void users.refetch()} />
      )}
      {mayWrite && users.data?.items.length === 1 ? (
        <Box mt="md">
          <EmptyState
            icon={UserPlus}
            title={t("users.alone")}
            text={t("users.aloneText")}
            action={
              <>
                {create}
                <SampleDataButton />
              </>
            }
          />
        </Box>
      ) : null}
      <UserDrawer user={open} onClose={() => setOpen(null)} />
    </PageFrame>
  );
}
