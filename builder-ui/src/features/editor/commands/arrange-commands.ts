import type { Alignment } from "../../../../../definitions/operations/index.ts";
import { frameAround } from "../canvas/group-members.ts";
import { alignedPositions } from "./align.ts";
import { attempt, type Context, geometryNow } from "./command-context.ts";

/** Lines up the selected steps, or spreads them evenly. */
export function alignSelection(context: Context, how: Alignment): void {
  const { store, t } = context;
  const { definition, selection } = store.getState();
  const positions = alignedPositions(definition, geometryNow(context), selection, how);
  if (Object.keys(positions).length === 0) return;
  if (attempt(context, { type: "align", positions, how }))
    store.getState().announce(t("say.aligned", { count: selection.length }));
}

/** Draws a group around the selected steps and asks for its name. */
export function groupSelection(context: Context): void {
  const { store, t } = context;
  const { definition, selection } = store.getState();
  const frame = frameAround(definition, geometryNow(context), selection);
  if (frame === null) return;
  const taken = new Set((definition.layout.groups ?? []).map(({ id }) => id));
  let number = taken.size + 1;
  while (taken.has(`g${number}`)) number += 1;
  const id = `g${number}`;
  if (!attempt(context, { type: "addGroup", group: { id, ...frame, color: "blue" } })) return;
  store.getState().selectGroup(id);
  store.getState().set({ renaming: `group:${id}` });
  store.getState().announce(t("say.grouped", { count: selection.length }));
}

/** Takes the selected steps out of the flow and leads past them. */
export function detachSelection(context: Context): void {
  const { store, t } = context;
  const { definition, selection } = store.getState();
  const isConnected = definition.edges.some(
    (edge) => selection.includes(edge.source) !== selection.includes(edge.target),
  );
  if (selection.length === 0 || !isConnected) return;
  if (attempt(context, { type: "detach", ids: [...selection] }))
    store.getState().announce(t("say.detached", { count: selection.length }));
}
