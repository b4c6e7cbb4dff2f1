import { Anchor, Button } from "@mantine/core";
import { FlaskConical } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { fieldAt } from "../../../../../definitions/field-path.ts";
import { ErrorAlert } from "../../../shared/error-alert.tsx";
import { ExplanationTree } from "../../run-canvas/explanation-tree.tsx";
import { JsonView } from "../../run-canvas/json-view.tsx";
import { stepsOutside } from "../../test-panel/assumed-answers.ts";
import { GivenAnswers } from "../../test-panel/given-answers.tsx";
import { simulateDraft, testDeskOf } from "../../test-panel/test-desk.ts";
import { madeStart, triggerOf } from "../../test-panel/test-start.ts";
import { useSampleData } from "../fields/sample-data.ts";
import fieldClasses from "../fields/fields.module.css";
import { useEditor, useEditorContext } from "../store/editor-context.ts";

/** Tries the draft up to this step, shows what went in and came out, and lets its answer be given. */
export function StepTestTab({ nodeId }: { nodeId: string }) {
  const { store, catalogue, workflowKey } = useEditorContext();
  const { t } = useTranslation(["editor", "test"]);
  const desk = testDeskOf(workflowKey);
  const { start, tried, isBusy, error } = useStore(desk);
  const definition = useEditor((state) => state.definition);
  const sample = useSampleData();
  const trigger = triggerOf(definition, start?.trigger);
  useEffect(() => {
    if (trigger !== undefined && start?.trigger !== trigger.id) desk.setState({ start: madeStart(trigger, catalogue) });
  }, [desk, start, trigger, catalogue]);
  const step = tried?.result.steps.findLast((one) => one.nodeId === nodeId && one.status !== "skipped");
  const node = definition.nodes.find(({ id }) => id === nodeId);
  const ofRun = sample?.from === "run" ? fieldAt(sample.scope, `steps.${nodeId}.output`) : undefined;
  const canGive = stepsOutside(definition, catalogue).includes(nodeId) || start?.mocks[nodeId] !== undefined;
  if (start === null) return null;
  return (
    <>
      <Button
        size="xs"
        leftSection={<FlaskConical size={14} aria-hidden />}
        loading={isBusy}
        data-testid="run-to-here"
        onClick={() => {
          store.getState().set({ isTestOpen: true });
          void simulateDraft(desk, store.getState().definition, catalogue, { untilNode: nodeId });
        }}
      >
        {t("tryOut.runTo")}
      </Button>
      <p className={fieldClasses["help"]}>{t("tryOut.help")}</p>
      {error === null ? null : <ErrorAlert error={error} />}
      {step === undefined ? (
        <p className={fieldClasses["help"]}>{ofRun === undefined ? t("tryOut.not") : t("tryOut.ofRun")}</p>
      ) : (
        <>
          {(step.explanation ?? []).map((explanation, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- rules are asked in one order that never changes
            <ExplanationTree key={index} explanation={explanation} node={node} />
          ))}
          {step.error === null ? null : <p className={fieldClasses["problem"]}>{step.error.message}</p>}
          <JsonView label={t("tryOut.input")} value={step.input} testId="tried-input" />
        </>
      )}
      <JsonView label={t("tryOut.output")} value={step === undefined ? ofRun : step.output} testId="tried-output" />
      {canGive ? (
        <>
          <h3>{t("tryOut.answer")}</h3>
          <GivenAnswers
            start={start}
            only={nodeId}
            onChange={(mocks) => desk.setState({ start: { ...start, mocks } })}
          />
        </>
      ) : null}
      <Anchor
        component="button"
        type="button"
        size="xs"
        mt={12}
        onClick={() => store.getState().set({ isTestOpen: true })}
      >
        {t("tryOut.open")}
      </Anchor>
    </>
  );
}
