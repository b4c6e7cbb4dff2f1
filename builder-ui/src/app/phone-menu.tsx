import { Drawer } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useOpenAfterMount } from "../shared/open-after-mount.ts";
import { Rail } from "./rail.tsx";

interface PhoneMenuProps {
  opened: boolean;
  onClose: () => void;
  onShortcuts: () => void;
}

/** The rail as a drawer, on phones. */
export function PhoneMenu({ opened, onClose, onShortcuts }: PhoneMenuProps) {
  const { t } = useTranslation("shell");
  const isOpen = useOpenAfterMount(opened);
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      size={260}
      padding={0}
      withCloseButton={false}
      attributes={{ content: { "aria-label": t("menu") } }}
    >
      <Rail collapsed={false} onToggle={onClose} onNavigate={onClose} onShortcuts={onShortcuts} />
    </Drawer>
  );
}
