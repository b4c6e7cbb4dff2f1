import { Button } from "@mantine/core";
import { Trash2 } from "lucide-react";

/** Removes what is chosen. */
export function RemoveButton({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <Button
      size="xs"
      variant="default"
      c="var(--fr-red)"
      leftSection={<Trash2 size={13} aria-hidden />}
      data-testid="inspector-delete"
      onClick={onRemove}
    >
      {label}
    </Button>
  );
}
