import { notifications } from "@mantine/notifications";
import type { TFunction } from "i18next";
import type { Catalogue } from "../../../../../definitions/catalogue.ts";
import { FlowrightError } from "../../../../../definitions/errors.ts";
import { fillText } from "../../../../../definitions/error-texts/fill-text.ts";
import { OperationTexts } from "../../../../../definitions/error-texts/operations.ts";
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
}

/** Where everything lies now. */
export const geometryNow = ({ store }: Context) => geometryOf(store.getState().definition, store.getState().fallback);

/** The person's words for a vetoed edit. */
export function vetoText(error: FlowrightError, language: Language): string {
  const text = (OperationTexts as Record<string, { en: string; zh: string }>)[error.code];
  return text === undefined ? error.message : fillText(text[language], error.details ?? {});
}

/** Applies an edit; when it is vetoed it says why and gives false. */
export function attempt(context: Context, operation: Operation, mergeKey?: string): boolean {
  const { store, language } = context;
  try {
    store.getState().run(operation, mergeKey === undefined ? {} : { mergeKey });
    return true;
  } catch (error) {
    if (!(error instanceof FlowrightError)) throw error;
    const message = vetoText(error, language);
    notifications.show({ message, color: "yellow", closeButtonProps: { "aria-label": context.t("close") } });
    store.getState().announce(message);
    return false;
  }
}
