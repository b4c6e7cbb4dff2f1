import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { comparePictures, fingerprintOf, structureOf } from "./suite/compare-pictures.ts";
import { type BrowserLook, openBrowser } from "./suite/open-browser.ts";
import { openStandIn } from "./suite/stand-in.ts";

/*
 * The main screens against pictures of how they looked last (tests/e2e/screens). Letters are drawn otherwise by another
 * browser or with other fonts: pictures are compared where the browser draws as it did when they were taken; elsewhere
 * only what is on the page is, and the output says so. After a wanted change: FLOWRIGHT_RECORD_SCREENS=1 takes them anew.
 */
const FOLDER = join(import.meta.dirname, "screens");
const IS_RECORDING = process.env["FLOWRIGHT_RECORD_SCREENS"] === "1";
const NOW = "2026-03-03T10:00:00Z";
const MOST_DIFFERENT = 0.015;
const SIZE = { width: 1280, height: 800 };
const SCREENS = {
  workflows: "/workflows",
  templates: "/templates",
  editor: "/workflows/lead-routing",
  heat: "/workflows/lead-routing/heat?range=quarter",
  runs: "/runs",
  run: "/runs/run-2",
  incident: "/runs/run-4",
  inbox: "/inbox",
  leads: "/records/lead",
  table: "/tables/lead-score",
  dashboard: "/dashboard",
} as const;
const LOOKS: readonly BrowserLook[] = [
  { language: "en", scheme: "light" },
  { language: "zh", scheme: "dark" },
];

interface Notes {
  fingerprint: string;
  structures: Record<string, Awaited<ReturnType<typeof structureOf>>>;
}
const NOTES = join(FOLDER, "notes.json");
const notes: Notes = existsSync(NOTES)
  ? (JSON.parse(readFileSync(NOTES, "utf8")) as Notes)
  : { fingerprint: "", structures: {} };

let url: string;
let closeStandIn: () => void;
beforeAll(async () => ({ url, close: closeStandIn } = await openStandIn({ at: NOW })));
afterAll(() => closeStandIn());

/** Opens a page and waits until two looks at it are the same. */
async function show(page: Page, path: string): Promise<Buffer> {
  await page.goto(`${url}${path}`);
  await page.waitForLoadState("networkidle");
  await page.locator("main > *").first().waitFor();
  await page.locator("main [aria-busy=true]").first().waitFor({ state: "detached" });
  await page.evaluate(async () => document.fonts.ready);
  let before = await page.screenshot();
  for (let looks = 0; looks < 10; looks += 1) {
    await page.waitForTimeout(200);
    const picture = await page.screenshot();
    if (picture.equals(before)) break;
    before = picture;
  }
  return before;
}

test.concurrent.each(LOOKS)(
  "the main screens look as they did: $language, $scheme",
  async (look) => {
    const { page, context, close } = await openBrowser({ ...look, size: SIZE, pixelRatio: 0.5, at: NOW });
    const judge = await context.newPage();
    const found: string[] = [];
    try {
      const fingerprint = await fingerprintOf(judge);
      const isComparable = fingerprint === notes.fingerprint;
      if (!isComparable && !IS_RECORDING)
        console.log(
          "This browser draws letters otherwise than the one that took the pictures: only what is on the pages is compared.",
        );
      for (const [name, path] of Object.entries(SCREENS)) {
        const id = `${name}-${look.language}-${look.scheme}`;
        const file = join(FOLDER, `${id}.png`);
        const picture = await show(page, path);
        const structure = await structureOf(page);
        if (IS_RECORDING) {
          mkdirSync(FOLDER, { recursive: true });
          writeFileSync(file, picture);
          notes.fingerprint = fingerprint;
          notes.structures[id] = structure;
          continue;
        }
        if (isComparable) {
          const different = await comparePictures(judge, readFileSync(file), picture);
          if (different > MOST_DIFFERENT) {
            writeFileSync(join(FOLDER, `${id}.now.png`), picture);
            found.push(`${id}: ${(different * 100).toFixed(1)} % of the picture differs, see ${id}.now.png`);
          }
        } else if (JSON.stringify(structure) !== JSON.stringify(notes.structures[id]))
          found.push(`${id}: ${JSON.stringify(structure)} in place of ${JSON.stringify(notes.structures[id])}`);
      }
      if (IS_RECORDING) writeFileSync(NOTES, `${JSON.stringify(notes, null, 2)}\n`);
      expect(found).toEqual([]);
    } finally {
      await close();
    }
  },
  180_000,
);
