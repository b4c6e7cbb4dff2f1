import { Group, Title, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { useRoute } from "../../api/hooks.ts";
import { chooseLanguage } from "../../i18n/i18n.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { usePageTitle } from "../../shared/crumb.ts";
import { keepLanguageOfFirstRun } from "./keep-language.ts";
import { safeNext } from "./safe-next.ts";
import { SignInForm } from "./sign-in-form.tsx";
import classes from "./sign-in.module.css";

export default function SignInPage() {
  const { t } = useTranslation("sign-in");
  const { language } = useLanguage();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const meta = useRoute("getMeta", {});
  usePageTitle(t("title"));
  const isFirstRun = meta.data?.firstRun === true;
  const enter = async () => {
    if (isFirstRun) await keepLanguageOfFirstRun();
    await navigate(safeNext(params.get("next")), { replace: true });
  };
  return (
    <main className={classes["page"]}>
      <div className={classes["card"]}>
        <Group gap={12} mb={20}>
          <img src="/favicon.svg" alt="" width={36} height={36} />
          <div>
            <Title order={1}>{t("title")}</Title>
            <div className={classes["claim"]}>{t("claim")}</div>
          </div>
        </Group>
        {isFirstRun ? (
          <p className={classes["hint"]} data-testid="first-run-hint">
            {t("firstRun")}
          </p>
        ) : null}
        <SignInForm onSignedIn={enter} />
        <div className={classes["foot"]}>
          <UnstyledButton
            className={classes["language"]}
            lang={language === "zh" ? "en" : "zh"}
            onClick={() => void chooseLanguage(language === "zh" ? "en" : "zh")}
          >
            {language === "zh" ? "English" : "中文"}
          </UnstyledButton>
          <span>{meta.data === undefined ? "" : `Flowright ${meta.data.version}`}</span>
        </div>
      </div>
    </main>
  );
}
