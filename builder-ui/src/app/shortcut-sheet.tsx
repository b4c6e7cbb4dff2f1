import { Kbd, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useOpenAfterMount } from "../shared/open-after-mount.ts";
import classes from "./shortcut-sheet.module.css";

/** Keys as people see them; the words are `shell:shortcuts.keys.<id>`. */
const GROUPS = [
  {
    id: "everywhere",
    keys: [
      ["help", "?"],
      ["search", "Ctrl K"],
      ["listSearch", "/"],
      ["close", "Esc"],
    ],
  },
  {
    id: "canvas",
    keys: [
      ["palette", "/"],
      ["addAfter", "+"],
      ["connect", "C"],
      ["inspect", "Enter"],
      ["rename", "F2"],
      ["remove", "Del"],
      ["duplicate", "Ctrl D"],
      ["disable", "X"],
      ["undo", "Ctrl Z"],
      ["redo", "Ctrl ⇧ Z"],
      ["copyPaste", "Ctrl C X V"],
      ["selectAll", "Ctrl A"],
      ["group", "Ctrl G"],
      ["detach", "⇧ D"],
      ["menu", "⇧ F10"],
      ["find", "Ctrl F"],
      ["tidy", "⇧ L"],
      ["fit", "⇧ 1"],
      ["zoomSelection", "⇧ 2"],
      ["steps", "[ ]"],
      ["outline", "O"],
      ["test", "T"],
      ["save", "Ctrl S"],
      ["publish", "Ctrl ⇧ Enter"],
    ],
  },
  {
    id: "tables",
    keys: [
      ["editCell", "F2"],
      ["chooseValue", "Alt Enter"],
      ["extend", "⇧ ↑ ↓ ← →"],
      ["fill", "Ctrl D R"],
      ["moveRow", "Alt ↑ ↓"],
      ["moveColumn", "Alt ← →"],
      ["insertRow", "Ctrl Enter"],
      ["removeRows", "Ctrl Del"],
      ["rowMenu", "⇧ F10"],
    ],
  },
] as const;
const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);

interface ShortcutSheetProps {
  opened: boolean;
  onClose: () => void;
}

/** The list of keys, on `?`. */
export function ShortcutSheet({ opened, onClose }: ShortcutSheetProps) {
  const { t } = useTranslation("shell");
  const isOpen = useOpenAfterMount(opened);
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t("shortcuts.title")}
      size="lg"
      closeButtonProps={{ "aria-label": t("shared:close") }}
    >
      <div className={classes["groups"]}>
        {GROUPS.map((group) => (
          <section key={group.id}>
            <h3 className={classes["heading"]}>{t(`shortcuts.groups.${group.id}`)}</h3>
            <dl className={classes["keys"]}>
              {group.keys.map(([id, key]) => (
                <div key={id} className={classes["row"]}>
                  <dt>{t(`shortcuts.keys.${id}`)}</dt>
                  <dd>
                    <Kbd size="xs">{IS_APPLE ? key.replace("Ctrl", "⌘") : key}</Kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
