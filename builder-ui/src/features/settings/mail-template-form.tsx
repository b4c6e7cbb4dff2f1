import { Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { JsonObject } from "../../../../definitions/json.ts";
import { MONO_INPUT } from "../../shared/mono-input.ts";
import { MailView } from "../../shared/mail-view.tsx";
import { plainText } from "../../shared/plain-text.ts";
import { renderLiquid } from "../../shared/render-liquid.ts";
import type { ResourceFormProps } from "./resource-drawer.tsx";

function readSample(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
  } catch {
    return null;
  }
}

export function MailTemplateForm({ value, onChange }: ResourceFormProps) {
  const { t } = useTranslation("settings");
  const [sample, setSample] = useState(() => JSON.stringify(value["sample"] ?? {}, null, 2));
  const subject = plainText(value["subject"]);
  const html = plainText(value["html"]);
  const text = plainText(value["text"]);
  // One text, not an object: an object would be new on every render and never come to rest.
  const [source] = useDebouncedValue(JSON.stringify([subject, html, text, sample]), 300);
  const [rendered, setRendered] = useState<Awaited<ReturnType<typeof renderLiquid>> | null>(null);
  useEffect(() => {
    let current = true;
    const [subjectText = "", htmlText = "", plain = "", sampleText = ""] = JSON.parse(source) as string[];
    const values = readSample(sampleText);
    const show = async (sampleValues: JsonObject) => {
      const next = await renderLiquid({ subject: subjectText, html: htmlText, text: plain }, sampleValues);
      if (current) setRendered(next);
    };
    if (values !== null) void show(values);
    return () => {
      current = false;
    };
  }, [source]);
  return (
    <>
      <TextInput
        label={t("mail-templates.subject")}
        value={subject}
        onChange={(event) => onChange({ subject: event.currentTarget.value })}
      />
      <Textarea
        label={t("mail-templates.html")}
        description={t("mail-templates.htmlHint", { open: "{{", close: "}}" })}
        autosize
        minRows={6}
        maxRows={18}
        styles={MONO_INPUT}
        spellCheck={false}
        value={html}
        onChange={(event) => onChange({ html: event.currentTarget.value })}
      />
      <Textarea
        label={t("mail-templates.plain")}
        autosize
        minRows={2}
        maxRows={10}
        value={text}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
      <Textarea
        label={t("mail-templates.sample")}
        autosize
        minRows={2}
        maxRows={10}
        styles={MONO_INPUT}
        spellCheck={false}
        error={readSample(sample) === null ? t("shared:problems.json") : undefined}
        value={sample}
        onChange={(event) => {
          setSample(event.currentTarget.value);
          const next = readSample(event.currentTarget.value);
          if (next !== null) onChange({ sample: next });
        }}
      />
      {rendered === null ? null : rendered.problem === null ? (
        <MailView {...rendered} label={t("mail-templates.preview")} />
      ) : (
        <p style={{ margin: 0, color: "var(--fr-red)" }}>{rendered.problem}</p>
      )}
    </>
  );
}
