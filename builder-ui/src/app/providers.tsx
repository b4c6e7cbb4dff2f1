import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, Suspense } from "react";
import { I18nextProvider } from "react-i18next";
import { queryClient } from "../api/query-client.ts";
import { i18n } from "../i18n/i18n.ts";
import { theme } from "../shared/theme.ts";
import { installStyleNonce } from "./csp-nonce.ts";
import { AppOverlays } from "./overlays.tsx";

const nonce = installStyleNonce();
const colorSchemeManager = localStorageColorSchemeManager({ key: "flowright-color-scheme" });
const styleNonce = nonce === undefined ? {} : { getStyleNonce: () => nonce };

/** Theme, data, words and messages for everything below. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <I18nextProvider i18n={i18n}>
      <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={colorSchemeManager} {...styleNonce}>
        <QueryClientProvider client={queryClient}>
          <Suspense fallback={null}>
            <AppOverlays />
            {children}
          </Suspense>
        </QueryClientProvider>
      </MantineProvider>
    </I18nextProvider>
  );
}
