import { FocusTrap, Popover } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { focusNodeElement } from "../canvas/focus-node.ts";
import { useCommands } from "../commands/use-commands.ts";
import { useEditor, useEditorContext } from "../store/editor-context.ts";
import classes from "./palette.module.css";
import { StepList } from "./step-list.tsx";

/** The list that "+" opens, wherever the "+" was. */
export function AddStepPopover() {
  const { store } = useEditorContext();
  const { t } = useTranslation("editor");
  const adding = useEditor((state) => state.adding);
  const { addStep } = useCommands();
  const close = () => {
    store.getState().set({ adding: null });
    const [selected] = store.getState().selection;
    if (selected !== undefined) focusNodeElement(selected);
  };
  if (adding === null) return null;
  return (
    <Popover
      opened
      onDismiss={close}
      position="right"
      withArrow
      shadow="lg"
      width={300}
      trapFocus
      withinPortal
      returnFocus={false}
    >
      <Popover.Target>
        <div style={{ position: "fixed", left: adding.at.x, top: adding.at.y, width: 1, height: 1 }} />
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t("palette.add")} data-testid="add-step">
        <FocusTrap active>
          <div
            role="presentation"
            className={classes["popover"]}
            onKeyDown={(event) => {
              if (event.key !== "Escape") return;
              event.stopPropagation();
              close();
            }}
          >
            <StepList
              startsFocused
              withTriggers={false}
              testId="add"
              onChoose={(kind) => {
                store.getState().set({ adding: null });
                addStep(kind, adding.place, adding.position);
              }}
            />
          </div>
        </FocusTrap>
      </Popover.Dropdown>
    </Popover>
  );
}
