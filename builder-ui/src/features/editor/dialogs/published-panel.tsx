import { Button, Group, Text } from "@mantine/core";
import { ArrowRightLeft, CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../../app/me.ts";

interface PublishedPanelProps {
  version: number;
  /** Runs that were under way when it was published: they stay on their version. */
  openRuns: number;
  onMove: () => void;
  onClose: () => void;
}

/** After a publish: it is live, and the runs under way can be moved to it. */
export function PublishedPanel({ version, openRuns, onMove, onClose }: PublishedPanelProps) {
  const { t } = useTranslation("editor");
  const mayOperate = useMay("run:operate");
  return (
    <div data-testid="published">
      <Group gap={8} mb={8} wrap="nowrap">
        <CircleCheck size={18} color="var(--fr-green)" aria-hidden />
        <Text fw={600}>{t("publish.done", { version })}</Text>
      </Group>
      <Text size="sm">{t("publish.stillOpen", { count: openRuns })}</Text>
      <Group justify="flex-end" mt={16}>
        <Button variant="default" onClick={onClose}>
          {t("publish.leaveThem")}
        </Button>
        {mayOperate ? (
          <Button
            leftSection={<ArrowRightLeft size={15} aria-hidden />}
            data-autofocus
            data-testid="publish-move"
            onClick={onMove}
          >
            {t("publish.moveThem", { version })}
          </Button>
        ) : null}
      </Group>
    </div>
  );
}
