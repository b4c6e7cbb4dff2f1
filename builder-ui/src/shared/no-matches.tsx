import { Button } from "@mantine/core";
import { SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "./empty-state.tsx";

/** In place of a list whose filters let nothing through. */
export function NoMatches({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation("shared");
  return (
    <EmptyState
      icon={SearchX}
      title={t("noMatches")}
      text={t("noMatchesText")}
      action={
        <Button variant="default" onClick={onClear}>
          {t("clear")}
        </Button>
      }
    />
  );
}
