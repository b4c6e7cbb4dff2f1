import { useOffline } from "../api/offline-copies.ts";
import { queryClient } from "../api/query-client.ts";

const LATER_MS = [3_000, 20_000];
const BUILD_KEY = "flowright-build";

/** Scripts, styles and words that this page has loaded so far. */
function loadedFiles(): string[] {
  return performance
    .getEntriesByType("resource")
    .map((entry) => entry.name)
    .filter((name) => new URL(name).pathname.startsWith("/assets/"));
}

/** True for the first visit of a new build, told by the name of its first script. */
function isNewBuild(): boolean {
  const entry = document.querySelector<HTMLScriptElement>('script[type="module"]')?.src ?? "";
  const isNew = window.localStorage.getItem(BUILD_KEY) !== entry;
  window.localStorage.setItem(BUILD_KEY, entry);
  return isNew;
}

/** Lets the browser keep the builder itself (public/sw.js), so that the last workflow can be read without a connection. */
export async function keepOffline(): Promise<void> {
  // The connection is back: what is shown is asked for again, and the answers end the offline state.
  window.addEventListener("online", () => {
    if (useOffline.getState().asOf !== null) void queryClient.invalidateQueries();
  });
  // Browsers give workers of this kind only over TLS and on this machine.
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  await navigator.serviceWorker.register("/sw.js");
  const { active } = await navigator.serviceWorker.ready;
  const tell = () => active?.postMessage({ type: "loaded", urls: loadedFiles(), isNewBuild: isNewBuild() }, []);
  tell();
  // What comes a moment later belongs to it: inspector, dialogs, workers.
  for (const delayMs of LATER_MS) window.setTimeout(tell, delayMs);
}
