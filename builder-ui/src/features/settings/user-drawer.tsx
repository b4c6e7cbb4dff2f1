import {
  ActionIcon,
  Button,
  Drawer,
  Group,
  PasswordInput,
  Select,
  Stack,
  Switch,
  TagsInput,
  Text,
  TextInput,
} from "@mantine/core";
import { Plus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ROLES } from "../../../../definitions/api/access.ts";
import type { User } from "../../../../definitions/resources.ts";
import { ApiError } from "../../api/api-error.ts";
import { useRouteMutation } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { showSuccess } from "../../shared/show-message.ts";

const NEW_USER: Omit<User, "id" | "language"> = {
  name: "",
  email: "",
  role: "member",
  roles: [],
  active: true,
  skills: [],
  absences: [],
};

/** Adds a person or changes one. */
export function UserDrawer({ user, onClose }: { user: User | "new" | null; onClose: () => void }) {
  const { t } = useTranslation("settings");
  return (
    <Drawer
      opened={user !== null}
      onClose={onClose}
      position="right"
      size={460}
      title={user === "new" || user === null ? t("users.new") : user.name}
      closeButtonProps={{ "aria-label": t("shared:close") }}
    >
      {user === null ? null : <UserForm user={user === "new" ? undefined : user} onClose={onClose} />}
    </Drawer>
  );
}

function UserForm({ user, onClose }: { user: User | undefined; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const { language } = useLanguage();
  const [values, setValues] = useState<Omit<User, "id">>(user ?? { ...NEW_USER, language });
  const [password, setPassword] = useState("");
  const settings = {
    invalidates: ["listUsers", "getCatalogue"] as const,
    showErrors: false,
    onSuccess: () => {
      showSuccess(t("shared:saved"));
      onClose();
    },
  };
  const create = useRouteMutation("createUser", settings);
  const update = useRouteMutation("updateUser", settings);
  const error = create.error ?? update.error;
  const refused = new Map(error instanceof ApiError ? error.issues.map((issue) => [issue.path, issue.message]) : []);
  const set = (change: Partial<User>) => setValues({ ...values, ...change });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { name, email, role, roles, active, skills, absences, language } = values;
    const body = { name, email, role, roles, active, skills, absences, language };
    if (user === undefined) create.mutate({ body: password === "" ? body : { ...body, password } });
    else update.mutate({ params: { id: user.id }, body });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {error === null ? null : <ErrorAlert error={error} />}
        <TextInput
          label={t("shared:name")}
          required
          value={values.name}
          error={refused.get("name")}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t("users.email")}
          type="email"
          required
          value={values.email}
          error={refused.get("email")}
          onChange={(event) => set({ email: event.currentTarget.value })}
        />
        {user === undefined ? (
          <PasswordInput
            label={t("users.password")}
            description={t("users.passwordHint")}
            minLength={10}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ "aria-label": t("shared:showSecret", { label: t("users.password") }) }}
            value={password}
            error={refused.get("password")}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        ) : null}
        <Group grow>
          <Select
            label={t("users.role")}
            allowDeselect={false}
            data={ROLES.map((role) => ({ value: role, label: t(`shared:roles.${role}`) }))}
            value={values.role}
            onChange={(next) => set({ role: ROLES.find((role) => role === next) ?? values.role })}
          />
          <Select
            label={t("users.language")}
            allowDeselect={false}
            data={[
              { value: "en", label: "English" },
              { value: "zh", label: "中文" },
            ]}
            value={values.language}
            onChange={(next) => set({ language: next === "zh" ? "zh" : "en" })}
          />
        </Group>
        <Switch
          label={t("users.isActive")}
          description={t("users.activeHint")}
          checked={values.active}
          onChange={(event) => set({ active: event.currentTarget.checked })}
        />
        <TagsInput
          label={t("users.workRoles")}
          description={t("users.workRolesHint")}
          value={values.roles}
          onChange={(roles) => set({ roles })}
        />
        <TagsInput label={t("users.skills")} value={values.skills} onChange={(skills) => set({ skills })} />
        <Absences value={values.absences} onChange={(absences) => set({ absences })} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("shared:cancel")}
          </Button>
          <Button type="submit" loading={create.isPending || update.isPending} data-testid="user-save">
            {t("shared:save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Absences({ value, onChange }: { value: User["absences"]; onChange: (value: User["absences"]) => void }) {
  const { t } = useTranslation("settings");
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const set = (index: number, change: Partial<User["absences"][number]>) =>
    onChange(value.map((entry, at) => (at === index ? Object.assign({}, entry, change) : entry)));
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
      <Text component="legend" size="sm" fw={500} p={0}>
        {t("users.absences")}
      </Text>
      {value.map((entry, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- absences have no id, and two may have the same days: the place is what stays
        <Group key={index} gap="xs" mt={6} wrap="nowrap">
          <TextInput
            type="date"
            aria-label={t("users.from")}
            value={entry.from}
            onChange={(event) => set(index, { from: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            aria-label={t("users.to")}
            min={entry.from}
            value={entry.to}
            onChange={(event) => set(index, { to: event.currentTarget.value })}
          />
          <ActionIcon aria-label={t("users.removeAbsence")} onClick={() => onChange(value.toSpliced(index, 1))}>
            <X size={15} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Button
        mt={6}
        size="xs"
        variant="subtle"
        leftSection={<Plus size={13} aria-hidden />}
        onClick={() => onChange([...value, { from: today, to: today }])}
      >
        {t("users.addAbsence")}
      </Button>
    </fieldset>
  );
}
