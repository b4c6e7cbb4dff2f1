import { Modal, Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useRoute } from "../../api/hooks.ts";
import { useMe } from "../../app/me.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { CompleteTaskDialog } from "./complete-task-dialog.tsx";

/** The task of an address, as a mail links to it: to be answered, or a word that it is over. */
export function NamedTask({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("inbox");
  const me = useMe().user;
  const { data: task, error, refetch } = useRoute("getTask", { params: { id } });
  const isOpen = task?.status === "open" && !task.answers.some(({ by }) => by === me.id);
  if (task !== undefined && isOpen) return <CompleteTaskDialog task={task} onClose={onClose} />;
  const title = task === undefined ? t("tasks") : t("over.title");
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("shared:close") }}>
      {error === null ? null : <ErrorAlert error={error} onRetry={() => void refetch()} />}
      {task === undefined ? (
        error === null ? (
          <Skeleton height={80} />
        ) : null
      ) : (
        <>
          <strong>{task.title}</strong>
          <p>{t("over.text")}</p>
        </>
      )}
    </Modal>
  );
}
