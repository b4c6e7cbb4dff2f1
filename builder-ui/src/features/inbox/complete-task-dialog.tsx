import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RouteResponse } from "../../../../definitions/api.ts";
import { useRouteMutation } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { readSchemaFields, readSettings, startValues } from "../../shared/schema-fields.ts";
import { SchemaInputs } from "../../shared/schema-inputs.tsx";
import { showSuccess } from "../../shared/show-message.ts";
import { useOutcomeWord } from "./outcome-word.ts";

type Task = RouteResponse<"listTasks">["items"][number];

/** Answers a task: its form, a comment, and a button for each outcome. Made anew for each task (`key`). */
export function CompleteTaskDialog({ task, onClose }: { task: Task; onClose: () => void }) {
  const { t } = useTranslation("inbox");
  const { language } = useLanguage();
  const outcomeWord = useOutcomeWord();
  const fields = readSchemaFields(task.form ?? {}, language);
  const [values, setValues] = useState(() => startValues(fields, {}));
  const [problems, setProblems] = useState<Record<string, string | undefined>>({});
  const [comment, setComment] = useState("");
  const complete = useRouteMutation("completeTask", {
    invalidates: ["listTasks"],
    showErrors: false,
    onSuccess: () => {
      showSuccess(t(task.kind === "task" ? "done" : "sent"));
      onClose();
    },
  });
  const send = (outcome: string | undefined) => {
    const needsForm = task.form !== null && !(task.kind === "approval" && outcome === "rejected");
    const read = readSettings(fields, values, {});
    setProblems(needsForm ? read.problems : {});
    if (needsForm && Object.keys(read.problems).length > 0) return;
    complete.mutate({
      params: { id: task.id },
      body: {
        ...(outcome === undefined ? {} : { outcome }),
        ...(comment.trim() === "" ? {} : { comment: comment.trim() }),
        ...(needsForm ? { form: read.settings } : {}),
      },
    });
  };
  return (
    <Modal opened onClose={onClose} title={task.title} closeButtonProps={{ "aria-label": t("shared:close") }}>
      {complete.error === null ? null : <ErrorAlert error={complete.error} />}
      <Stack gap={12}>
        <SchemaInputs fields={fields} values={values} problems={problems} secretsSet={{}} onChange={setValues} />
        <Textarea
          label={t("comment")}
          autosize
          minRows={3}
          maxLength={4_000}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
      </Stack>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t("shared:cancel")}
        </Button>
        {task.outcomes.length === 0 ? (
          <Button loading={complete.isPending} onClick={() => send(undefined)}>
            {t("complete")}
          </Button>
        ) : (
          task.outcomes.map((outcome, index) => (
            <Button
              key={outcome.id}
              variant={index === 0 ? "filled" : "default"}
              data-testid={`outcome-${outcome.id}`}
              disabled={complete.isPending}
              onClick={() => send(outcome.id)}
            >
              {outcomeWord(task, outcome.id)}
            </Button>
          ))
        )}
      </Group>
    </Modal>
  );
}
