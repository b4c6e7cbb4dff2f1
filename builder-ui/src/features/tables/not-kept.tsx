import { Alert } from "@mantine/core";
import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { NotKept } from "./table-files.ts";

const SHOWN = 12;

/** What a file holds that we do not, or the other way round. */
export function NotKeptAlert({ parts, onClose }: { parts: readonly NotKept[]; onClose?: () => void }) {
  const { t } = useTranslation("tables");
  if (parts.length === 0) return null;
  return (
    <Alert
      color="yellow"
      icon={<TriangleAlert size={16} aria-hidden />}
      title={t("file.notKept", { count: parts.length })}
      withCloseButton={onClose !== undefined}
      closeButtonLabel={t("shared:close")}
      {...(onClose === undefined ? {} : { onClose })}
    >
      <ul style={{ margin: 0, paddingInlineStart: 18 }}>
        {parts.slice(0, SHOWN).map(({ what, where }) => (
          <li key={`${where}-${what}`}>
            {where}: {what}
          </li>
        ))}
        {parts.length > SHOWN ? <li>{t("moreIssues", { count: parts.length - SHOWN })}</li> : null}
      </ul>
    </Alert>
  );
}
