import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const api = process.env["FLOWRIGHT_API"] ?? "http://127.0.0.1:8080";
const toApi = { target: api, changeOrigin: false };

// assetsInlineLimit 0: the Content-Security-Policy allows no data: URLs.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: { outDir: "../build/ui", emptyOutDir: true, assetsInlineLimit: 0, sourcemap: true, manifest: true },
  worker: { format: "es" },
  server: {
    proxy: { "/api": toApi, "/hooks": toApi, "/apps": toApi, "/forms": toApi, "/answers": toApi, "/mails": toApi },
  },
});
