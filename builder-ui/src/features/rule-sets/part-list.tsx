import { ActionIcon, Button, Stack, Text, Title } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./decisions.module.css";

interface PartListProps<T> {
  title: string;
  /** Beside the title. */
  beside?: ReactNode;
  help?: string;
  parts: readonly T[];
  /** Default: the place in the list, for parts whose name is typed in the list itself. */
  keyOf?: (part: T) => string;
  /** `fields`: one line of fields; `card`: a frame of its own. */
  look: "fields" | "card";
  addLabel: string;
  addTestId?: string;
  onAdd: () => void;
  children: (part: T, index: number) => ReactNode;
}

/** A titled list of parts of a resource, with a button that adds one. */
export function PartList<T>(props: PartListProps<T>) {
  const { title, beside, help, parts, keyOf, look, addLabel, addTestId, onAdd, children } = props;
  const heading = (
    <Title order={2} size="h4">
      {title}
    </Title>
  );
  return (
    <Stack gap="xs">
      {beside === undefined ? (
        heading
      ) : (
        <div className={classes["head"]}>
          {heading}
          {beside}
        </div>
      )}
      {help === undefined ? null : (
        <Text size="sm" c="dimmed">
          {help}
        </Text>
      )}
      <ol className={classes["list"]}>
        {parts.map((part, index) => (
          <li key={keyOf?.(part) ?? index} className={classes[look]}>
            {children(part, index)}
          </li>
        ))}
      </ol>
      <div>
        <Button
          variant="default"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={onAdd}
          {...(addTestId === undefined ? {} : { "data-testid": addTestId })}
        >
          {addLabel}
        </Button>
      </div>
    </Stack>
  );
}

/** Removes a part that has one line of fields. */
export function RemovePart({ name, onRemove }: { name: string; onRemove: () => void }) {
  const { t } = useTranslation("decisions");
  return (
    <ActionIcon aria-label={t("remove", { name })} onClick={onRemove}>
      <Trash2 size={15} aria-hidden />
    </ActionIcon>
  );
}
