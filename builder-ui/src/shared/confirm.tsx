import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { i18n } from "../i18n/i18n.ts";

interface Question {
  title: string;
  text: string;
  /** The verb of the button. */
  action: string;
  danger?: boolean;
}

/** Asks before something that cannot be taken back. Gives true when the person agreed. */
export function confirmAction({ title, text, action, danger }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    modals.openConfirmModal({
      title,
      children: <Text size="sm">{text}</Text>,
      labels: { confirm: action, cancel: i18n.t("shared:cancel") },
      confirmProps: { color: danger === true ? "red.9" : "indigo", ...({ "data-testid": "confirm" } as object) },
      closeButtonProps: { "aria-label": i18n.t("shared:close") },
      onConfirm: () => resolve(true),
      onCancel: () => resolve(false),
      onClose: () => resolve(false),
    });
  });
}
