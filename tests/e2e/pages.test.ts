import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BrowserLook, type OpenBrowser, openBrowser } from "./suite/open-browser.ts";
import { openStandIn } from "./suite/stand-in.ts";

/*
 * Every page over the stand-in, where all states are to be seen: axe finds nothing, the console is silent (a refusal by
 * the strict Content-Security-Policy would be told there), nothing moves while it loads, nothing is wider than the window.
 * Each is looked at in one language and theme, then its colours in the other theme: no other rule depends on it.
 */
const PAGES = [
  "/workflows",
  "/workflows?search=nothing-of-that-name",
  "/templates",
  "/workflows/lead-routing",
  "/workflows/lead-routing?coach=people",
  "/workflows/lead-routing/test",
  "/workflows/lead-routing/compare",
  "/workflows/lead-routing/heat",
  "/workflows/lead-routing/heat?by=failures",
  "/runs",
  "/runs?status=incident",
  "/runs/run-2",
  "/runs/run-4",
  "/inbox",
  "/records/lead",
  "/records/lead?create=1",
  "/records/opportunity",
  "/records/ticket",
  "/records/account",
  "/records/contact",
  "/tables",
  "/tables/lead-score",
  "/rules",
  "/rules/points/new",
  "/rules/learned/new",
  "/rules/sets/new",
  "/rules/conditions/new",
  "/connections",
  "/dashboard",
  "/mailbox",
  "/settings/users",
  "/settings/teams",
  "/settings/queues",
  "/settings/policies",
  "/settings/calendars",
  "/settings/mail-templates",
  "/settings/api-keys",
  "/settings/audit",
];
/** Dialogs and drawers: where, and what opens them (test ids, or `key:` and a key). */
const OVERLAYS: readonly (readonly [path: string, ...acts: string[]])[] = [
  ["/workflows/lead-routing", "publish"],
  ["/workflows/lead-routing", "run-now"],
  ["/workflows/lead-routing", "settings"],
  ["/workflows/lead-routing", "editor-more", "versions"],
  ["/workflows/lead-routing", "node-score"],
  ["/workflows/lead-routing", "key:?"],
  ["/workflows/lead-routing", "key:t"],
  ["/workflows/lead-routing", "key:o"],
  ["/workflows", "key:Control+k"],
  ["/runs", "found-menu", "found-retry", "change-input"],
  ["/runs/run-4", "attempt-open-1"],
  ["/runs?workflow=lead-routing", "found-menu", "found-migrate"],
  ["/runs/run-4", "run-again"],
];
const LOOKS: readonly BrowserLook[] = [
  { language: "en", scheme: "light" },
  { language: "zh", scheme: "dark" },
];
const MOST_SHIFT = 0.02;
const QUIET_MS = 150;
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

let url: string;
let closeStandIn: () => void;
beforeAll(async () => ({ url, close: closeStandIn } = await openStandIn()));
afterAll(() => closeStandIn());

interface Shifting {
  shift: number;
}

async function openCounting(look: BrowserLook): Promise<OpenBrowser> {
  const browser = await openBrowser(look);
  await browser.context.addInitScript(() => {
    const counted = window as unknown as Shifting;
    counted.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
        if (!entry.hadRecentInput) counted.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  return browser;
}

/** What axe finds in the page as it is, and of its contrasts in the other theme. */
async function axe(page: Page, { scheme }: BrowserLook): Promise<string[]> {
  // In the page itself: its frames, which hold mails that are not ours, are left out, and no second page is opened a call.
  const checked = () => new AxeBuilder({ page }).setLegacyMode(true).exclude("iframe");
  const other = scheme === "dark" ? "light" : "dark";
  const found = tell(await checked().analyze());
  await switchTo(page, other);
  const contrasts = async () => tell(await checked().withRules("color-contrast").analyze());
  let crossed = await contrasts();
  if (crossed.length > 0) {
    // A busy machine may still be painting the other theme.
    await page.waitForTimeout(1_000);
    crossed = await contrasts();
  }
  await switchTo(page, scheme ?? "light");
  return [...found, ...crossed.map((finding) => `${other}: ${finding}`)];
}

function tell({ violations }: Awaited<ReturnType<AxeBuilder["analyze"]>>): string[] {
  return violations.map(
    ({ impact, id, nodes }) => `${impact} ${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
  );
}

/** As if the system's theme were changed: the builder follows it at once. */
async function switchTo(page: Page, scheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme });
  await page.locator(`html[data-mantine-color-scheme=${scheme}]`).waitFor();
  // Colours pass over in a moment: half-way they are neither theme's.
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const passing = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(passing.map(async ({ finished }) => finished));
  });
}

/** The page is drawn: nothing in it says that it is busy. */
async function settle(page: Page): Promise<void> {
  await page.locator("main").waitFor();
  await page.waitForFunction(() => {
    const main = document.querySelector("main");
    return main !== null && main.childElementCount > 0 && main.querySelector("[aria-busy=true]") === null;
  });
  await page.waitForTimeout(QUIET_MS);
}

/** How much wider than the window the page is, on a desk and on a phone. */
async function overflow(page: Page): Promise<string[]> {
  const measure = async () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const desk = await measure();
  await page.setViewportSize(PHONE);
  await page.waitForTimeout(QUIET_MS);
  const phone = await measure();
  await page.setViewportSize(DESK);
  return [
    ...(desk > 0 ? [`${desk} px wider than the window`] : []),
    ...(phone > 0 ? [`${phone} px wider than a phone`] : []),
  ];
}

/** Opens each page: what it has of shifts, axe's findings and width. */
async function visitPages(page: Page, look: BrowserLook): Promise<string[]> {
  const found: string[] = [];
  for (const path of PAGES) {
    await page.goto(`${url}${path}`);
    await settle(page);
    const shift = await page.evaluate(() => (window as unknown as Shifting).shift);
    if (shift > MOST_SHIFT) found.push(`${path}: moves while it loads, ${shift.toFixed(3)}`);
    for (const finding of await axe(page, look)) found.push(`${path}: ${finding}`);
    for (const finding of await overflow(page)) found.push(`${path}: ${finding}`);
  }
  return found;
}

/** Opens each dialog, drawer and panel. */
async function visitOverlays(page: Page, look: BrowserLook): Promise<string[]> {
  const found: string[] = [];
  for (const [path, ...acts] of OVERLAYS) {
    await page.goto(`${url}${path}`);
    await settle(page);
    for (const act of acts) {
      if (act.startsWith("key:")) await page.keyboard.press(act.slice(4));
      else await page.getByTestId(act).first().click();
      await page.waitForTimeout(QUIET_MS);
    }
    await settle(page);
    await page.waitForTimeout(QUIET_MS);
    for (const finding of await axe(page, look)) found.push(`${path} ${acts.join(", ")}: ${finding}`);
  }
  return found;
}

// Both at once: much of the time is spent waiting for pages to come to rest.
test.concurrent.each(LOOKS)(
  "every page, dialog and drawer is accessible, silent and still: $language, $scheme",
  async (look) => {
    const { page, complaints, close } = await openCounting(look);
    try {
      expect([...(await visitPages(page, look)), ...(await visitOverlays(page, look))]).toEqual([]);
      expect(complaints).toEqual([]);
    } finally {
      await close();
    }
  },
  // Minutes, and more of them where the cores have other work.
  900_000,
);
