import { Button, Group, Modal, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RouteResponse } from "../../../../definitions/api.ts";
import { useRouteMutation } from "../../api/hooks.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { showSuccess } from "../../shared/show-message.ts";

type Task = RouteResponse<"listTasks">["items"][number];

/** Completes a task with a comment. */
export function CompleteTaskDialog({ task, onClose }: { task: Task | null; onClose: () => void }) {
  const { t } = useTranslation("inbox");
  const [comment, setComment] = useState("");
  const complete = useRouteMutation("completeTask", {
    invalidates: ["listTasks"],
    showErrors: false,
    onSuccess: () => {
      showSuccess(t("done"));
      setComment("");
      onClose();
    },
  });
  const send = () => {
    if (task === null) return;
    complete.mutate({
      params: { id: task.id },
      body: comment.trim() === "" ? {} : { comment: comment.trim() },
    });
  };
  return (
    <Modal
      opened={task !== null}
      onClose={onClose}
      title={task?.title ?? ""}
      closeButtonProps={{ "aria-label": t("shared:close") }}
    >
      {complete.error === null ? null : <ErrorAlert error={complete.error} />}
      <Textarea
        label={t("comment")}
        autosize
        minRows={3}
        maxLength={4_000}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t("shared:cancel")}
        </Button>
        <Button loading={complete.isPending} onClick={send}>
          {t("complete")}
        </Button>
      </Group>
    </Modal>
  );
}
