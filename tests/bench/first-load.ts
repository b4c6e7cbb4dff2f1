import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/*
 * Prints what a first visit of each page of the builder loads: JavaScript, gzip, in kB. Needs a build:
 *   npx vite build -c builder-ui/vite.config.ts builder-ui && npx tsx tests/bench/first-load.ts
 * Ends with code 1 when a page is over its budget.
 */

const BUDGET_KB = 350;
const UI = fileURLToPath(new URL("../../build/ui/", import.meta.url));
/** Pages, by the name of the file that vite makes of each. */
const PAGES = [
  "sign-in-page",
  "workflows-page",
  "runs-page",
  "records-page",
  "mailbox-page",
  "settings-page",
  "editor-page",
  "run-page",
];

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
/** The words that every page loads, in one language. */
const words = ["src/i18n/en/shared.json", "src/i18n/en/shell.json"];
let over = false;
console.log("page              JavaScript gzip   budget");
for (const page of PAGES) {
  const key = Object.keys(manifest).find((candidate) => candidate.endsWith(`/${page}.tsx`));
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
process.exitCode = over ? 1 : 0;
