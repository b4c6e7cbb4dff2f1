import { useTranslation } from "react-i18next";
import { PageFrame } from "../../shared/page-frame.tsx";
import { TemplateCards } from "./template-cards.tsx";

export default function TemplatesPage() {
  const { t } = useTranslation("workflows");
  return (
    <PageFrame title={t("gallery.title")} description={t("gallery.text")}>
      <TemplateCards />
    </PageFrame>
  );
}
