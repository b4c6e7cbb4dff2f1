import { parseClip } from "../../../../../definitions/operations/parse-clip.ts";
import { type Clip, clipOf } from "../../../../../definitions/operations/clip.ts";
import { isContainer, pastedIds, type Point } from "../../../../../definitions/operations/index.ts";
import type { WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import { CARD_HEIGHT, CARD_WIDTH, CONTAINER_HEADER, CONTAINER_INSET } from "../view/node-size.ts";
import { attempt, type Context, geometryNow, tellRefusal } from "./command-context.ts";

/** Writes to the system's clipboard; on a page without TLS the browser has only the older way. */
async function writeClipboard(text: string): Promise<void> {
  if (typeof navigator.clipboard?.writeText === "function") {
    await navigator.clipboard.writeText(text);
    return;
  }
  const onCopy = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener("copy", onCopy, { capture: true, once: true });
  // oxlint-disable-next-line typescript/no-deprecated -- there is no other way without TLS
  document.execCommand("copy");
  document.removeEventListener("copy", onCopy, { capture: true });
}

/** Puts the selected steps on the clipboard. Gives false when nothing is selected. */
export async function copySelection(context: Context): Promise<boolean> {
  const { store, t } = context;
  const { selection, definition } = store.getState();
  if (selection.length === 0) return false;
  const clip = clipOf(definition, selection, Object.fromEntries(geometryNow(context).positions));
  await writeClipboard(JSON.stringify(clip));
  store.getState().announce(t("say.copied", { count: selection.length }));
  return true;
}

/** The clip's outermost steps: those that do not stand in a container of the clip. */
function outermost(clip: Clip): string[] {
  const inside = new Set(clip.nodes.map(({ id }) => id));
  const nodes = clip.nodes.filter(({ parent }) => parent === undefined || !inside.has(parent));
  return [...nodes, ...clip.triggers].map(({ id }) => id);
}

/** The one open container that is selected: steps without triggers are pasted into it. */
function targetOf(definition: WorkflowDefinition, selection: readonly string[], clip: Clip): string | undefined {
  const [only] = selection;
  const node = selection.length === 1 ? definition.nodes.find(({ id }) => id === only) : undefined;
  const isOpen = node !== undefined && isContainer(node) && definition.layout.nodes[node.id]?.collapsed !== true;
  // Who copies a container and pastes means a second one, not one inside the first.
  return isOpen && clip.triggers.length === 0 && !clip.nodes.some(({ id }) => id === node.id) ? node.id : undefined;
}

/** Pastes what `copySelection` put on the clipboard: at the middle of the canvas, or into the selected container. */
export async function pasteText(context: Context, text: string): Promise<void> {
  const { store, t } = context;
  try {
    const clip = parseClip(text);
    const { definition, selection } = store.getState();
    const ids = pastedIds(definition, clip);
    const outer = outermost(clip);
    const container = targetOf(definition, selection, clip);
    const corners = outer.map((id) => clip.positions[id] ?? { x: 0, y: 0 });
    const centre = context.centre();
    const to: Point =
      container === undefined
        ? { x: centre.x - CARD_WIDTH / 2, y: centre.y - CARD_HEIGHT / 2 }
        : { x: CONTAINER_INSET, y: CONTAINER_HEADER + CONTAINER_INSET };
    const offset = {
      x: Math.round(to.x - Math.min(...corners.map((corner) => corner.x))),
      y: Math.round(to.y - Math.min(...corners.map((corner) => corner.y))),
    };
    const isDone = attempt(context, {
      type: "paste",
      clip,
      offset,
      ...(container === undefined ? {} : { container }),
    });
    if (!isDone) return;
    store.getState().select(outer.map((id) => ids.get(id) ?? id));
    store.getState().announce(t("say.pasted", { count: clip.nodes.length + clip.triggers.length }));
  } catch (error) {
    await tellRefusal(context, error);
  }
}
