import { notifications } from "@mantine/notifications";
import type { TFunction } from "i18next";
import type { Catalogue } from "../../../../../definitions/catalogue.ts";
import { FlowrightError } from "../../../../../definitions/errors.ts";
import type { Operation, Point } from "../../../../../definitions/operations/index.ts";
import type { Language } from "../../../../../definitions/text.ts";
import type { EditorStore } from "../store/editor-store.ts";
import { geometryOf } from "../view/geometry.ts";

/** What every command works with. */
export interface Context {
  store: EditorStore;
  catalogue: Catalogue;
  language: Language;
  t: TFunction<"editor">;
  centre: () => Point;
  fit: () => void;
  fitBounds: (bounds: { x: number; y: number; width: number; height: number }) => void;
}

/** Where everything lies now. */
export const geometryNow = ({ store }: Context) => geometryOf(store.getState().definition, store.getState().fallback);

/** Why an edit was vetoed is told in words that are loaded with the first veto. */
async function tellVeto({ store, language, t }: Context, error: FlowrightError): Promise<void> {
  const { vetoText } = await import("./veto-text.ts");
  const message = vetoText(error, language);
  notifications.show({ message, color: "yellow", closeButtonProps: { "aria-label": t("close") } });
  store.getState().announce(message);
}

/** Applies an edit; when it is vetoed it says why and gives false. */
export function attempt(context: Context, operation: Operation, mergeKey?: string): boolean {
  try {
    context.store.getState().run(operation, mergeKey === undefined ? {} : { mergeKey });
    return true;
  } catch (error) {
    if (!(error instanceof FlowrightError)) throw error;
    void tellVeto(context, error);
    return false;
  }
}

/** Says why something was not done. Throws what is no refusal. */
export async function tellRefusal(context: Context, error: unknown): Promise<void> {
  if (!(error instanceof FlowrightError)) throw error;
  await tellVeto(context, error);
}
