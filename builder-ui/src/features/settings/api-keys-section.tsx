import { Button, CopyButton, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { Copy, KeyRound, Plus, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Role, ROLES } from "../../../../definitions/api/access.ts";
import { useRoute, useRouteMutation } from "../../api/hooks.ts";
import { confirmAction } from "../../shared/confirm.ts";
import { DataTable } from "../../shared/data-table.tsx";
import { EmptyState } from "../../shared/empty-state.tsx";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { PageFrame } from "../../shared/page-frame.tsx";
import { RelativeTime } from "../../shared/relative-time.tsx";
import { showSuccess } from "../../shared/show-message.ts";
import classes from "./settings.module.css";

/** Keys for programs. A secret is shown once, when it is made. */
export function ApiKeysSection() {
  const { t } = useTranslation("settings");
  const keys = useRoute("listApiKeys", {});
  const [making, setMaking] = useState(false);
  const remove = useRouteMutation("deleteApiKey", {
    invalidates: ["listApiKeys"],
    onSuccess: () => showSuccess(t("apiKeys.revoked")),
  });
  const ask = async (id: string, name: string) => {
    const agreed = await confirmAction({
      title: t("apiKeys.revokeTitle", { name }),
      text: t("apiKeys.revokeText"),
      action: t("apiKeys.revoke"),
      danger: true,
    });
    if (agreed) remove.mutate({ params: { id } });
  };
  const create = (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setMaking(true)}>
      {t("apiKeys.new")}
    </Button>
  );
  return (
    <PageFrame title={t("sections.api-keys")} description={t("apiKeys.text")} action={create}>
      {keys.error === null ? (
        <DataTable
          label={t("sections.api-keys")}
          loading={keys.isPending}
          rows={keys.data?.items ?? []}
          rowKey={(key) => key.id}
          empty={<EmptyState icon={KeyRound} title={t("apiKeys.empty")} text={t("apiKeys.text")} action={create} />}
          columns={[
            { key: "name", title: t("shared:name"), render: (key) => key.name },
            {
              key: "prefix",
              title: t("shared:key"),
              width: "140px",
              wide: true,
              render: (key) => <code>{key.prefix}…</code>,
            },
            { key: "role", title: t("users.role"), width: "150px", render: (key) => t(`shared:roles.${key.role}`) },
            {
              key: "used",
              title: t("apiKeys.lastUsed"),
              width: "150px",
              wide: true,
              render: (key) => <RelativeTime at={key.lastUsedAt} />,
            },
            {
              key: "revoke",
              title: t("shared:more"),
              titleHidden: true,
              width: "120px",
              render: (key) => (
                <Button
                  size="xs"
                  variant="default"
                  leftSection={<Trash2 size={13} aria-hidden />}
                  onClick={() => void ask(key.id, key.name)}
                >
                  {t("apiKeys.revoke")}
                </Button>
              ),
            },
          ]}
        />
      ) : (
        <ErrorAlert error={keys.error} onRetry={() => void keys.refetch()} />
      )}
      <Modal
        opened={making}
        onClose={() => setMaking(false)}
        title={t("apiKeys.new")}
        closeButtonProps={{ "aria-label": t("shared:close") }}
      >
        {making ? <NewKey onClose={() => setMaking(false)} /> : null}
      </Modal>
    </PageFrame>
  );
}

function NewKey({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("settings");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("integrator");
  const create = useRouteMutation("createApiKey", { invalidates: ["listApiKeys"], showErrors: false });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ body: { name, role } });
  };
  if (create.data !== undefined) {
    const { secret } = create.data;
    return (
      <Stack>
        <Text size="sm">{t("apiKeys.once")}</Text>
        <div className={classes["secret"]} data-testid="api-key-secret">
          {secret}
        </div>
        <Group justify="flex-end">
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button variant="default" leftSection={<Copy size={14} aria-hidden />} onClick={copy}>
                {copied ? t("shared:copied") : t("shared:copy")}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>{t("shared:close")}</Button>
        </Group>
      </Stack>
    );
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        {create.error === null ? null : <ErrorAlert error={create.error} />}
        <TextInput
          label={t("shared:name")}
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={t("users.role")}
          allowDeselect={false}
          data={ROLES.map((value) => ({ value, label: t(`shared:roles.${value}`) }))}
          value={role}
          onChange={(next) => setRole(ROLES.find((value) => value === next) ?? role)}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={create.isPending}>
            {t("shared:create")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
