import { Chip, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { RunSummary } from "../../../../definitions/run.ts";
import { causesOf } from "./causes-of.ts";

interface IncidentCausesProps {
  runs: readonly RunSummary[];
  /** Keeps the room of the row, so that the list below does not move when it comes. */
  loading: boolean;
  selected: ReadonlySet<string>;
  onSelect: (ids: Set<string>) => void;
}

/** What stopped the runs of the list, by error: a cause chooses all of its runs, to be worked on together. */
export function IncidentCauses({ runs, loading, selected, onSelect }: IncidentCausesProps) {
  const { t } = useTranslation("runs");
  const causes = causesOf(runs);
  if (causes.length === 0 && !loading) return null;
  return (
    <Group gap={8} mb={12} mih={24} data-testid="incident-causes">
      <Text size="sm" c="dimmed">
        {t("causes")}
      </Text>
      {causes.map(({ code, ids }) => {
        const isChosen = ids.every((id) => selected.has(id));
        return (
          <Chip
            key={code}
            size="xs"
            checked={isChosen}
            wrapperProps={{ "data-testid": `cause-${code}` }}
            onChange={() => {
              const next = new Set(selected);
              for (const id of ids) {
                if (isChosen) next.delete(id);
                else next.add(id);
              }
              onSelect(next);
            }}
          >
            {t("cause", { code, count: ids.length })}
          </Chip>
        );
      })}
    </Group>
  );
}
