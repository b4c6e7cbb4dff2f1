import { MultiSelect, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Json } from "../../../../definitions/json.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { plainText } from "../../shared/plain-text.ts";
import { useCatalogue } from "../records/use-object.ts";
import type { ResourceFormProps } from "./resource-drawer.tsx";

/** A JSON list's texts; anything else is none. */
export const textsOf = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];

/** The workspace's people as options of a picker. */
export function useUserOptions(): { value: string; label: string }[] {
  return (useCatalogue()?.users ?? []).map((user) => ({ value: user.id, label: user.name }));
}

export function useTeamOptions(): { value: string; label: string }[] {
  const { text } = useLanguage();
  return (useCatalogue()?.teams ?? []).map((team) => ({ value: team.key, label: text(team.name) }));
}

export function TeamForm({ value, onChange }: ResourceFormProps) {
  const { t } = useTranslation("settings");
  const users = useUserOptions();
  const members = textsOf(value["members"]);
  return (
    <>
      <MultiSelect
        label={t("teams.membersLabel")}
        searchable
        data={users}
        value={members}
        onChange={(next) => onChange({ members: next })}
      />
      <Select
        label={t("teams.lead")}
        clearable
        clearButtonProps={{ "aria-label": t("shared:clearFilter", { label: t("teams.lead") }) }}
        data={users.filter((user) => members.includes(user.value))}
        value={plainText(value["lead"]) || null}
        onChange={(lead) => onChange({ lead: lead ?? undefined })}
      />
    </>
  );
}

export function QueueForm({ value, onChange }: ResourceFormProps) {
  const { t } = useTranslation("settings");
  const teams = useTeamOptions();
  return (
    <Select
      label={t("queues.team")}
      clearable
      clearButtonProps={{ "aria-label": t("shared:clearFilter", { label: t("queues.team") }) }}
      data={teams}
      value={plainText(value["team"]) || null}
      onChange={(team) => onChange({ team: team ?? undefined })}
    />
  );
}
