import { create } from "zustand";
import type { RouteName } from "../../../definitions/api.ts";
import { forgetAllLocally, keepLocally, readLocally } from "../shared/local-store.ts";

/** What a workflow needs to be read without a connection; of workflows only the one opened last is kept. */
const KEPT = new Set<RouteName>(["getMe", "getMeta", "getCatalogue", "getWorkflow"]);

interface Offline {
  /** When what is shown was read, while it comes from this browser's own copy; null while the server answers. */
  asOf: string | null;
}
export const useOffline = create<Offline>()(() => ({ asOf: null }));

interface Copy {
  url: string;
  at: string;
  body: unknown;
}
const keyOf = (name: RouteName) => `read:${name}`;

/** Keeps an answer for a time without a connection. */
export function keepCopy(name: RouteName, url: string, body: unknown): void {
  if (!KEPT.has(name)) return;
  if (useOffline.getState().asOf !== null) useOffline.setState({ asOf: null });
  void keep(name, { url, at: new Date().toISOString(), body });
}

async function keep(name: RouteName, copy: Copy): Promise<void> {
  // Another person at the same browser: what is kept here is not theirs.
  const before = name === "getMe" ? ownerOf(await readLocally<Copy>(keyOf(name))) : undefined;
  if (before !== undefined && before !== ownerOf(copy)) await forgetAllLocally();
  await keepLocally(keyOf(name), copy);
}

function ownerOf(copy: Copy | undefined): string | undefined {
  return (copy?.body as { user?: { id?: string } } | undefined)?.user?.id;
}

/** The copy of an answer, when the server cannot be reached; undefined where none was kept. */
export async function recallCopy(name: RouteName, url: string): Promise<{ body: unknown } | undefined> {
  if (!KEPT.has(name)) return undefined;
  const copy = await readLocally<Copy>(keyOf(name));
  if (copy === undefined || copy.url !== url) return undefined;
  useOffline.setState({ asOf: copy.at });
  return { body: copy.body };
}
