import { ActionIcon, Kbd, UnstyledButton } from "@mantine/core";
import { ChevronRight, Menu, Search } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { useCrumb } from "../shared/crumb.ts";
import { useMeta } from "./me.ts";
import { openSearch } from "./open-search.ts";
import { sectionOf } from "./sections.ts";
import classes from "./top-bar.module.css";

const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Where I am, search, and which environment this is. */
export function TopBar({ onMenu }: { onMenu: () => void }) {
  const { t } = useTranslation("shell");
  const { pathname } = useLocation();
  const title = useCrumb((state) => state.title);
  const meta = useMeta();
  const section = sectionOf(pathname);
  const name = section === undefined ? undefined : t(`sections.${section.id}`);
  return (
    <section className={classes["bar"]} aria-label={t("topBar")}>
      <ActionIcon className={classes["menu"]} onClick={onMenu} aria-label={t("menu")}>
        <Menu size={18} aria-hidden />
      </ActionIcon>
      <nav aria-label={t("breadcrumb")} className={classes["crumbs"]}>
        {section === undefined || name === undefined ? null : <Link to={section.path}>{name}</Link>}
        {title === undefined || title === name ? null : (
          <>
            {name === undefined ? null : <ChevronRight size={14} aria-hidden />}
            <span aria-current="page">{title}</span>
          </>
        )}
      </nav>
      <UnstyledButton className={classes["search"]} onClick={openSearch} aria-label={t("search.title")}>
        <Search size={15} aria-hidden />
        <span className={classes["hint"]}>{t("search.placeholder")}</span>
        <Kbd size="xs" className={classes["key"]}>
          {IS_APPLE ? "⌘ K" : "Ctrl K"}
        </Kbd>
      </UnstyledButton>
      {meta === null ? null : (
        <span className={classes["environment"]} data-production={meta.environment === "production" ? "" : undefined}>
          {t(`environments.${meta.environment}`, { defaultValue: meta.environment })}
        </span>
      )}
    </section>
  );
}
