import { Button, TextInput } from "@mantine/core";
import { Save } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useRouteMutation } from "../../api/hooks.ts";
import { useMay } from "../../app/me.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { makeKey } from "../../shared/make-key.ts";
import { RunStatusBadge } from "../../shared/run-status.tsx";
import { showSuccess } from "../../shared/show-message.ts";
import { durationText } from "../../shared/time-text.ts";
import { useEditor, useEditorContext } from "../editor/store/editor-context.ts";
import { titleOf } from "../editor/view/canvas-graph.ts";
import { JsonView } from "../run-canvas/json-view.tsx";
import { SimulatedSteps } from "./simulated-steps.tsx";
import type { Stop, Tried } from "./test-desk.ts";
import classes from "./test-panel.module.css";
import { isSample, type TestStart, testOfResult } from "./test-start.ts";
import { TimeSlider } from "./time-slider.tsx";

interface SimulationViewProps {
  tried: Tried;
  start: TestStart;
  onSimulate: (stop?: Stop) => void;
}

/** What a simulation did: how it stands, virtual time, its steps and mails, and the way to keep it as a test. */
export function SimulationView({ tried, start, onSimulate }: SimulationViewProps) {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation(["test", "editor"]);
  const { language } = useLanguage();
  const definition = useEditor((state) => state.definition);
  const { result, stop, assumed, draft } = tried;
  const isOld = draft.nodes !== definition.nodes || draft.edges !== definition.edges;
  const nameOf = (id: string) => {
    const node = draft.nodes.find((candidate) => candidate.id === id);
    return node === undefined ? id : titleOf(node, catalogue, language, (key) => t(`editor:${key}` as never));
  };
  const end = result.endedAt ?? result.stoppedAt;
  return (
    <>
      <div className={classes["head"]} data-testid="simulation-head">
        <RunStatusBadge status={result.status} />
        {stop.untilNode === undefined ? null : <span>{t("ranTo", { node: nameOf(stop.untilNode) })}</span>}
        {end === undefined || end === null ? null : (
          <span className={classes["time"]}>
            {t("took", { duration: durationText(result.startedAt, end, language) })}
          </span>
        )}
        <span>{t("mails", { count: result.mails.length })}</span>
      </div>
      {isOld ? (
        <p className={classes["old"]} data-testid="simulation-old">
          {t("draftChanged")}{" "}
          <Button size="compact-xs" variant="default" onClick={() => onSimulate()}>
            {t("again")}
          </Button>
        </p>
      ) : null}
      {assumed.length === 0 ? null : (
        <p className={classes["hint"]} data-testid="assumed">
          {t("assumedAnswers", { nodes: assumed.map(nameOf).join(language === "zh" ? "、" : ", ") })}
        </p>
      )}
      <TimeSlider onSimulate={onSimulate} />
      <SimulatedSteps result={result} definition={draft} catalogue={catalogue} />
      {result.mails.length === 0 ? null : <JsonView label={t("mailList")} value={result.mails} testId="mails" />}
      {stop.until === undefined && stop.untilNode === undefined ? <KeepTest start={start} tried={tried} /> : null}
    </>
  );
}

/** Keeps what a simulation did as a test, or brings a test that was opened up to date. */
function KeepTest({ start, tried }: { start: TestStart; tried: Tried }) {
  const { workflowKey } = useEditorContext();
  const { t } = useTranslation("test");
  const mayWrite = useMay("workflow:write");
  const [name, setName] = useState("");
  const save = useRouteMutation("saveWorkflowTest", {
    invalidates: ["listWorkflowTests"],
    onSuccess: () => {
      setName("");
      showSuccess(t("saved"));
    },
  });
  if (!mayWrite) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const id = makeKey(name) || `test-${Date.now()}`;
    const body = testOfResult(name.trim(), start, tried);
    if (!isSample(body)) save.mutate({ params: { key: workflowKey, id }, body });
  };
  return (
    <form className={classes["inline"]} onSubmit={submit}>
      <TextInput
        size="xs"
        label={t("saveAs")}
        value={name}
        maxLength={200}
        data-testid="test-name"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button
        type="submit"
        size="xs"
        variant="default"
        leftSection={<Save size={14} aria-hidden />}
        disabled={name.trim() === ""}
        loading={save.isPending}
        data-testid="save-test"
      >
        {t("save")}
      </Button>
    </form>
  );
}
