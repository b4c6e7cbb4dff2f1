import { ActionIcon, CopyButton } from "@mantine/core";
import { Check, Copy } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Json } from "../../../../definitions/json.ts";
import classes from "./run-page.module.css";

/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard (axe scrollable-region-focusable) */

/** A value as data: plain values in one line, objects as rows, deeper things as JSON. Nothing for nothing. */
export function JsonView({ label, value, testId }: { label: string; value: Json | undefined; testId: string }) {
  const { t } = useTranslation("editor");
  if (value === undefined || value === null) return null;
  const text = JSON.stringify(value, null, 2);
  const rows = typeof value === "object" && !Array.isArray(value) ? Object.entries(value) : null;
  return (
    <section data-testid={testId}>
      <h3>
        {label}
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <ActionIcon size="xs" aria-label={`${t("copy")}: ${label}`} onClick={copy}>
              {copied ? <Check size={12} aria-hidden /> : <Copy size={12} aria-hidden />}
            </ActionIcon>
          )}
        </CopyButton>
      </h3>
      {rows === null ? (
        <pre className={classes["json"]} tabIndex={0}>
          {typeof value === "string" ? value : text}
        </pre>
      ) : (
        <dl className={classes["rows"]}>
          {rows.map(([key, entry]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>
                {typeof entry === "object" && entry !== null ? (
                  <pre tabIndex={0}>{JSON.stringify(entry, null, 2)}</pre>
                ) : entry === null ? (
                  "–"
                ) : (
                  String(entry)
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
