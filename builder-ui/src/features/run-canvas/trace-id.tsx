import { ActionIcon, CopyButton, Tooltip } from "@mantine/core";
import { Check, Copy } from "lucide-react";
import { useTranslation } from "react-i18next";

/** The id by which logs, spans and the other systems know this run, shortened; the button copies all of it. */
export function TraceId({ id }: { id: string }) {
  const { t } = useTranslation(["run", "shared"]);
  return (
    <span style={{ display: "inline-flex", alignItems: "center", gap: 2 }} data-testid="run-trace">
      <code title={id}>{t("trace", { id: id.slice(0, 8) })}</code>
      <CopyButton value={id}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t("shared:copied") : t("copyTrace")} withinPortal={false}>
            <ActionIcon size={20} variant="subtle" color="gray" aria-label={t("copyTrace")} onClick={copy}>
              {copied ? <Check size={12} aria-hidden /> : <Copy size={12} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </span>
  );
}
