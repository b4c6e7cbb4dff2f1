import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/*
 * Prints what a first visit of each page of the builder loads: JavaScript, gzip, in kB. Needs a build:
 *   npx vite build -c builder-ui/vite.config.ts builder-ui && npx tsx tests/bench/first-load.ts
 * Ends with code 1 when a page is over its budget.
 */

const BUDGET_KB = 350;
const UI = fileURLToPath(new URL("../../build/ui/", import.meta.url));
/** Pages by their file, each with the areas of words that it waits for beside `shared` and `shell`. */
const PAGES: Record<string, readonly string[]> = {
  "sign-in-page": ["sign-in"],
  "workflows-page": ["workflows"],
  "runs-page": ["runs", "workflows"],
  "records-page": ["records"],
  "inbox-page": ["inbox"],
  "tables-page": ["tables"],
  "table-page": ["tables"],
  "connections-page": ["connections"],
  "dashboard-page": ["dashboard"],
  "templates-page": ["workflows"],
  "mailbox-page": ["mailbox"],
  "settings-page": ["settings"],
  "editor-page": ["editor"],
  "run-page": ["run", "editor"],
  "compare-page": ["versions", "editor", "editor-forms"],
};
/** Workers run beside the page and are started after it is drawn: their files are told, not counted. */
const WORKERS = ["layout.worker", "validate.worker"];

interface Chunk {
  file: string;
  name?: string;
  imports?: string[];
  isEntry?: boolean;
  isDynamicEntry?: boolean;
}

/** A chunk with everything that it imports at once; what is loaded later is left out. */
function closureOf(manifest: Record<string, Chunk>, key: string, seen: Set<string> = new Set()): Set<string> {
  const chunk = manifest[key];
  if (chunk === undefined || seen.has(key)) return seen;
  seen.add(key);
  for (const next of chunk.imports ?? []) closureOf(manifest, next, seen);
  return seen;
}

/** A worker's file with all that it imports, at once or later: workers are built apart and not in the manifest. */
function scriptsOf(file: string, seen: Set<string> = new Set()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(`${UI}assets/${file}`, "utf8");
  for (const [, next] of text.matchAll(/(?:from|import)\s*\(?["'`]\.\/([\w.-]+\.js)["'`]/g))
    if (next !== undefined) scriptsOf(next, seen);
  return seen;
}

const path = `${UI}.vite/manifest.json`;
if (!existsSync(path)) {
  console.error("no build: run `npx vite build -c builder-ui/vite.config.ts builder-ui` first");
  process.exit(1);
}
const manifest = JSON.parse(readFileSync(path, "utf8")) as Record<string, Chunk>;
const sizes = new Map<string, number>();
const sizeOf = (file: string): number => {
  const known = sizes.get(file) ?? gzipSync(readFileSync(`${UI}${file}`)).length;
  sizes.set(file, known);
  return known;
};
const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry === true) ?? "";
/** The words of a page in one language; Chinese is the larger of the two. */
const wordsOf = (areas: readonly string[]) => ["shared", "shell", ...areas].map((area) => `src/i18n/zh/${area}.json`);
let over = false;
console.log("page              JavaScript gzip   budget");
for (const [page, areas] of Object.entries(PAGES)) {
  const key = Object.keys(manifest).find((candidate) => candidate.endsWith(`/${page}.tsx`));
  const words = wordsOf(areas);
  const lost = words.find((file) => manifest[file] === undefined);
  if (lost !== undefined) throw new Error(`${lost} is not in the build`);
  if (key === undefined) {
    console.log(`${page.padEnd(18)}not in the build`);
    over = true;
    continue;
  }
  const files = new Set<string>();
  for (const start of [entry, key, ...words])
    for (const chunk of closureOf(manifest, start)) files.add(manifest[chunk]?.file ?? "");
  const bytes = [...files].filter((file) => file.endsWith(".js")).reduce((sum, file) => sum + sizeOf(file), 0);
  const kilobytes = bytes / 1_000;
  if (kilobytes > BUDGET_KB) over = true;
  console.log(
    `${page.padEnd(18)}${kilobytes.toFixed(1).padStart(9)} kB   ${BUDGET_KB} kB${kilobytes > BUDGET_KB ? "  OVER" : ""}`,
  );
}
console.log("\nworkers, started after the page is drawn, beside it and not counted");
for (const worker of WORKERS) {
  const file = readdirSync(`${UI}assets`).find((name) => name.startsWith(worker) && name.endsWith(".js"));
  if (file === undefined) throw new Error(`${worker} is not in the build`);
  const bytes = [...scriptsOf(file)].reduce((sum, name) => sum + sizeOf(`assets/${name}`), 0);
  console.log(`${worker.padEnd(18)}${(bytes / 1_000).toFixed(1).padStart(9)} kB`);
}
process.exitCode = over ? 1 : 0;
