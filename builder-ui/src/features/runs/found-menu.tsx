import { Button, Menu } from "@mantine/core";
import { ChevronDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { RunStatus } from "../../../../definitions/run-status.ts";
import { appliesTo, BULK_OPERATIONS, type RunScope, type RunWork } from "../run-work/run-work.ts";
import { OPERATION_ICONS } from "./run-bulk-bar.tsx";

interface FoundMenuProps {
  filter: RunScope;
  onWork: (work: RunWork) => void;
}

/** Whether runs of the filter's status may be meant; without a status, all may. */
function mayApply(operation: Parameters<typeof appliesTo>[0], status: RunStatus | undefined): boolean {
  return status === undefined || appliesTo(operation, status);
}

/** What can be done with all runs that the filter finds, however many; the dialog counts them first. */
export function FoundMenu({ filter, onWork }: FoundMenuProps) {
  const { t } = useTranslation("runs");
  const { workflow, search } = filter;
  // A move takes a whole workflow: it does not know what was searched for.
  const movable = search === undefined ? workflow : undefined;
  const MigrateIcon = OPERATION_ICONS.migrate;
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <Button variant="default" rightSection={<ChevronDown size={14} aria-hidden />} data-testid="found-menu">
          {t("found.action")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("found.label")}</Menu.Label>
        {BULK_OPERATIONS.filter((operation) => mayApply(operation, filter.status)).map((operation) => {
          const Icon = OPERATION_ICONS[operation];
          return (
            <Menu.Item
              key={operation}
              leftSection={<Icon size={14} aria-hidden />}
              data-testid={`found-${operation}`}
              onClick={() => onWork({ kind: "bulk", operation, scope: filter })}
            >
              {t(`found.${operation}`)}
            </Menu.Item>
          );
        })}
        {mayApply("migrate", filter.status) ? (
          <Menu.Item
            leftSection={<MigrateIcon size={14} aria-hidden />}
            data-testid="found-migrate"
            disabled={movable === undefined}
            onClick={() => movable !== undefined && onWork({ kind: "migrate", workflows: [movable] })}
          >
            {t("found.migrate")}
            {movable === undefined ? (
              <small style={{ display: "block" }}>
                {t(search === undefined ? "found.needsWorkflow" : "found.needsNoSearch")}
              </small>
            ) : null}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
