import { useTranslation } from "react-i18next";
import { useCanvasActions } from "./canvas-actions.ts";
import classes from "./step-node.module.css";

/** The name of a card or group, typed in place: Enter or leaving takes it, Escape does not. */
export function RenameField({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation("editor");
  const actions = useCanvasActions();
  return (
    <input
      className={`${classes["rename"]} nodrag nopan`}
      data-testid="rename-field"
      aria-label={t("canvas.rename", { name })}
      defaultValue={name}
      maxLength={200}
      // The person has just asked to type here.
      ref={(field) => {
        if (field !== null && document.activeElement !== field) {
          field.focus({ preventScroll: true });
          field.select();
        }
      }}
      onBlur={(event) => actions?.rename(id, event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter" && !event.nativeEvent.isComposing) event.currentTarget.blur();
        if (event.key === "Escape") actions?.rename(id, null);
      }}
    />
  );
}
