import { Button, Drawer, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Connection } from "../../../../definitions/api.ts";
import type { Catalogue } from "../../../../definitions/catalogue.ts";
import { ApiError } from "../../api/api-error.ts";
import { useRoute, useRouteMutation } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { confirmAction } from "../../shared/confirm.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { makeKey } from "../../shared/make-key.ts";
import { readSchemaFields, readSettings, type SchemaValues, startValues } from "../../shared/schema-fields.ts";
import { SchemaInputs } from "../../shared/schema-inputs.tsx";
import { showSuccess } from "../../shared/show-message.ts";

interface ConnectionDrawerProps {
  /** `"new"`: a form for a new one; null: closed. */
  connection: Connection | "new" | null;
  onClose: () => void;
  /** A new one is for this connector. */
  connector?: string;
  onSaved?: (connection: Connection) => void;
}

/** Makes or changes a connection: the form comes from the connector's own description of its sign-in. */
export function ConnectionDrawer({ connection, onClose, connector, onSaved }: ConnectionDrawerProps) {
  const { t } = useTranslation("connections");
  const catalogue = useRoute("getCatalogue", {}, { staleTime: 60_000 }).data;
  return (
    <Drawer
      opened={connection !== null}
      onClose={onClose}
      position="right"
      size={480}
      title={connection === "new" || connection === null ? t("new") : connection.name}
      closeButtonProps={{ "aria-label": t("shared:close") }}
    >
      {connection === null || catalogue === undefined ? null : (
        <ConnectionForm
          key={connection === "new" ? "new" : connection.key}
          connection={connection === "new" ? undefined : connection}
          catalogue={catalogue}
          connector={connector}
          onClose={onClose}
          onSaved={onSaved}
        />
      )}
    </Drawer>
  );
}

interface ConnectionFormProps {
  connection: Connection | undefined;
  catalogue: Catalogue;
  connector: string | undefined;
  onClose: () => void;
  onSaved: ((connection: Connection) => void) | undefined;
}

function ConnectionForm({ connection, catalogue, connector: wanted, onClose, onSaved }: ConnectionFormProps) {
  const { t } = useTranslation("connections");
  const { language, text } = useLanguage();
  const choices = catalogue.connectors.filter((entry) => entry.auth !== undefined);
  const [connectorId, setConnectorId] = useState(connection?.connector ?? wanted ?? choices[0]?.id ?? "");
  const connector = catalogue.connectors.find((entry) => entry.id === connectorId);
  const fields = connector?.auth === undefined ? [] : readSchemaFields(connector.auth, language);
  const [name, setName] = useState(connection?.name ?? "");
  const [key, setKey] = useState(connection?.key ?? "");
  const [values, setValues] = useState<SchemaValues>(() => startValues(fields, connection?.settings ?? {}));
  const [problems, setProblems] = useState<Record<string, string>>({});
  const test = useRouteMutation("testConnection", {
    invalidates: ["listConnections"],
    onSuccess: (result) => {
      if (result.status === "ok") showSuccess(t("works", { name: result.name }));
    },
  });
  const save = useRouteMutation("putConnection", {
    invalidates: ["listConnections", "getCatalogue"],
    showErrors: false,
    onSuccess: (saved) => {
      onSaved?.(saved);
      test.mutate({ params: { key: saved.key }, body: {} });
      onClose();
    },
  });
  const shownKey = connection?.key ?? (key === "" ? makeKey(name) : key);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readSettings(fields, values, connection?.secretsSet ?? {});
    const wrong: Record<string, string> = { ...read.problems };
    if (name.trim() === "") wrong["$name"] = "required";
    if (shownKey === "") wrong["$key"] = "required";
    setProblems(wrong);
    if (Object.keys(wrong).length > 0) return;
    save.mutate({
      params: { key: shownKey },
      body: { connector: connectorId, name: name.trim(), settings: read.settings },
    });
  };
  const refused: Record<string, string> = {};
  if (save.error instanceof ApiError) {
    for (const issue of save.error.issues) refused[issue.path.replace(/^settings\./, "")] = issue.message;
  }
  const required = (id: string) => (problems[id] === undefined ? undefined : t("shared:problems.required"));
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {save.error === null ? null : <ErrorAlert error={save.error} />}
        <Select
          label={t("system")}
          disabled={connection !== undefined || wanted !== undefined}
          allowDeselect={false}
          data={choices.map((entry) => ({ value: entry.id, label: text(entry.title) }))}
          value={connectorId}
          onChange={(next) => {
            if (next === null) return;
            const auth = catalogue.connectors.find((entry) => entry.id === next)?.auth;
            setConnectorId(next);
            setValues(auth === undefined ? {} : startValues(readSchemaFields(auth, language), {}));
          }}
        />
        <TextInput
          label={t("shared:name")}
          withAsterisk
          value={name}
          error={required("$name")}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {connection === undefined ? (
          <TextInput
            label={t("shared:key")}
            description={t("keyHint")}
            value={shownKey}
            error={required("$key")}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
        ) : null}
        <SchemaInputs
          fields={fields}
          values={values}
          problems={{ ...refused, ...problems }}
          secretsSet={connection?.secretsSet ?? {}}
          onChange={setValues}
        />
        <Text size="xs" c="dimmed">
          {t("secrets")}
        </Text>
        <Group justify="space-between">
          {connection === undefined ? <span /> : <DeleteButton connection={connection} onClose={onClose} />}
          <Button type="submit" loading={save.isPending} data-testid="connection-save">
            {t("saveAndTest")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function DeleteButton({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const { t } = useTranslation("connections");
  const remove = useRouteMutation("deleteConnection", {
    invalidates: ["listConnections", "getCatalogue"],
    onSuccess: () => {
      showSuccess(t("shared:deleted"));
      onClose();
    },
  });
  const ask = async () => {
    const agreed = await confirmAction({
      title: t("delete.title", { name: connection.name }),
      text: t("delete.text"),
      action: t("shared:delete"),
      danger: true,
    });
    if (agreed) remove.mutate({ params: { key: connection.key } });
  };
  return (
    <Button variant="subtle" color="gray" onClick={() => void ask()}>
      {t("shared:delete")}
    </Button>
  );
}
