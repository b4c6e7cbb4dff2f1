import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { type WorkflowDefinition, workflowDefinitionSchema } from "../../definitions/workflow.ts";
import { openBrowser } from "../e2e/suite/open-browser.ts";
import { startFakeApi } from "../e2e/fake-api/server.ts";
import { storeWorkflow } from "../e2e/fake-api/seed/workflows.ts";

/*
 * Opens workflows of 20 (what the machine can do just now), 500, 2,000 and 5,000 nodes in Chromium and prints how long the
 * canvas takes and how it moves: panned, zoomed, a step dragged. Needs a build:
 *   npx vite build -c builder-ui/vite.config.ts builder-ui && npx tsx tests/bench/canvas.main.ts
 */

const SIZES = [20, 500, 2_000, 5_000];
const MOVE_MS = 3_000;
const ROW = 25;
const UI = fileURLToPath(new URL("../../build/ui", import.meta.url));

/** A chain of steps, laid out in rows. */
function chainOf(size: number): WorkflowDefinition {
  const ids = Array.from({ length: size }, (_, index) => `s${index}`);
  return workflowDefinitionSchema.parse({
    schemaVersion: 1,
    key: `chain-${size}`,
    name: `${size} steps`,
    triggers: [{ id: "start", type: "manual" }],
    nodes: ids.map((id) => ({ id, type: "set", values: { count: 1 } })),
    edges: ids.map((id, index) => ({
      id: `e${index}`,
      source: index === 0 ? "start" : `s${index - 1}`,
      sourcePort: "out",
      target: id,
    })),
    layout: {
      nodes: Object.fromEntries([
        ["start", { x: -320, y: 0 }],
        ...ids.map((id, index) => [id, { x: (index % ROW) * 320, y: Math.floor(index / ROW) * 160 }]),
      ]),
      notes: [],
    },
  });
}

/** Scripts that the page itself has fetched, gzip, in kB; a worker's are not the page's. */
async function fetchedKilobytes(page: Page): Promise<number> {
  const names = await page.evaluate<string[]>(
    'performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname)',
  );
  const scripts = new Set(names.filter((name) => name.endsWith(".js") && !name.includes(".worker-")));
  return [...scripts].reduce((sum, name) => sum + gzipSync(readFileSync(UI + name)).length, 0) / 1_000;
}

interface Opening {
  /** From the start of the navigation to the first painted card. */
  whole: number;
  /** The part of it after the workflow's definition had come: what the canvas itself takes. */
  canvas: number;
}

async function openCanvas(page: Page, url: string): Promise<Opening> {
  await page.goto(url, { waitUntil: "commit" });
  await page.waitForSelector(".react-flow__node");
  return page.evaluate<Opening>(`new Promise((resolve) => {
    const done = () => {
      const data = performance.getEntriesByType("resource").filter((entry) => /\\/workflows\\/chain-\\d+$/.test(entry.name));
      const whole = performance.now();
      resolve({ whole, canvas: whole - data[0].responseEnd });
    };
    requestAnimationFrame(() => requestAnimationFrame(done));
  })`);
}

type Move = (page: Page, box: { x: number; y: number; width: number; height: number }, step: number) => Promise<void>;
const isBack = (step: number) => Math.floor(step / 20) % 2 === 1;

const pan: Move = async (page, _, step) => page.mouse.wheel(isBack(step) ? -40 : 40, isBack(step) ? -20 : 20);
const zoom: Move = async (page, _, step) => page.mouse.wheel(0, isBack(step) ? -30 : 30);
const drag: Move = async (page, box, step) => {
  const at = isBack(step) ? 20 - (step % 20) : step % 20;
  await page.mouse.move(box.x + box.width / 2 + at * 8, box.y + box.height / 2 + at * 4);
};

/** Frames a second while something moves; the pointer stands in the middle of the canvas, or holds a step. */
async function framesWhile(page: Page, move: Move): Promise<number> {
  const pane = page.locator(move === drag ? ".react-flow__node" : ".react-flow__pane").nth(move === drag ? 3 : 0);
  const box = await pane.boundingBox();
  if (box === null) throw new Error("no canvas");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  if (move === drag) await page.mouse.down();
  // Held all the while, as people do.
  if (move === zoom) await page.keyboard.down("Control");
  const counted = page.evaluate<number>(`new Promise((resolve) => {
    const startedAt = performance.now();
    let frames = 0;
    const next = (now) => {
      frames += 1;
      if (now - startedAt < ${MOVE_MS}) requestAnimationFrame(next);
      else resolve((frames * 1000) / (now - startedAt));
    };
    requestAnimationFrame(next);
  })`);
  const startedAt = Date.now();
  for (let step = 0; Date.now() - startedAt < MOVE_MS; step += 1) await move(page, box, step);
  if (move === drag) await page.mouse.up();
  if (move === zoom) await page.keyboard.up("Control");
  return counted;
}

const { server, url, world } = await startFakeApi({ open: true });
for (const size of SIZES) world.workflows.push(storeWorkflow(chainOf(size), 0));
try {
  console.log(
    "steps   page opened   of it canvas   opened again   frames/s panned / zoomed / dragged   scripts until drawn / 5 s later",
  );
  for (const size of SIZES) {
    const browser = await openBrowser();
    const address = `${url}/workflows/chain-${size}`;
    const first = await openCanvas(browser.page, address);
    const untilDrawn = await fetchedKilobytes(browser.page);
    await browser.page.waitForTimeout(5_000);
    const later = await fetchedKilobytes(browser.page);
    const again = await openCanvas(browser.page, address);
    await browser.page.waitForTimeout(2_000);
    const panned = await framesWhile(browser.page, pan);
    const zoomed = await framesWhile(browser.page, zoom);
    await browser.page.reload();
    await browser.page.waitForSelector(".react-flow__node");
    await browser.page.waitForTimeout(2_000);
    const dragged = await framesWhile(browser.page, drag);
    console.log(
      [
        String(size).padStart(5),
        `${first.whole.toFixed(0)} ms`.padStart(11),
        `${first.canvas.toFixed(0)} ms`.padStart(12),
        `${again.whole.toFixed(0)} ms`.padStart(12),
        [panned, zoomed, dragged]
          .map((frames) => frames.toFixed(0))
          .join(" / ")
          .padStart(34),
        `${untilDrawn.toFixed(1)} kB / ${later.toFixed(1)} kB`.padStart(31),
      ].join("   "),
    );
    if (browser.complaints.length > 0) console.log(browser.complaints.join("\n"));
    await browser.close();
  }
} finally {
  server.closeAllConnections();
  server.close();
}
