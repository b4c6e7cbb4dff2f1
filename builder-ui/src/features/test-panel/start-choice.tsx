import { ActionIcon, Button, Group, Popover, Select, TextInput, Tooltip } from "@mantine/core";
import { Save, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../../api/client.ts";
import { useRoute, useRouteMutation } from "../../api/hooks.ts";
import { useMay } from "../../app/me.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { makeKey } from "../../shared/make-key.ts";
import { showError, showSuccess } from "../../shared/show-message.ts";
import { instantText } from "../../shared/time-text.ts";
import { useEditor, useEditorContext } from "../editor/store/editor-context.ts";
import { titleOf } from "../editor/view/canvas-graph.ts";
import { stepsOutside } from "./assumed-answers.ts";
import type { TestDeskStore } from "./test-desk.ts";
import classes from "./test-panel.module.css";
import { isSample, madeStart, sampleOfStart, startOfRun, startOfTest, type TestStart } from "./test-start.ts";

const RECENT_RUNS = 12;

/** What a simulation starts from: something made up, a sample or test that is kept, or what started a real run. */
export function StartChoice({ desk, start }: { desk: TestDeskStore; start: TestStart }) {
  const { store, catalogue, workflowKey } = useEditorContext();
  const { t } = useTranslation(["test", "editor"]);
  const { language } = useLanguage();
  const mayRead = useMay("run:read");
  const triggers = useEditor((state) => state.definition.triggers);
  const stored = useRoute("listWorkflowTests", { params: { key: workflowKey } }).data?.items ?? [];
  const recent = useRoute("listRuns", { query: { workflow: workflowKey, limit: RECENT_RUNS } }, { enabled: mayRead });
  const runs = recent.data?.items ?? [];
  const [now] = useState(() => new Date().toISOString());
  const titleWord = (key: string) => t(`editor:${key}` as never);
  const samples = stored.filter(({ test }) => isSample(test));
  const tests = stored.filter(({ test }) => !isSample(test));
  const asItem = ({ id, test }: (typeof stored)[number]) => ({ value: `test:${id}`, label: test.name });
  const groups = [
    {
      group: t("from.made"),
      items: triggers.map((trigger) => ({
        value: `made:${trigger.id}`,
        label: titleOf(trigger, catalogue, language, titleWord),
      })),
    },
    { group: t("from.samples"), items: samples.map(asItem) },
    { group: t("from.tests"), items: tests.map(asItem) },
    {
      group: t("from.runs"),
      items: runs.map((run) => ({
        value: `run:${run.id}`,
        label: `${run.record?.name ?? run.record?.id ?? run.id} · ${instantText(run.startedAt ?? run.createdAt, now, language)}`,
      })),
    },
  ].filter(({ items }) => items.length > 0);
  const choose = async (value: string) => {
    const [kind, ...rest] = value.split(":");
    const id = rest.join(":");
    const { definition } = store.getState();
    const trigger = definition.triggers.find((candidate) => candidate.id === id);
    if (kind === "made" && trigger !== undefined) desk.setState({ start: madeStart(trigger, catalogue) });
    const test = stored.find((candidate) => candidate.id === id);
    if (kind === "test" && test !== undefined)
      desk.setState({ start: startOfTest(id, test.test, definition.triggers[0]?.id ?? "") });
    if (kind === "run") {
      const run = await call("getRun", { params: { id } });
      desk.setState({ start: startOfRun(run, stepsOutside(definition, catalogue)) });
    }
    desk.setState({ tried: null, whole: null, error: null });
  };
  const shown = start.from === "made" ? `made:${start.trigger}` : start.from;
  return (
    <div className={classes["choice"]}>
      <Select
        size="xs"
        label={t("startFrom")}
        allowDeselect={false}
        searchable
        nothingFoundMessage={t("from.none")}
        data={groups}
        value={shown}
        data-testid="start-from"
        maxDropdownHeight={300}
        onChange={(value) => {
          if (value !== null) void choose(value).catch(showError);
        }}
      />
      <KeepSample start={start} desk={desk} />
    </div>
  );
}

/** Keeps the start with its answers beside the workflow, or takes a kept one away. */
function KeepSample({ start, desk }: { start: TestStart; desk: TestDeskStore }) {
  const { workflowKey } = useEditorContext();
  const { t } = useTranslation("test");
  const mayWrite = useMay("workflow:write");
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState("");
  const save = useRouteMutation("saveWorkflowTest", {
    invalidates: ["listWorkflowTests"],
    onSuccess: ({ id }) => {
      desk.setState({ start: { ...start, from: `test:${id}` } });
      showSuccess(t("sampleSaved"));
      setOpen(false);
      setName("");
    },
  });
  const remove = useRouteMutation("deleteWorkflowTest", {
    invalidates: ["listWorkflowTests"],
    onSuccess: () => desk.setState({ start: { ...start, from: "made" } }),
  });
  if (!mayWrite) return null;
  const id = start.from.startsWith("test:sample-") ? start.from.slice("test:".length) : null;
  return (
    <Group gap={2} wrap="nowrap">
      <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus withinPortal>
        <Popover.Target>
          <Tooltip label={t("keepSample")}>
            <ActionIcon aria-label={t("keepSample")} data-testid="keep-sample" onClick={() => setOpen(!isOpen)}>
              <Save size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Popover.Target>
        <Popover.Dropdown>
          <form
            className={classes["inline"]}
            onSubmit={(event) => {
              event.preventDefault();
              const key = makeKey(name) || String(Date.now());
              save.mutate({
                params: { key: workflowKey, id: `sample-${key}` },
                body: sampleOfStart(name.trim(), start),
              });
            }}
          >
            <TextInput
              size="xs"
              label={t("sampleName")}
              value={name}
              maxLength={200}
              data-autofocus
              data-testid="sample-name"
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button
              size="xs"
              type="submit"
              disabled={name.trim() === ""}
              loading={save.isPending}
              data-testid="sample-save"
            >
              {t("keep")}
            </Button>
          </form>
        </Popover.Dropdown>
      </Popover>
      {id === null ? null : (
        <Tooltip label={t("forgetSample")}>
          <ActionIcon
            aria-label={t("forgetSample")}
            onClick={() => remove.mutate({ params: { key: workflowKey, id } })}
          >
            <Trash2 size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  );
}
