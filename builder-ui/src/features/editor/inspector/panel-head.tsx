import { ActionIcon } from "@mantine/core";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./inspector.module.css";

interface PanelHeadProps {
  icon?: ReactNode;
  /** What the panel is about, as a name or a field for it. */
  title: ReactNode;
  /** A quiet line under the title. */
  meta?: ReactNode;
  onClose: () => void;
}

/** The head of the inspector: what is chosen, and the way out. */
export function PanelHead({ icon, title, meta, onClose }: PanelHeadProps) {
  const { t } = useTranslation("editor");
  return (
    <div className={classes["head"]}>
      {icon}
      <div className={classes["headWords"]}>
        {title}
        {meta === undefined ? null : <div className={classes["meta"]}>{meta}</div>}
      </div>
      <ActionIcon aria-label={t("close")} data-testid="inspector-close" onClick={onClose}>
        <X size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}
