import { CloseButton } from "@mantine/core";
import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { NotKept } from "./table-files.ts";
import classes from "./tables.module.css";

const SHOWN = 12;

/** What a file holds that we do not, or the other way round. */
export function NotKeptAlert({ parts, onClose }: { parts: readonly NotKept[]; onClose?: () => void }) {
  const { t } = useTranslation("tables");
  if (parts.length === 0) return null;
  return (
    <div aria-live="polite" className={classes["notKept"]}>
      <TriangleAlert size={16} color="var(--fr-amber)" aria-hidden />
      <div>
        <strong>{t("file.notKept", { count: parts.length })}</strong>
        <ul>
          {parts.slice(0, SHOWN).map(({ what, where }) => (
            <li key={`${where}-${what}`}>
              {where}: {what}
            </li>
          ))}
          {parts.length > SHOWN ? <li>{t("moreIssues", { count: parts.length - SHOWN })}</li> : null}
        </ul>
      </div>
      {onClose === undefined ? null : <CloseButton size="sm" aria-label={t("shared:close")} onClick={onClose} />}
    </div>
  );
}
