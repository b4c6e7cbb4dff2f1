import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export interface BrowserLook {
  language?: "en" | "zh";
  scheme?: "light" | "dark";
  size?: { width: number; height: number };
  /** Pixels of a picture for each of the page's. */
  pixelRatio?: number;
  /** Stands still here, in UTC: pages then look the same whenever they are opened. */
  at?: string;
}
export interface OpenBrowser {
  page: Page;
  context: BrowserContext;
  /** What the pages complained about: console errors, uncaught errors, refused requests but for the question who is signed in. */
  complaints: string[];
  close(): Promise<void>;
}

/** A fresh Chromium with one page of 1440 × 900: FLOWRIGHT_TEST_BROWSER, else /usr/bin/chromium. */
export async function openBrowser({
  language = "en",
  scheme = "light",
  size = { width: 1440, height: 900 },
  pixelRatio = 1,
  at,
}: BrowserLook = {}): Promise<OpenBrowser> {
  const executablePath = process.env["FLOWRIGHT_TEST_BROWSER"] ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) throw new Error(`There is no browser at ${executablePath}.`);
  const profile = mkdtempSync(join(tmpdir(), "flowright-browser-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: ARGUMENTS,
    viewport: size,
    deviceScaleFactor: pixelRatio,
    locale: language === "zh" ? "zh-CN" : "en-GB",
    colorScheme: scheme,
    reducedMotion: "reduce",
    ...(at === undefined ? {} : { timezoneId: "UTC" }),
  });
  if (at !== undefined) await context.clock.setFixedTime(at);
  context.setDefaultTimeout(15_000);
  // As chosen in this browser: else the account's own language follows on signing in.
  await context.addInitScript((chosen) => window.localStorage.setItem("flowright-language", chosen), language);
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints: string[] = [];
  page.on("console", (message) => {
    // A refused request is told below, with its address.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("response", (response) => {
    if (response.status() >= 400 && response.status() !== 401)
      complaints.push(`${response.status()} ${response.url()}`);
  });
  return {
    page,
    context,
    complaints,
    async close() {
      const picture = process.env["FLOWRIGHT_E2E_LAST_PICTURE"];
      if (picture !== undefined) await page.screenshot({ path: picture });
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
