import { Button, Group, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface DialogFrameProps {
  title: string;
  testId: string;
  onClose: () => void;
  action: { label: string; testId: string; isBusy: boolean; disabled: boolean; onClick: () => void };
  children: ReactNode;
}

/** A dialog of the editor with one thing to do. */
export function DialogFrame({ title, testId, onClose, action, children }: DialogFrameProps) {
  const { t } = useTranslation("editor");
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={520}
      closeButtonProps={{ "aria-label": t("close") }}
      data-testid={testId}
    >
      {children}
      <Group justify="flex-end" mt={16}>
        <Button variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button data-testid={action.testId} loading={action.isBusy} disabled={action.disabled} onClick={action.onClick}>
          {action.label}
        </Button>
      </Group>
    </Modal>
  );
}
