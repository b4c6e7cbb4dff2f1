import { Select, Text } from "@mantine/core";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Workflow } from "../../../../../definitions/api.ts";
import type { Json, JsonObject } from "../../../../../definitions/json.ts";
import { call } from "../../../api/client.ts";
import { useRoute } from "../../../api/hooks.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { ErrorAlert } from "../../../shared/error-alert.tsx";
import { FieldFrame } from "../fields/field-frame.tsx";
import { JsonControl } from "../fields/json-control.tsx";
import { useEditor, useEditorContext } from "../store/editor-context.ts";
import { titleOf } from "../view/canvas-graph.ts";
import { DialogFrame } from "./dialog-frame.tsx";
import { recordObjectOfTrigger, sampleInput } from "./run-input.ts";
import { useAttempt } from "./use-attempt.ts";

/** Starts the published version by hand: which trigger, with which record or input; then shows the run. */
export function RunDialog({ workflow, onClose }: { workflow: Workflow; onClose: () => void }) {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const { language } = useLanguage();
  const navigate = useNavigate();
  const inputId = useId();
  const triggers = useEditor((state) => state.definition.triggers);
  const [triggerId, setTriggerId] = useState<string | null>(
    (triggers.find((trigger) => trigger.type === "manual") ?? triggers[0])?.id ?? null,
  );
  const trigger = triggers.find((candidate) => candidate.id === triggerId);
  const [input, setInput] = useState<Json>(() => (trigger === undefined ? {} : sampleInput(trigger, catalogue)));
  const [record, setRecord] = useState<string | null>(null);
  const { isBusy, error, attempt } = useAttempt();
  const object = trigger === undefined ? undefined : recordObjectOfTrigger(trigger);
  const start = async () => {
    const { runId } = await call("startRun", {
      params: { key: workflow.key },
      body: {
        ...(triggerId === null ? {} : { triggerId }),
        ...(object !== undefined && record !== null
          ? { record: { object, id: record } }
          : { payload: input as JsonObject }),
      },
    });
    onClose();
    await navigate(`/runs/${runId}`);
  };
  return (
    <DialogFrame
      title={t("run.title")}
      testId="run-dialog"
      onClose={onClose}
      action={{
        label: t("run.start"),
        testId: "run-start",
        isBusy,
        disabled: triggerId === null || (object !== undefined && record === null),
        onClick: () => attempt(start),
      }}
    >
      {workflow.hasDraftChanges ? (
        <Text size="sm" c="var(--fr-amber)" mb={12}>
          {t("run.publishedOnly", { version: workflow.publishedVersion })}
        </Text>
      ) : null}
      <Select
        mb={12}
        label={t("run.trigger")}
        data-testid="run-trigger"
        allowDeselect={false}
        data={triggers.map((candidate) => ({
          value: candidate.id,
          label: titleOf(candidate, catalogue, language, (key) => t(key as never)),
        }))}
        value={triggerId}
        onChange={(id) => {
          setTriggerId(id);
          const next = triggers.find((candidate) => candidate.id === id);
          if (next !== undefined) setInput(sampleInput(next, catalogue));
        }}
      />
      {object === undefined ? (
        <FieldFrame id={inputId} label={t("run.input")} help={t("run.inputHelp")}>
          <JsonControl
            id={inputId}
            testId="run-input"
            value={input}
            onChange={(value) => setInput(value ?? {})}
            key={triggerId}
          />
        </FieldFrame>
      ) : (
        <RecordChoice object={object} value={record} onChange={setRecord} />
      )}
      {error === null ? null : <ErrorAlert error={error} />}
    </DialogFrame>
  );
}

/** A record, found by typing. */
function RecordChoice({
  object,
  value,
  onChange,
}: {
  object: string;
  value: string | null;
  onChange: (id: string | null) => void;
}) {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const { text } = useLanguage();
  const [search, setSearch] = useState("");
  const description = catalogue.objects.find((candidate) => candidate.name === object);
  const records = useRoute("listRecords", {
    params: { object },
    query: { limit: 20, ...(search === "" ? {} : { search }) },
  });
  const nameField = description?.nameField ?? "name";
  return (
    <Select
      label={text(description?.title) || object}
      data-testid="run-record"
      searchable
      placeholder={t("run.pickRecord")}
      nothingFoundMessage={t("run.noRecord")}
      filter={({ options }) => options}
      data={(records.data?.items ?? []).map((record) => ({ value: record.id, label: recordLabel(record, nameField) }))}
      value={value}
      onSearchChange={setSearch}
      onChange={onChange}
    />
  );
}

/** A record in a list: its name and, where it has one, its e-mail. */
function recordLabel(record: Record<string, unknown> & { id: string }, nameField: string): string {
  const parts = [record[nameField], record["email"]].filter((part) => typeof part === "string" && part !== "");
  return parts.length === 0 ? record.id : parts.join(" · ");
}
