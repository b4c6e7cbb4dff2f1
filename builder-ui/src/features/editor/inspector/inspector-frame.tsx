import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ResizeBar, useStoredSize } from "../../../shared/resize-bar.tsx";
import classes from "./inspector.module.css";

const WIDTH = { first: 400, least: 320 };

/** The right side of the editor. Its width is changed by dragging its edge, or with the arrow keys on it, and remembered. */
export function InspectorFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation("editor");
  const [width, setWidth] = useStoredSize("inspector", WIDTH.first);
  const most = Math.max(WIDTH.least, Math.min(900, window.innerWidth - 480));
  const shown = Math.min(Math.max(width, WIDTH.least), most);
  return (
    <aside
      className={classes["inspector"]}
      style={{ width: shown }}
      aria-label={t("inspector.label")}
      data-testid="inspector"
    >
      <ResizeBar
        edge="left"
        label={t("inspector.resize")}
        testId="inspector-resize"
        size={shown}
        min={WIDTH.least}
        max={most}
        onSize={setWidth}
      />
      {children}
    </aside>
  );
}
