import { Zap } from "lucide-react";
import { useTranslation } from "react-i18next";
import classes from "./editor-page.module.css";

/** What an empty canvas says. */
export function StartHint() {
  const { t } = useTranslation("editor");
  return (
    <div className={classes["hint"]}>
      <Zap size={22} aria-hidden />
      <h2>{t("start.title")}</h2>
      <p>{t("start.text")}</p>
    </div>
  );
}
