import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { MailHtml } from "../features/mailbox/mail-html.tsx";
import classes from "./mail-view.module.css";

interface MailViewProps {
  subject: string;
  to?: string | undefined;
  html: string;
  /** Null: made of the HTML. */
  text: string | null;
  label: string;
}

/** A mail as it will look, as HTML or as the text that goes along with it. */
export function MailView({ subject, to, html, text, label }: MailViewProps) {
  const { t } = useTranslation("shared");
  const [kind, setKind] = useState<"html" | "text">(html === "" ? "text" : "html");
  return (
    <section className={classes["view"]} aria-label={label} data-testid="mail-view">
      <div className={classes["head"]}>
        <div>
          <strong>{subject === "" ? t("mailView.noSubject") : subject}</strong>
          {to === undefined ? null : <small>{to}</small>}
        </div>
        <SegmentedControl
          size="xs"
          aria-label={t("mailView.shownAs")}
          value={kind}
          data={[
            { value: "html", label: "HTML" },
            { value: "text", label: t("mailView.text") },
          ]}
          onChange={(value) => setKind(value === "text" ? "text" : "html")}
        />
      </div>
      {kind === "html" ? (
        <MailHtml html={html} title={label} />
      ) : (
        <pre className={classes["text"]} data-testid="mail-text">
          {text ?? textOfHtml(html)}
        </pre>
      )}
    </section>
  );
}

/** The words of a mail's HTML, a line a block. */
function textOfHtml(html: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const block of page.querySelectorAll("br, p, div, li, tr, h1, h2, h3")) block.append("\n");
  return (page.body.textContent ?? "").replaceAll(/\n{3,}/g, "\n\n").trim();
}
