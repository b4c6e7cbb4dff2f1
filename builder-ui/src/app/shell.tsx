import { useDisclosure, useLocalStorage } from "@mantine/hooks";
import { Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, Outlet, useLocation } from "react-router";
import { useRoute } from "../api/hooks.ts";
import { chooseLanguage, hasStoredLanguage } from "../i18n/i18n.ts";
import { apiErrorOf } from "../api/api-error.ts";
import { ErrorAlert } from "../shared/error-alert.tsx";
import { CrashBoundary } from "./crash-boundary.tsx";
import { MeContext, MetaContext } from "./me.ts";
import { ShellOverlays } from "./overlays.tsx";
import { Rail } from "./rail.tsx";
import classes from "./shell.module.css";
import { TopBar } from "./top-bar.tsx";

/** The frame around every page: rail, top bar, search, shortcut sheet. Sends people who are not signed in to sign-in. */
export function Shell() {
  const { t } = useTranslation("shell");
  const location = useLocation();
  const meta = useRoute("getMeta", {}, { staleTime: Number.POSITIVE_INFINITY });
  const me = useRoute("getMe", {}, { retry: false, staleTime: 60_000 });
  const [collapsed, setCollapsed] = useLocalStorage({ key: "flowright-rail-collapsed", defaultValue: false });
  const [menuOpen, menu] = useDisclosure(false);
  const [sheetOpen, sheet] = useDisclosure(false);

  const language = me.data?.user.language;
  useEffect(() => {
    if (language !== undefined && !hasStoredLanguage()) void chooseLanguage(language);
  }, [language]);

  if (me.error !== null && me.data === undefined) {
    if (apiErrorOf(me.error).status === 401) {
      const next = `${location.pathname}${location.search}`;
      return <Navigate to={next === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(next)}`} replace />;
    }
    return (
      <main className={classes["failed"]}>
        <ErrorAlert error={me.error} onRetry={() => void me.refetch()} />
      </main>
    );
  }

  return (
    <MetaContext value={meta.data ?? null}>
      <MeContext value={me.data ?? null}>
        <a href="#main" className={classes["skip"]}>
          {t("skip")}
        </a>
        <div className={classes["shell"]} data-collapsed={collapsed ? "" : undefined}>
          <div className={classes["rail"]}>
            <Rail collapsed={collapsed} onToggle={() => setCollapsed(!collapsed)} onShortcuts={sheet.open} />
          </div>
          <div className={classes["column"]}>
            <TopBar onMenu={menu.open} />
            <main id="main" tabIndex={-1} className={classes["main"]}>
              {me.data === undefined ? null : (
                <CrashBoundary address={location.pathname}>
                  <Suspense fallback={<div className={classes["waiting"]} aria-busy />}>
                    <Outlet />
                  </Suspense>
                </CrashBoundary>
              )}
            </main>
          </div>
        </div>
        <ShellOverlays
          menuOpen={menuOpen}
          onMenuClose={menu.close}
          sheetOpen={sheetOpen}
          onSheetOpen={sheet.open}
          onSheetClose={sheet.close}
        />
      </MeContext>
    </MetaContext>
  );
}
