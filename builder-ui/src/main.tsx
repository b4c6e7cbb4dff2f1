import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "./shared/tokens.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import * as z from "zod";
import { App } from "./app/app.tsx";
import { startI18n } from "./i18n/i18n.ts";

// Without it zod probes `new Function`, which the Content-Security-Policy forbids and reports.
z.config({ jitless: true });

const root = document.querySelector("#root");
if (root === null) throw new Error("index.html has no #root");
await startI18n();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
