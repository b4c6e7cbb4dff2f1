import { Button } from "@mantine/core";
import { Send } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Workflow } from "../../../../definitions/api.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { recordObjectOfTrigger } from "../editor/dialogs/run-input.ts";
import { useEditor, useEditorContext } from "../editor/store/editor-context.ts";
import { triggerToTry } from "./coach-steps.ts";
import { sendTest } from "./send-test.ts";

/** Starts the published workflow with a test record and goes to its run. */
export function SendPart({ workflow }: { workflow: Workflow }) {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation("coach");
  const { text } = useLanguage();
  const navigate = useNavigate();
  const trigger = useEditor((state) => triggerToTry(state.definition.triggers));
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [isSilent, setSilent] = useState(false);
  if (trigger === undefined) return null;
  const object = catalogue.objects.find(({ name }) => name === recordObjectOfTrigger(trigger));
  const send = async () => {
    setBusy(true);
    setError(null);
    setSilent(false);
    try {
      const run = await sendTest(workflow.key, trigger, catalogue, t("send.name"));
      if (run === null) setSilent(true);
      else await navigate(`/runs/${run}`);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <p>{object === undefined ? t("send.text") : t("send.textRecord", { object: text(object.title) })}</p>
      {error === null ? null : <ErrorAlert error={error} />}
      {isSilent ? <p role="alert">{t("send.silent")}</p> : null}
      <Button
        size="xs"
        leftSection={<Send size={14} aria-hidden />}
        loading={isBusy}
        data-testid="coach-send"
        onClick={() => void send()}
      >
        {object === undefined
          ? t("send.action")
          : object.name === "lead"
            ? t("send.actionLead")
            : t("send.actionRecord", { object: text(object.title) })}
      </Button>
    </>
  );
}
