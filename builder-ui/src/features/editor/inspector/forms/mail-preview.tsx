import { Button, Drawer } from "@mantine/core";
import { Eye } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { FlowrightError } from "../../../../../../definitions/errors.ts";
import type { Json, JsonObject } from "../../../../../../definitions/json.ts";
import { call } from "../../../../api/client.ts";
import { MailView } from "../../../../shared/mail-view.tsx";
import { plainText } from "../../../../shared/plain-text.ts";
import { renderLiquid } from "../../../../shared/render-liquid.ts";
import { type SampleData, shortValue, useSampleData } from "../../fields/sample-data.ts";
import fieldClasses from "../../fields/fields.module.css";

interface Shown {
  to: string;
  subject: string;
  html: string;
  text: string | null;
  /** What of the template cannot be rendered. */
  problem: string | null;
  /** The first input that cannot be computed, and the path that it misses. */
  missing: { name: string; path: string } | null;
}

/** The mail of a step, with the values of the sample: by its template, or by its own subject and bodies. */
async function showMail(input: JsonObject, { scope }: SampleData): Promise<Shown> {
  const { evaluateMapped, evaluateMappedHtml } = await import("../../../../../../definitions/expression/index.ts");
  const missing: NonNullable<Shown["missing"]>[] = [];
  const valueOf = (name: string, isHtml = false): Json => {
    const value = input[name] ?? null;
    try {
      return isHtml ? evaluateMappedHtml(value, scope) : evaluateMapped(value, scope);
    } catch (error) {
      if (!(error instanceof FlowrightError)) throw error;
      const path = error.details?.["path"];
      missing.push({ name, path: typeof path === "string" ? path : "" });
      return null;
    }
  };
  const own = {
    to: shortValue(valueOf("to") ?? ""),
    subject: plainText(valueOf("subject")),
    html: plainText(valueOf("html", true)),
    text: input["text"] === undefined ? null : plainText(valueOf("text")),
  };
  const { template } = input;
  if (typeof template !== "string" || template.startsWith("=") || template === "")
    return { ...own, problem: null, missing: missing[0] ?? null };
  const stored = await call("getResource", { params: { kind: "mail-templates", key: template } });
  const given = valueOf("with");
  const values = typeof given === "object" && given !== null && !Array.isArray(given) ? given : {};
  const [subject, html, text] = ["subject", "html", "text"].map((name) => plainText(stored[name])) as [
    string,
    string,
    string,
  ];
  const rendered = await renderLiquid({ subject, html, text }, values);
  return {
    ...rendered,
    to: own.to,
    subject: own.subject === "" ? rendered.subject : own.subject,
    missing: missing[0] ?? null,
  };
}

/** The mail that a step sends as it will look, with the values of the last simulation or run. */
export function MailPreview({ input }: { input: JsonObject }) {
  const { t } = useTranslation("editor");
  const sample = useSampleData();
  const [isOpen, setOpen] = useState(false);
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => {
    if (!isOpen || sample === null) return undefined;
    let isCurrent = true;
    const show = async () => {
      try {
        const next = await showMail(input, sample);
        if (isCurrent) setShown(next);
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        if (isCurrent) setShown({ to: "", subject: "", html: "", text: null, problem, missing: null });
      }
    };
    void show();
    return () => {
      isCurrent = false;
    };
  }, [isOpen, input, sample]);
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        mb={12}
        leftSection={<Eye size={13} aria-hidden />}
        disabled={sample === null}
        data-testid="mail-preview"
        onClick={() => setOpen(true)}
      >
        {t("mailPreview.open")}
      </Button>
      <Drawer
        opened={isOpen}
        onClose={() => setOpen(false)}
        position="right"
        size="min(760px, 96vw)"
        title={t("mailPreview.title")}
        closeButtonProps={{ "aria-label": t("close") }}
      >
        {shown === null || sample === null ? null : (
          <>
            <p className={fieldClasses["help"]}>{t(`mailPreview.from.${sample.from}`)}</p>
            {shown.problem === null ? null : <p className={fieldClasses["problem"]}>{shown.problem}</p>}
            {shown.missing === null ? null : (
              <p className={fieldClasses["problem"]} data-severity="warning">
                {shown.missing.name}: {t("sample.missing", { path: shown.missing.path })}
              </p>
            )}
            <MailView
              subject={shown.subject}
              to={shown.to}
              html={shown.html}
              text={shown.text}
              label={t("mailPreview.title")}
            />
          </>
        )}
      </Drawer>
    </>
  );
}
