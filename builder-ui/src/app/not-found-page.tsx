import { Button } from "@mantine/core";
import { Compass } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptyState } from "../shared/empty-state.tsx";
import { PageFrame } from "../shared/page-frame.tsx";

export function NotFoundPage() {
  const { t } = useTranslation("shell");
  return (
    <PageFrame title={t("notFound.title")}>
      <EmptyState
        icon={Compass}
        title={t("notFound.heading")}
        text={t("notFound.text")}
        action={
          <Button component={Link} to="/workflows">
            {t("notFound.action")}
          </Button>
        }
      />
    </PageFrame>
  );
}
