import { ActionIcon, Group } from "@mantine/core";
import { ArrowUp, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";

interface CardToolsProps {
  name: string;
  /** Absent for the first. */
  onUp?: (() => void) | undefined;
  onRemove: () => void;
}

/** Move up and remove, of one part of a list. */
export function CardTools({ name, onUp, onRemove }: CardToolsProps) {
  const { t } = useTranslation("decisions");
  return (
    <Group gap={2} wrap="nowrap">
      <ActionIcon aria-label={t("moveUp", { name })} disabled={onUp === undefined} onClick={onUp}>
        <ArrowUp size={15} aria-hidden />
      </ActionIcon>
      <ActionIcon aria-label={t("remove", { name })} onClick={onRemove}>
        <Trash2 size={15} aria-hidden />
      </ActionIcon>
    </Group>
  );
}

/** The list with this one a place higher. */
export function moveUp<T>(list: readonly T[], index: number): T[] {
  const entry = list[index];
  return entry === undefined || index === 0 ? [...list] : list.toSpliced(index, 1).toSpliced(index - 1, 0, entry);
}
