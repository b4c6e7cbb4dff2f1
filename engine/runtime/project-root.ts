import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The folder that holds Flowright's package.json, whether this file runs from source or from `build/`.
 * Throws a plain error when there is none: the installation is broken.
 */
export function findProjectRoot(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest) && (JSON.parse(readFileSync(manifest, "utf8")) as { name?: string }).name === "flowright")
      return folder;
    if (dirname(folder) === folder) throw new Error(`No package.json of flowright above ${from}.`);
  }
}

/** The compiled entry file of a part, for example `engine/api.main.js`. */
export function builtFile(path: string): string {
  return join(findProjectRoot(), "build", path);
}

/** Where the prebuilt bundle of the workflow code lies; the worker loads it. */
export function workflowBundlePath(): string {
  return builtFile("workflow-bundle.js");
}
