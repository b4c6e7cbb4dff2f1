import { Group, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Json } from "../../../definitions/json.ts";

interface NameInputsProps {
  label: string;
  value: Json | undefined;
  required?: boolean;
  onChange: (value: { en?: string; zh?: string } | undefined) => void;
}

/** A text's English and Chinese forms, as they are stored. */
export function readBoth(value: Json | undefined): { en?: string; zh?: string } {
  if (typeof value === "string") return { en: value };
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  const { en, zh } = value;
  return { ...(typeof en === "string" ? { en } : {}), ...(typeof zh === "string" ? { zh } : {}) };
}

/** A name in both languages; one of them is enough. */
export function NameInputs({ label, value, required, onChange }: NameInputsProps) {
  const { t } = useTranslation("shared");
  const both = readBoth(value);
  const set = (language: "en" | "zh", text: string) => {
    const next = { ...both, [language]: text === "" ? undefined : text };
    if (next[language] === undefined) delete next[language];
    onChange(next.en === undefined && next.zh === undefined ? undefined : next);
  };
  return (
    <Group grow align="start" gap="sm">
      <TextInput
        label={t("inEnglish", { label })}
        withAsterisk={required === true}
        value={both.en ?? ""}
        onChange={(event) => set("en", event.currentTarget.value)}
      />
      <TextInput
        label={t("inChinese", { label })}
        value={both.zh ?? ""}
        lang="zh"
        onChange={(event) => set("zh", event.currentTarget.value)}
      />
    </Group>
  );
}
