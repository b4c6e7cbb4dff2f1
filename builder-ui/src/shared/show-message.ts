import { notifications } from "@mantine/notifications";
import { apiErrorOf } from "../api/api-error.ts";
import { i18n } from "../i18n/i18n.ts";
import { errorText } from "./error-text.ts";

/** Says that something worked. */
export function showSuccess(message: string): void {
  notifications.show({
    message,
    color: "green",
    closeButtonProps: { "aria-label": i18n.t("shared:close") },
  });
}

/** Says what was not done as asked, though nothing broke. */
export function showWarning(message: string): void {
  notifications.show({
    message,
    color: "yellow",
    autoClose: 10_000,
    closeButtonProps: { "aria-label": i18n.t("shared:close") },
  });
}

/** Says what went wrong, in the page's language, with the code in small print. */
export function showError(thrown: unknown): void {
  const error = apiErrorOf(thrown);
  void errorText(error).then((text) =>
    notifications.show({
      title: text,
      message: error.code,
      color: "red",
      autoClose: 10_000,
      closeButtonProps: { "aria-label": i18n.t("shared:close") },
    }),
  );
}
