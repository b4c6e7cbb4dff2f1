import {
  ActionIcon,
  Button,
  Group,
  MultiSelect,
  NumberInput,
  Select,
  Stack,
  Switch,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { ArrowUp, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { conditionSchema } from "../../../../definitions/condition.ts";
import type { Json, JsonObject } from "../../../../definitions/json.ts";
import { ASSIGNMENT_STRATEGIES } from "../../../../definitions/resources.ts";
import { useRoute } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { readBoth } from "../../shared/name-inputs.tsx";
import { MONO_INPUT } from "../../shared/mono-input.ts";
import { plainText } from "../../shared/plain-text.ts";
import { useCatalogue } from "../records/use-object.ts";
import type { ResourceFormProps } from "./resource-drawer.tsx";
import classes from "./settings.module.css";
import { textsOf, useTeamOptions, useUserOptions } from "./team-form.tsx";

const objectsOf = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? (value as JsonObject[]) : []);
const objectOf = (value: Json | undefined): JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};

/** Leaves a key out where its value is empty: the schema takes no empty texts. */
function withKey(value: JsonObject, key: string, next: Json | undefined): JsonObject {
  const rest = Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  return next === undefined || next === "" || next === null ? rest : { ...rest, [key]: next };
}

/** Ordered rules: the first whose condition holds decides who gets the record. */
export function PolicyForm({ value, onChange }: ResourceFormProps) {
  const { t } = useTranslation("settings");
  const { text } = useLanguage();
  const catalogue = useCatalogue();
  const users = useUserOptions();
  const rules = objectsOf(value["rules"]);
  const setRule = (index: number, rule: JsonObject) => onChange({ rules: rules.with(index, rule) });
  const moveUp = (index: number) => {
    const rule = rules[index];
    if (rule !== undefined && index > 0) onChange({ rules: rules.toSpliced(index, 1).toSpliced(index - 1, 0, rule) });
  };
  const freeId = () => {
    let number = rules.length + 1;
    while (rules.some((rule) => rule["id"] === `rule${number}`)) number++;
    return `rule${number}`;
  };
  return (
    <>
      <Select
        label={t("policies.object")}
        data={(catalogue?.objects ?? []).map((object) => ({ value: object.name, label: text(object.plural) }))}
        value={plainText(value["object"]) || null}
        onChange={(object) => onChange(object === null ? {} : { object })}
        allowDeselect={false}
      />
      <Text size="sm" fw={500}>
        {t("policies.rulesLabel")}
      </Text>
      <Stack gap="sm" component="ol" m={0} p={0} style={{ listStyle: "none" }}>
        {rules.map((rule, index) => (
          <li key={plainText(rule["id"])} className={classes["rule"]}>
            <Group justify="space-between" mb={6}>
              <Text size="xs" c="dimmed">
                {index + 1} · {text(readBoth(rule["name"])) || plainText(rule["id"])}
              </Text>
              <Group gap={2}>
                <ActionIcon
                  aria-label={t("policies.moveUp", { rule: index + 1 })}
                  disabled={index === 0}
                  onClick={() => moveUp(index)}
                >
                  <ArrowUp size={15} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  aria-label={t("policies.removeRule", { rule: index + 1 })}
                  disabled={rules.length === 1}
                  onClick={() => onChange({ rules: rules.toSpliced(index, 1) })}
                >
                  <Trash2 size={15} aria-hidden />
                </ActionIcon>
              </Group>
            </Group>
            <RuleForm rule={rule} onChange={(next) => setRule(index, next)} />
          </li>
        ))}
      </Stack>
      <Button
        size="xs"
        variant="subtle"
        leftSection={<Plus size={13} aria-hidden />}
        onClick={() => onChange({ rules: [...rules, { id: freeId(), strategy: "round-robin", candidates: {} }] })}
      >
        {t("policies.addRule")}
      </Button>
      <Select
        label={t("policies.fallback")}
        description={t("policies.fallbackHint")}
        clearable
        clearButtonProps={{ "aria-label": t("shared:clearFilter", { label: t("policies.fallback") }) }}
        searchable
        data={users}
        value={plainText(objectOf(value["fallback"])["user"]) || null}
        onChange={(user) => onChange({ fallback: withKey(objectOf(value["fallback"]), "user", user ?? undefined) })}
      />
    </>
  );
}

