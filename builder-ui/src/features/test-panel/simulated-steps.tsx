import { ActionIcon, Tooltip } from "@mantine/core";
import { Crosshair, Pin } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Catalogue } from "../../../../definitions/catalogue.ts";
import type { SimulationResult } from "../../../../definitions/simulation.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { describeWaiting } from "../../shared/describe-waiting.ts";
import { instantText } from "../../shared/time-text.ts";
import { StepStatusBadge } from "../editor/canvas/step-run-badge.tsx";
import { useEditorContext } from "../editor/store/editor-context.ts";
import { portLabel, titleOf } from "../editor/view/canvas-graph.ts";
import { ExplanationTree } from "../run-canvas/explanation-tree.tsx";
import { JsonView } from "../run-canvas/json-view.tsx";
import { answerOf, pinAnswer, testDeskOf } from "./test-desk.ts";
import classes from "./test-panel.module.css";

interface SimulatedStepsProps {
  result: SimulationResult;
  definition: WorkflowDefinition;
  catalogue: Catalogue;
}
type Step = SimulationResult["steps"][number];

/** The steps that ran, in order of start; each opens to its input, output and the rules that decided. */
export function SimulatedSteps({ result, definition, catalogue }: SimulatedStepsProps) {
  const { t } = useTranslation(["test", "run", "editor", "shared"]);
  const { language } = useLanguage();
  const nodes = new Map(definition.nodes.map((node) => [node.id, node]));
  const titleWord = (key: string) => t(`editor:${key}` as never);
  const people = new Map(catalogue.users.map(({ id, name }) => [id, name]));
  const now = result.stoppedAt ?? result.startedAt;
  const waitOf = ({ waitingFor }: Step) =>
    waitingFor === null || waitingFor === undefined ? null : describeWaiting(waitingFor, now, language, t, people);
  return (
    <ol className={classes["steps"]} aria-label={t("steps")} data-testid="simulated-steps">
      {result.steps
        .filter(({ status }) => status !== "skipped")
        .map((step) => {
          const node = nodes.get(step.nodeId);
          const name = node === undefined ? step.nodeId : titleOf(node, catalogue, language, titleWord);
          const wait = waitOf(step);
          return (
            <li key={step.stepId} data-testid={`step-${step.stepId}`}>
              <details>
                <summary>
                  <strong>{name}</strong>
                  <StepStatusBadge status={step.status} word={t(`run:stepStatus.${step.status}`)} />
                  {wait === null ? null : <span>{wait}</span>}
                  {step.port === null || step.port === "out" ? null : (
                    <code>{node === undefined ? step.port : portLabel(node, step.port, language, titleWord)}</code>
                  )}
                  {step.error === null ? null : <span className={classes["wrong"]}>{step.error.code}</span>}
                  <span className={classes["time"]}>{instantText(step.startedAt, result.startedAt, language)}</span>
                </summary>
                {step.error === null ? null : <p className={classes["wrong"]}>{step.error.message}</p>}
                {(step.explanation ?? []).map((explanation, index) => (
                  // oxlint-disable-next-line react/no-array-index-key -- rules are asked in one order that never changes
                  <ExplanationTree key={index} explanation={explanation} node={node} />
                ))}
                <JsonView label={t("run:input")} value={step.input} testId={`input-${step.stepId}`} />
                <JsonView label={t("run:output")} value={step.output} testId={`output-${step.stepId}`} />
              </details>
              <StepTools
                step={step}
                name={name}
                result={result}
                canPin={node?.type === "action" || node?.type === "call"}
              />
            </li>
          );
        })}
    </ol>
  );
}

/** Beside a step: show it on the canvas, and keep its output as the answer of the next simulations. */
function StepTools({
  step,
  name,
  result,
  canPin,
}: {
  step: Step;
  name: string;
  result: SimulationResult;
  canPin: boolean;
}) {
  const { store, workflowKey } = useEditorContext();
  const { t } = useTranslation("test");
  const answer = answerOf(result, step.nodeId);
  return (
    <span className={classes["stepTools"]}>
      {canPin && answer !== null ? (
        <Tooltip label={t("answer.pin", { name })}>
          <ActionIcon
            size="sm"
            aria-label={t("answer.pin", { name })}
            data-testid={`pin-${step.stepId}`}
            onClick={() => pinAnswer(testDeskOf(workflowKey), step.nodeId, answer)}
          >
            <Pin size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ) : null}
      <Tooltip label={t("show", { name })}>
        <ActionIcon
          size="sm"
          aria-label={t("show", { name })}
          data-testid={`show-${step.stepId}`}
          onClick={() => store.getState().focus(step.nodeId.split("/", 1)[0] ?? step.nodeId)}
        >
          <Crosshair size={14} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </span>
  );
}
