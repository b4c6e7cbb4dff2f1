import { Text } from "@mantine/core";
import { ModalsProvider, useModals } from "@mantine/modals";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useQuestions } from "../shared/confirm.ts";

/** Questions stand over drawers and dialogs (200), below messages (400). */
const OVER_DRAWERS = { zIndex: 300 };

/** Shows what `confirmAction` asks. */
export function QuestionDialog() {
  return (
    <ModalsProvider modalProps={OVER_DRAWERS}>
      <Asker />
    </ModalsProvider>
  );
}

function Asker() {
  const { t } = useTranslation();
  const modals = useModals();
  const next = useQuestions((state) => state.waiting[0]);
  useEffect(() => {
    // Taken from the list before it is shown: an effect that runs twice asks once.
    const { waiting } = useQuestions.getState();
    if (next === undefined || waiting[0] !== next) return;
    useQuestions.setState({ waiting: waiting.slice(1) });
    const { question, answer } = next;
    modals.openConfirmModal({
      title: question.title,
      children: <Text size="sm">{question.text}</Text>,
      labels: { confirm: question.action, cancel: t("cancel") },
      confirmProps: {
        color: question.danger === true ? "red.9" : "indigo",
        ...({ "data-testid": "confirm" } as object),
      },
      closeButtonProps: { "aria-label": t("close") },
      onConfirm: () => answer(true),
      onCancel: () => answer(false),
      onClose: () => answer(false),
    });
  }, [next, modals, t]);
  return null;
}
