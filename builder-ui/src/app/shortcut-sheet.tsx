import { Kbd, Modal } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
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
] as const;
const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);

interface ShortcutSheetProps {
  opened: boolean;
  onOpen: () => void;
  onClose: () => void;
}

/** The list of keys, on `?`. Never while typing in a field. */
export function ShortcutSheet({ opened, onOpen, onClose }: ShortcutSheetProps) {
  const { t } = useTranslation("shell");
  useHotkeys([
    ["shift+?", onOpen],
    ["?", onOpen],
    ["/", () => document.querySelector<HTMLInputElement>("input[data-list-search]")?.focus()],
  ]);
  return (
    <Modal
      opened={opened}
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
