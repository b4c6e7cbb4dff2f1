import { Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { JsonObject } from "../../../../definitions/json.ts";
import { MONO_INPUT } from "../../shared/mono-input.ts";
import { plainText } from "../../shared/plain-text.ts";
import { MailHtml } from "../mailbox/mail-html.tsx";
import type { ResourceFormProps } from "./resource-drawer.tsx";
import classes from "./settings.module.css";

function readSample(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
  } catch {
    return null;
  }
}

interface Rendered {
  subject: string;
  html: string;
  problem: string | null;
}

/** Renders a template as the mail step does: Liquid, HTML escaped. The engine is loaded when it is first needed. */
async function render(subject: string, html: string, sample: JsonObject): Promise<Rendered> {
  const { Liquid } = await import("liquidjs");
  const engine = new Liquid({ outputEscape: "escape", renderLimit: 500, memoryLimit: 1e6, parseLimit: 1e6 });
  try {
    return {
      subject: String(await engine.parseAndRender(subject, sample)),
      html: String(await engine.parseAndRender(html, sample)),
      problem: null,
    };
  } catch (error) {
    return { subject: "", html: "", problem: error instanceof Error ? error.message : String(error) };
  }
}

export function MailTemplateForm({ value, onChange }: ResourceFormProps) {
  const { t } = useTranslation("settings");
  const [sample, setSample] = useState(() => JSON.stringify(value["sample"] ?? {}, null, 2));
  const subject = plainText(value["subject"]);
  const html = plainText(value["html"]);
  // One text, not an object: an object would be new on every render and never come to rest.
  const [source] = useDebouncedValue(JSON.stringify([subject, html, sample]), 300);
  const [rendered, setRendered] = useState<Rendered | null>(null);
  useEffect(() => {
    let current = true;
    const [subjectText = "", htmlText = "", sampleText = ""] = JSON.parse(source) as string[];
    const values = readSample(sampleText);
    const show = async (sampleValues: JsonObject) => {
      const next = await render(subjectText, htmlText, sampleValues);
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
        value={plainText(value["text"])}
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
      <section className={classes["preview"]} aria-label={t("mail-templates.preview")}>
        {rendered === null ? null : rendered.problem === null ? (
          <>
            <div style={{ padding: "10px 16px", fontWeight: 600 }}>{rendered.subject}</div>
            <MailHtml html={rendered.html} title={t("mail-templates.preview")} />
          </>
        ) : (
          <div style={{ padding: "10px 16px", color: "var(--fr-red)" }}>{rendered.problem}</div>
        )}
      </section>
    </>
  );
}
