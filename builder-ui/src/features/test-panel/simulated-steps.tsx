import { useTranslation } from "react-i18next";
import type { Catalogue } from "../../../../definitions/catalogue.ts";
import type { SimulatedStep } from "../../../../definitions/simulation.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { instantText } from "../../shared/time-text.ts";
import { StepStatusBadge } from "../editor/canvas/step-run-badge.tsx";
import { titleOf } from "../editor/view/canvas-graph.ts";
import { ExplanationTree } from "../run-canvas/explanation-tree.tsx";
import { JsonView } from "../run-canvas/json-view.tsx";
import classes from "./test-panel.module.css";

interface SimulatedStepsProps {
  steps: readonly SimulatedStep[];
  definition: WorkflowDefinition;
  catalogue: Catalogue;
}

/** The steps that ran, in order of start; each opens to its input, output and the rules that decided. */
export function SimulatedSteps({ steps, definition, catalogue }: SimulatedStepsProps) {
  const { t } = useTranslation(["test", "run", "editor"]);
  const { language } = useLanguage();
  const nodes = new Map(definition.nodes.map((node) => [node.id, node]));
  // A time of another day than the start is shown with its date.
  const began = steps[0]?.startedAt ?? "";
  const titleWord = (key: string) => t(`editor:${key}` as never);
  return (
    <ol className={classes["steps"]} aria-label={t("steps")} data-testid="simulated-steps">
      {steps
        .filter(({ status }) => status !== "skipped")
        .map((step) => {
          const node = nodes.get(step.nodeId);
          return (
            <li key={step.stepId} data-testid={`step-${step.stepId}`}>
              <details>
                <summary>
                  <strong>{node === undefined ? step.nodeId : titleOf(node, catalogue, language, titleWord)}</strong>
                  <StepStatusBadge status={step.status} word={t(`run:stepStatus.${step.status}`)} />
                  {step.port === null ? null : <code>{step.port}</code>}
                  <span className={classes["time"]}>{instantText(step.startedAt, began, language)}</span>
                </summary>
                {step.error === null ? null : <p className={classes["wrong"]}>{step.error.message}</p>}
                {(step.explanation ?? []).map((explanation, index) => (
                  // oxlint-disable-next-line react/no-array-index-key -- rules are asked in one order that never changes
                  <ExplanationTree key={index} explanation={explanation} node={node} />
                ))}
                <JsonView label={t("run:input")} value={step.input} testId={`input-${step.stepId}`} />
                <JsonView label={t("run:output")} value={step.output} testId={`output-${step.stepId}`} />
              </details>
            </li>
          );
        })}
    </ol>
  );
}
