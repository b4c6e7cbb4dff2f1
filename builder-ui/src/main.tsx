// In a layer of its own: the builder's styles stand above it, in whatever order files are loaded.
import "@mantine/core/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "@mantine/spotlight/styles.layer.css";
import "./shared/tokens.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { loadPageAhead } from "./app/router.tsx";
import { startI18n } from "./i18n/i18n.ts";
import { whenIdle } from "./shared/when-idle.ts";
import { forbidEvalInZod } from "./zod-without-eval.ts";

forbidEvalInZod();
loadPageAhead(window.location.pathname);
const root = document.querySelector("#root");
if (root === null) throw new Error("index.html has no #root");
await startI18n();
whenIdle(() => {
  const keep = async () => (await import("./app/keep-offline.ts")).keepOffline();
  // Without it the builder works, with a connection.
  keep().catch(() => undefined);
});
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
