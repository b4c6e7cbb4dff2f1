import { Button, Group } from "@mantine/core";
import { RotateCw, SkipForward, X } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json, JsonObject } from "../../../../definitions/json.ts";
import type { IncidentResolution, RunDetail, Step } from "../../../../definitions/run.ts";
import { useRouteMutation } from "../../api/hooks.ts";
import { confirmAction } from "../../shared/confirm.ts";
import { showSuccess } from "../../shared/show-message.ts";
import { FieldFrame } from "../editor/fields/field-frame.tsx";
import { JsonControl } from "../editor/fields/json-control.tsx";
import classes from "./run-page.module.css";

/** An operator's answer to a step that ran out of retries: try again (as it is or with other input), skip, or fail. */
export function IncidentPanel({ run, step }: { run: RunDetail; step: Step }) {
  const { t } = useTranslation("run");
  const [isEditing, setEditing] = useState(false);
  const [input, setInput] = useState<Json>(step.input ?? {});
  const inputId = useId();
  const resolve = useRouteMutation("resolveIncident", {
    invalidates: ["getRun", "listRuns"],
    onSuccess: () => showSuccess(t("incident.done")),
  });
  const send = (body: IncidentResolution) => resolve.mutate({ params: { id: run.id, stepId: step.stepId }, body });
  const ask = async (action: "skip" | "fail") => {
    const isSure = await confirmAction({
      title: t(`incident.${action}Title`),
      text: t(`incident.${action}Text`),
      action: t(`incident.${action}`),
      danger: action === "fail",
    });
    if (isSure) send({ action });
  };
  const isObject = typeof input === "object" && input !== null && !Array.isArray(input);
  return (
    <div className={classes["incident"]} data-testid="incident">
      <p>{t("incident.text")}</p>
      {isEditing ? (
        <FieldFrame id={inputId} label={t("incident.input")}>
          <JsonControl id={inputId} testId="incident-input" value={input} onChange={(value) => setInput(value ?? {})} />
        </FieldFrame>
      ) : null}
      <Group gap={6}>
        <Button
          size="xs"
          leftSection={<RotateCw size={13} aria-hidden />}
          data-testid="incident-retry"
          loading={resolve.isPending}
          disabled={isEditing && !isObject}
          onClick={() => send(isEditing ? { action: "retry", input: input as JsonObject } : { action: "retry" })}
        >
          {t("incident.retry")}
        </Button>
        <Button size="xs" variant="default" data-testid="incident-edit" onClick={() => setEditing(!isEditing)}>
          {isEditing ? t("incident.asItWas") : t("incident.edit")}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<SkipForward size={13} aria-hidden />}
          data-testid="incident-skip"
          onClick={() => void ask("skip")}
        >
          {t("incident.skip")}
        </Button>
        <Button
          size="xs"
          variant="default"
          c="var(--fr-red)"
          leftSection={<X size={13} aria-hidden />}
          data-testid="incident-fail"
          onClick={() => void ask("fail")}
        >
          {t("incident.fail")}
        </Button>
      </Group>
    </div>
  );
}