function RuleForm({ rule, onChange }: { rule: JsonObject; onChange: (rule: JsonObject) => void }) {
  const { t } = useTranslation("settings");
  const { text } = useLanguage();
  const users = useUserOptions();
  const teams = useTeamOptions();
  const queues = useRoute("listResources", { params: { kind: "queues" } }, { staleTime: 60_000 }).data?.items ?? [];
  const [when, setWhen] = useState(() => (rule["when"] === undefined ? "" : JSON.stringify(rule["when"], null, 2)));
  const condition = readCondition(when);
  const candidates = objectOf(rule["candidates"]);
  const people = objectsOf(candidates["users"]);
  const set = (key: string, next: Json | undefined) => onChange(withKey(rule, key, next));
  const setCandidates = (key: string, next: Json | undefined) => set("candidates", withKey(candidates, key, next));
  const strategy = plainText(rule["strategy"]);
  return (
    <Stack gap="xs">
      <Textarea
        label={t("policies.when")}
        placeholder={t("policies.whenAll")}
        autosize
        minRows={1}
        maxRows={12}
        styles={MONO_INPUT}
        spellCheck={false}
        value={when}
        error={condition === null ? t("policies.whenWrong") : undefined}
        onChange={(event) => {
          setWhen(event.currentTarget.value);
          const read = readCondition(event.currentTarget.value);
          if (read !== null) set("when", read);
        }}
      />
      <Select
        label={t("policies.strategy")}
        allowDeselect={false}
        data={ASSIGNMENT_STRATEGIES.map((value) => ({ value, label: t(`policies.strategies.${value}`) }))}
        value={strategy}
        onChange={(next) => set("strategy", next ?? undefined)}
      />
      {strategy === "field" ? (
        <TextInput
          label={t("policies.field")}
          value={plainText(rule["field"])}
          onChange={(event) => set("field", event.currentTarget.value)}
        />
      ) : strategy === "queue" ? (
        <Select
          label={t("policies.queue")}
          data={queues.map((queue) => ({ value: plainText(queue["key"]), label: text(readBoth(queue["name"])) }))}
          value={plainText(rule["queue"]) || null}
          onChange={(next) => set("queue", next ?? undefined)}
        />
      ) : (
        <>
          <Group grow align="start">
            <MultiSelect
              label={t("policies.people")}
              searchable
              data={users}
              value={people.map((person) => plainText(person["id"]))}
              onChange={(ids) =>
                setCandidates(
                  "users",
                  ids.length === 0
                    ? undefined
                    : ids.map((id) => people.find((person) => person["id"] === id) ?? { id }),
                )
              }
            />
            <Select
              label={t("policies.team")}
              clearable
              clearButtonProps={{ "aria-label": t("shared:clearFilter", { label: t("policies.team") }) }}
              data={teams}
              value={plainText(candidates["team"]) || null}
              onChange={(team) => setCandidates("team", team ?? undefined)}
            />
          </Group>
          <TagsInput
            label={t("policies.skills")}
            value={textsOf(candidates["skills"])}
            onChange={(skills) => setCandidates("skills", skills.length === 0 ? undefined : skills)}
          />
          <Group grow align="end">
            <NumberInput
              label={t("policies.maxOpen")}
              min={1}
              allowDecimal={false}
              value={typeof rule["maxOpen"] === "number" ? rule["maxOpen"] : ""}
              onChange={(next) => set("maxOpen", typeof next === "number" ? next : undefined)}
            />
            <Switch
              label={t("policies.matchSkills")}
              checked={rule["matchSkills"] === true}
              onChange={(event) => set("matchSkills", event.currentTarget.checked || undefined)}
            />
          </Group>
        </>
      )}
    </Stack>
  );
}

/** The condition of the text; undefined for none, null where it cannot be read. */
function readCondition(text: string): Json | undefined | null {
  if (text.trim() === "") return undefined;
  try {
    const value = JSON.parse(text) as Json;
    return conditionSchema.safeParse(value).success ? value : null;
  } catch {
    return null;
  }
}
