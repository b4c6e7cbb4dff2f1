import { notifications } from "@mantine/notifications";
import { FlowrightError } from "../../../../../definitions/errors.ts";
import { clipOf, pastedIds } from "../../../../../definitions/operations/index.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "../view/node-size.ts";
import { attempt, type Context, geometryNow, vetoText } from "./command-context.ts";

/** The reader of the clipboard holds all schemas: it is loaded with the first use. */
const loadParseClip = () => import("../../../../../definitions/operations/parse-clip.ts");

/** Puts the selected steps on the clipboard. Gives false when nothing is selected. */
export async function copySelection(context: Context): Promise<boolean> {
  const { store, t } = context;
  const { selection, definition } = store.getState();
  if (selection.length === 0) return false;
  const clip = clipOf(definition, selection, Object.fromEntries(geometryNow(context).positions));
  await navigator.clipboard.writeText(JSON.stringify(clip));
  store.getState().announce(t("say.copied", { count: selection.length }));
  return true;
}

/** Pastes what `copySelection` put on the clipboard, at the middle of the canvas. */
export async function pasteText(context: Context, text: string): Promise<void> {
  const { store, t } = context;
  const { parseClip } = await loadParseClip();
  const { definition } = store.getState();
  try {
    const clip = parseClip(text);
    const ids = pastedIds(definition, clip);
    const outer = clip.nodes
      .filter((node) => node.parent === undefined || !ids.has(node.parent))
      .map((node) => node.id);
    const corners = [...outer, ...clip.triggers.map((trigger) => trigger.id)].map(
      (id) => clip.positions[id] ?? { x: 0, y: 0 },
    );
    const centre = context.centre();
    const left = Math.min(...corners.map((corner) => corner.x));
    const top = Math.min(...corners.map((corner) => corner.y));
    const offset = { x: Math.round(centre.x - left - CARD_WIDTH / 2), y: Math.round(centre.y - top - CARD_HEIGHT / 2) };
    if (!attempt(context, { type: "paste", clip, offset })) return;
    store.getState().select([...outer, ...clip.triggers.map((trigger) => trigger.id)].map((id) => ids.get(id) ?? id));
    store.getState().announce(t("say.pasted", { count: clip.nodes.length + clip.triggers.length }));
  } catch (error) {
    if (!(error instanceof FlowrightError)) throw error;
    notifications.show({
      message: vetoText(error, context.language),
      color: "yellow",
      closeButtonProps: { "aria-label": t("close") },
    });
  }
}
