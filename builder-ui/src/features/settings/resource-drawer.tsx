import { Button, Drawer, Group, Stack, TextInput } from "@mantine/core";
import { type ComponentType, type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json, JsonObject } from "../../../../definitions/json.ts";
import { RESOURCE_SCHEMAS } from "../../../../definitions/resources.ts";
import { ApiError } from "../../api/api-error.ts";
import { useRouteMutation } from "../../api/hooks.ts";
import { useMay } from "../../app/me.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { confirmAction } from "../../shared/confirm.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { makeKey } from "../../shared/make-key.ts";
import { NameInputs, readBoth } from "../../shared/name-inputs.tsx";
import { plainText } from "../../shared/plain-text.ts";
import { showSuccess } from "../../shared/show-message.ts";
import { CalendarForm } from "./calendar-form.tsx";
import { MailTemplateForm } from "./mail-template-form.tsx";
import { PolicyForm } from "./policy-form.tsx";
import type { SettingsKind } from "./resource-section.tsx";
import { QueueForm, TeamForm } from "./team-form.tsx";

export interface ResourceFormProps {
  value: JsonObject;
  /** A key with `undefined` is taken away. */
  onChange: (change: Record<string, Json | undefined>) => void;
}

const FORMS: Record<SettingsKind, ComponentType<ResourceFormProps>> = {
  teams: TeamForm,
  queues: QueueForm,
  policies: PolicyForm,
  calendars: CalendarForm,
  "mail-templates": MailTemplateForm,
};
const BLANK: Record<SettingsKind, JsonObject> = {
  teams: { members: [] },
  queues: {},
  policies: { schemaVersion: 1, object: "lead", rules: [{ id: "all", strategy: "round-robin", candidates: {} }] },
  calendars: {
    tz: Intl.DateTimeFormat().resolvedOptions().timeZone,
    hours: Object.fromEntries(["mon", "tue", "wed", "thu", "fri"].map((day) => [day, [["09:00", "17:00"]]])),
    holidays: [],
    overrides: {},
  },
  "mail-templates": { subject: "", html: "<p>Hello {{ lead.name }}</p>", sample: { lead: { name: "Ada" } } },
};
function changed(value: JsonObject, change: Record<string, Json | undefined>): JsonObject {
  const next: JsonObject = {};
  for (const [key, entry] of Object.entries({ ...value, ...change })) if (entry !== undefined) next[key] = entry;
  return next;
}
const WIDTH: Partial<Record<SettingsKind, number>> = { "mail-templates": 720, policies: 640 };

interface ResourceDrawerProps {
  kind: SettingsKind;
  value: JsonObject | "new" | null;
  onClose: () => void;
}

/** Changes one resource; checked by its schema here first, then by the server. */
export function ResourceDrawer({ kind, value, onClose }: ResourceDrawerProps) {
  const { t } = useTranslation("settings");
  const { text } = useLanguage();
  const isNew = value === "new";
  return (
    <Drawer
      opened={value !== null}
      onClose={onClose}
      position="right"
      size={WIDTH[kind] ?? 480}
      title={value === null || isNew ? t(`${kind}.new`) : text(readBoth(value["name"])) || plainText(value["key"])}
      closeButtonProps={{ "aria-label": t("shared:close") }}
    >
      {value === null ? null : (
        <ResourceForm
          key={isNew ? "new" : plainText(value["key"])}
          kind={kind}
          start={isNew ? BLANK[kind] : value}
          isNew={isNew}
          onClose={onClose}
        />
      )}
    </Drawer>
  );
}

function ResourceForm(props: { kind: SettingsKind; start: JsonObject; isNew: boolean; onClose: () => void }) {
  const { kind, start, isNew, onClose } = props;
  const { t } = useTranslation("settings");
  const mayWrite = useMay("resource:write");
  const [value, setValue] = useState(start);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const save = useRouteMutation("putResource", {
    invalidates: ["listResources", "getResource", "getCatalogue"],
    showErrors: false,
    onSuccess: () => {
      showSuccess(t("shared:saved"));
      onClose();
    },
  });
  const remove = useRouteMutation("deleteResource", {
    invalidates: ["listResources", "getCatalogue"],
    onSuccess: () => {
      showSuccess(t("shared:deleted"));
      onClose();
    },
  });
  const key = isNew ? plainText(value["key"]) || makeKey(readBoth(value["name"]).en ?? "") : plainText(value["key"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body: JsonObject = { ...value, key };
    const parsed = RESOURCE_SCHEMAS[kind].safeParse(body);
    if (!parsed.success) {
      const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
      setProblem(new ApiError({ status: 0, code: "RESOURCE_INVALID", detail: t("invalid"), issues }));
      return;
    }
    setProblem(null);
    save.mutate({ params: { kind, key }, body });
  };
  const ask = async () => {
    const agreed = await confirmAction({
      title: t("delete.title", { name: key }),
      text: t("delete.text"),
      action: t("shared:delete"),
      danger: true,
    });
    if (agreed) remove.mutate({ params: { kind, key } });
  };
  const Form = FORMS[kind];
  const error = problem ?? save.error;
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {error === null ? null : <ErrorAlert error={error} />}
        <NameInputs
          label={t("shared:name")}
          required
          value={value["name"]}
          onChange={(name) => setValue({ ...value, name: name ?? "" })}
        />
        {isNew ? (
          <TextInput
            label={t("shared:key")}
            description={t("keyHint")}
            value={key}
            onChange={(event) => setValue({ ...value, key: event.currentTarget.value })}
          />
        ) : null}
        <Form value={value} onChange={(change) => setValue(changed(value, change))} />
        {mayWrite ? (
          <Group justify="space-between">
            {isNew ? (
              <span />
            ) : (
              <Button variant="subtle" color="gray" onClick={() => void ask()}>
                {t("shared:delete")}
              </Button>
            )}
            <Button type="submit" loading={save.isPending} data-testid="resource-save">
              {t("shared:save")}
            </Button>
          </Group>
        ) : null}
      </Stack>
    </form>
  );
}
