import { ActionIcon, Autocomplete, Button, Group, Select } from "@mantine/core";
import { CalendarClock, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { WorkflowNode } from "../../../../definitions/nodes/index.ts";
import type { Happening } from "../../../../definitions/workflow-test.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { DurationField } from "../editor/fields/duration-field.tsx";
import { useEditor, useEditorContext } from "../editor/store/editor-context.ts";
import { titleOf } from "../editor/view/canvas-graph.ts";
import classes from "./test-panel.module.css";
import type { TestStart } from "./test-start.ts";

interface HappeningListProps {
  start: TestStart;
  onChange: (events: Happening[]) => void;
}
type TaskNode = Extract<WorkflowNode, { type: "approval" | "human-task" }>;

/** What happens while the workflow waits: business events, and answers of people, each so long after the start. */
export function HappeningList({ start, onChange }: HappeningListProps) {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation("test");
  const nodes = useEditor((state) => state.definition.nodes);
  const tasks = nodes.filter((node): node is TaskNode => node.type === "approval" || node.type === "human-task");
  const waits = nodes.flatMap((node) => (node.type === "wait-for-event" ? [node.event] : []));
  if (tasks.length + waits.length === 0 && start.events.length === 0) return null;
  const recordId = start.record?.["id"];
  const [task] = tasks;
  const put = (place: number, event: Happening) =>
    onChange(start.events.map((one, index) => (index === place ? event : one)));
  return (
    <section className={classes["part"]}>
      <h3>{t("happen.title")}</h3>
      <ul className={classes["answers"]} data-testid="happenings">
        {start.events.map((event, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a happening has no id, and its fields are being typed
          <li key={index}>
            <HappeningRow event={event} tasks={tasks} waits={waits} onChange={(next) => put(index, next)} />
            <ActionIcon
              size="sm"
              aria-label={t("happen.remove")}
              onClick={() => onChange(start.events.filter((_, place) => place !== index))}
            >
              <Trash2 size={14} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <Group gap={6}>
        {waits.length === 0 ? null : (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<CalendarClock size={13} aria-hidden />}
            data-testid="add-event"
            onClick={() =>
              onChange([
                ...start.events,
                {
                  after: "PT1H",
                  name: waits[0] ?? "",
                  payload: {},
                  ...(typeof recordId === "string" ? { correlate: recordId } : {}),
                },
              ])
            }
          >
            {t("happen.addEvent")}
          </Button>
        )}
        {task === undefined ? null : (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<CalendarClock size={13} aria-hidden />}
            data-testid="add-answer"
            onClick={() => {
              const by = catalogue.users[0]?.id ?? "somebody";
              const outcome = outcomesOf(task)[0] ?? "";
              onChange([...start.events, { after: "PT1H", task: task.id, by, outcome }]);
            }}
          >
            {t("happen.addAnswer")}
          </Button>
        )}
      </Group>
    </section>
  );
}

/** What somebody may answer to a task. */
function outcomesOf(node: TaskNode): string[] {
  return node.type === "approval" ? ["approved", "rejected"] : node.outcomes.map(({ id }) => id);
}

interface HappeningRowProps {
  event: Happening;
  tasks: readonly TaskNode[];
  waits: readonly string[];
  onChange: (event: Happening) => void;
}

function HappeningRow({ event, tasks, waits, onChange }: HappeningRowProps) {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation(["test", "editor"]);
  const { language } = useLanguage();
  const node = "task" in event ? tasks.find(({ id }) => id === event.task) : undefined;
  return (
    <div className={classes["happening"]}>
      <DurationField
        label={t("happen.after")}
        testId="happen-after"
        value={event.after}
        onChange={(after) => typeof after === "string" && onChange({ ...event, after })}
      />
      {"name" in event ? (
        <Autocomplete
          size="sm"
          label={t("happen.event")}
          data={[...new Set(waits)]}
          value={event.name}
          onChange={(name) => onChange({ ...event, name })}
        />
      ) : null}
      {"operator" in event ? <span>{t(`happen.${event.operator}`)}</span> : null}
      {"task" in event ? (
        <>
          <Select
            size="sm"
            label={t("happen.task")}
            allowDeselect={false}
            data={tasks.map((one) => ({
              value: one.id,
              label: titleOf(one, catalogue, language, (key) => t(`editor:${key}` as never)),
            }))}
            value={event.task}
            onChange={(task) => {
              const found = tasks.find(({ id }) => id === task);
              if (found !== undefined) onChange({ ...event, task: found.id, outcome: outcomesOf(found)[0] ?? "" });
            }}
          />
          <Select
            size="sm"
            label={t("happen.by")}
            allowDeselect={false}
            searchable
            data={catalogue.users.map(({ id, name }) => ({ value: id, label: name }))}
            value={event.by}
            onChange={(by) => by !== null && onChange({ ...event, by })}
          />
          <Select
            size="sm"
            label={t("happen.outcome")}
            allowDeselect={false}
            data={(node === undefined ? [event.outcome] : outcomesOf(node)).map((outcome) => ({
              value: outcome,
              label: outcome === "approved" || outcome === "rejected" ? t(`editor:port.${outcome}`) : outcome,
            }))}
            value={event.outcome}
            onChange={(outcome) => outcome !== null && onChange({ ...event, outcome })}
          />
        </>
      ) : null}
    </div>
  );
}
