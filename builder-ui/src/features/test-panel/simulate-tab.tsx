import { Button, Group, Select, TextInput } from "@mantine/core";
import { FlaskConical, Save } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Workflow } from "../../../../definitions/api.ts";
import type { Catalogue } from "../../../../definitions/catalogue.ts";
import type { Json, JsonObject } from "../../../../definitions/json.ts";
import type { SimulationResult } from "../../../../definitions/simulation.ts";
import type { Mocks } from "../../../../definitions/workflow-test.ts";
import { useRouteMutation } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { makeKey } from "../../shared/make-key.ts";
import { RunStatusBadge } from "../../shared/run-status.tsx";
import { showSuccess } from "../../shared/show-message.ts";
import { FieldFrame } from "../editor/fields/field-frame.tsx";
import { JsonControl } from "../editor/fields/json-control.tsx";
import { titleOf } from "../editor/view/canvas-graph.ts";
import { JsonView } from "../run-canvas/json-view.tsx";
import { sampleStart } from "./sample-start.ts";
import { SimulatedSteps } from "./simulated-steps.tsx";
import classes from "./test-panel.module.css";
import { type SimulationStart, startBody, testOfResult } from "./test-of-result.ts";

interface SimulateTabProps {
  workflow: Workflow;
  catalogue: Catalogue;
}

/** Tries the draft in virtual time on a sample; the result can become a test. */
export function SimulateTab({ workflow, catalogue }: SimulateTabProps) {
  const { t } = useTranslation(["test", "editor"]);
  const { language } = useLanguage();
  const ids = { sample: useId(), mocks: useId() };
  const { triggers } = workflow.draft;
  const [first] = triggers;
  const [start, setStart] = useState<SimulationStart | null>(() =>
    first === undefined ? null : { trigger: first.id, sample: sampleStart(first, catalogue), mocks: {} },
  );
  const simulate = useRouteMutation("simulateWorkflow", { showErrors: false });
  if (start === null) return <p>{t("noTrigger")}</p>;
  const params = { key: workflow.key };
  const missing = missingNode(simulate.error);
  const setMocks = (mocks: Json | undefined) => setStart({ ...start, mocks: (mocks ?? {}) as Mocks });
  return (
    <div className={classes["columns"]}>
      <div>
        <Select
          mb={12}
          label={t("trigger")}
          allowDeselect={false}
          value={start.trigger}
          data={triggers.map((trigger) => ({
            value: trigger.id,
            label: titleOf(trigger, catalogue, language, (key) => t(`editor:${key}` as never)),
          }))}
          onChange={(id) => {
            const trigger = triggers.find((candidate) => candidate.id === id);
            if (trigger === undefined) return;
            setStart({ ...start, trigger: trigger.id, sample: sampleStart(trigger, catalogue) });
          }}
        />
        <FieldFrame id={ids.sample} label={t(start.sample.kind)} help={t(`${start.sample.kind}Help`)}>
          <JsonControl
            key={start.trigger}
            id={ids.sample}
            testId="simulate-sample"
            value={start.sample.value}
            onChange={(value) =>
              setStart({ ...start, sample: { ...start.sample, value: (value ?? {}) as JsonObject } })
            }
          />
        </FieldFrame>
        <FieldFrame id={ids.mocks} label={t("mocks")} help={t("mocksHelp")}>
          <JsonControl id={ids.mocks} testId="simulate-mocks" value={start.mocks as Json} onChange={setMocks} />
        </FieldFrame>
        <Group mt={12}>
          <Button
            leftSection={<FlaskConical size={15} aria-hidden />}
            loading={simulate.isPending}
            data-testid="simulate"
            onClick={() => simulate.mutate({ params, body: startBody(start) })}
          >
            {t("simulate")}
          </Button>
        </Group>
      </div>
      <div aria-live="polite">
        {simulate.error === null ? null : <ErrorAlert error={simulate.error} />}
        {missing === null ? null : (
          <Button
            mt={12}
            variant="default"
            data-testid="add-mock"
            onClick={() => {
              const mocks = { ...start.mocks, [missing]: { output: {} } };
              setStart({ ...start, mocks });
              simulate.mutate({ params, body: startBody({ ...start, mocks }) });
            }}
          >
            {t("addMock", { node: missing })}
          </Button>
        )}
        {simulate.data === undefined || simulate.error !== null ? null : (
          <Result workflow={workflow} catalogue={catalogue} start={start} result={simulate.data} />
        )}
      </div>
    </div>
  );
}

interface ResultProps extends SimulateTabProps {
  start: SimulationStart;
  result: SimulationResult;
}

function Result({ workflow, catalogue, start, result }: ResultProps) {
  const { t } = useTranslation("test");
  const [name, setName] = useState("");
  const save = useRouteMutation("saveWorkflowTest", {
    invalidates: ["listWorkflowTests"],
    onSuccess: () => {
      setName("");
      showSuccess(t("saved"));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const id = makeKey(name) || `test-${Date.now()}`;
    save.mutate({ params: { key: workflow.key, id }, body: testOfResult(name.trim(), start, result) });
  };
  return (
    <>
      <div className={classes["head"]}>
        <RunStatusBadge status={result.status} />
        <span>{t("mails", { count: result.mails.length })}</span>
      </div>
      <SimulatedSteps steps={result.steps} definition={workflow.draft} catalogue={catalogue} />
      {result.mails.length === 0 ? null : <JsonView label={t("mailList")} value={result.mails} testId="mails" />}
      <form className={classes["save"]} onSubmit={submit}>
        <TextInput
          label={t("saveAs")}
          value={name}
          maxLength={200}
          data-testid="test-name"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          leftSection={<Save size={15} aria-hidden />}
          disabled={name.trim() === ""}
          loading={save.isPending}
          data-testid="save-test"
        >
          {t("save")}
        </Button>
      </form>
    </>
  );
}

/** The node whose mock a simulation missed. */
function missingNode(error: unknown): string | null {
  const { code, details } = (error ?? {}) as { code?: string; details?: { node?: unknown } };
  return code === "SIMULATION_MOCK_MISSING" && typeof details?.node === "string" ? details.node : null;
}
