import { Button, Group, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useOpenAfterMount } from "../../shared/open-after-mount.ts";

interface WorkFrameProps {
  title: string;
  testId: string;
  size?: number;
  onClose: () => void;
  /** Nothing left to do: only "Done" is offered. */
  action: { label: string; isBusy: boolean; disabled: boolean; danger?: boolean; onClick: () => void } | null;
  /** Back to what was before, in place of "Cancel". */
  onBack?: () => void;
  children: ReactNode;
}

/** A dialog of operators: what will happen, and one button that does it. */
export function WorkFrame({ title, testId, size, onClose, onBack, action, children }: WorkFrameProps) {
  const { t } = useTranslation("operate");
  const opened = useOpenAfterMount(true);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={size ?? 520}
      closeButtonProps={{ "aria-label": t("shared:close") }}
      data-testid={testId}
    >
      {children}
      <Group justify="flex-end" mt={20}>
        {action === null ? (
          <Button data-testid="work-close" onClick={onClose}>
            {t("done")}
          </Button>
        ) : (
          <>
            <Button variant="default" data-testid="work-back" onClick={onBack ?? onClose}>
              {t(onBack === undefined ? "cancel" : "back")}
            </Button>
            <Button
              data-testid="work-confirm"
              color={action.danger === true ? "red.9" : "indigo"}
              loading={action.isBusy}
              disabled={action.disabled}
              onClick={action.onClick}
            >
              {action.label}
            </Button>
          </>
        )}
      </Group>
    </Modal>
  );
}
