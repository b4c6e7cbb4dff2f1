import { ActionIcon, Button } from "@mantine/core";
import { Rocket, X } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { describeTrigger } from "../../../../definitions/describe/index.ts";
import type { Workflow } from "../../../../definitions/api.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { useEditor, useEditorContext } from "../editor/store/editor-context.ts";
import { titleOf } from "../editor/view/canvas-graph.ts";
import { COACH_STEPS, type CoachStep, COUNTED_STEPS, triggerToTry, whoGetsIt } from "./coach-steps.ts";
import { PeopleChoice } from "./people-choice.tsx";
import { SendPart } from "./send-part.tsx";
import { TestPart } from "./test-part.tsx";
import classes from "./coach.module.css";

/**
 * Leads through a workflow that was just made of a template: what starts it, who gets it, a test; then it is published
 * and tried for real. Where one is lives in the address (`?coach=`).
 */
export function Coach({ workflow }: { workflow: Workflow }) {
  const { t } = useTranslation("coach");
  const { store } = useEditorContext();
  const [params, setParams] = useSearchParams();
  const asked = COACH_STEPS.find((entry) => entry === params.get("coach")) ?? "start";
  // Publishing is done in its own dialog: what comes next is the real thing.
  const step = asked === "publish" && workflow.publishedVersion !== null ? "send" : asked;
  const go = (next: CoachStep | null) =>
    setParams(
      (old) => {
        const changed = new URLSearchParams(old);
        if (next === null) changed.delete("coach");
        else changed.set("coach", next);
        return changed;
      },
      { replace: true },
    );
  const index = COACH_STEPS.indexOf(step);
  return (
    <section className={classes["coach"]} aria-label={t("label")} data-testid="coach" data-step={step}>
      {index < COUNTED_STEPS ? (
        <span className={classes["count"]}>{t("count", { step: index + 1, of: COUNTED_STEPS })}</span>
      ) : (
        <Rocket size={18} aria-hidden />
      )}
      <div className={classes["body"]}>
        <h2 aria-live="polite">{t(`${step}.title`)}</h2>
        {step === "start" ? <StartPart onNext={() => go("people")} /> : null}
        {step === "people" ? <PeoplePart onNext={() => go("test")} /> : null}
        {step === "test" ? <TestPart onNext={() => go("publish")} /> : null}
        {step === "publish" ? (
          <>
            <p>{t("publish.text")}</p>
            <Button
              size="xs"
              data-testid="coach-publish"
              onClick={() => store.getState().set({ panel: "publish", isTestOpen: false })}
            >
              {t("publish.action")}
            </Button>
          </>
        ) : null}
        {step === "send" ? <SendPart workflow={workflow} /> : null}
      </div>
      <ActionIcon aria-label={t("close")} data-testid="coach-close" onClick={() => go(null)}>
        <X size={16} aria-hidden />
      </ActionIcon>
    </section>
  );
}

/** Shows a step of the workflow while the coach speaks of it. */
function usePointAt(id: string | undefined): void {
  const { store } = useEditorContext();
  useEffect(() => {
    if (id === undefined) return;
    // In a narrow window the inspector would lie over what the coach says.
    const isInspectorOpen = !window.matchMedia("(max-width: 1100px)").matches;
    store.getState().set({ selection: [id], selectedEdge: null, isInspectorOpen });
  }, [store, id]);
}

function StartPart({ onNext }: { onNext: () => void }) {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation(["coach", "editor"]);
  const { language } = useLanguage();
  const triggers = useEditor((state) => state.definition.triggers);
  usePointAt(triggerToTry(triggers)?.id);
  return (
    <>
      <p>{t("start.text", { count: triggers.length })}</p>
      {triggers.map((trigger) => (
        <p key={trigger.id}>
          <strong>{titleOf(trigger, catalogue, language, (key) => t(`editor:${key}` as never))}</strong>{" "}
          {describeTrigger(trigger, catalogue, language)}
        </p>
      ))}
      <Button size="xs" data-testid="coach-next" onClick={onNext}>
        {t("next")}
      </Button>
    </>
  );
}

function PeoplePart({ onNext }: { onNext: () => void }) {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation(["coach", "editor"]);
  const { language } = useLanguage();
  const definition = useEditor((state) => state.definition);
  const who = whoGetsIt(definition);
  usePointAt(who?.nodeId);
  const node = definition.nodes.find(({ id }) => id === who?.nodeId);
  const name = node === undefined ? "" : titleOf(node, catalogue, language, (key) => t(`editor:${key}` as never));
  return (
    <>
      <p>
        {who === null
          ? t("people.none")
          : who.policy === null
            ? t("people.told", { step: name })
            : t("people.text", { step: name })}
      </p>
      {who === null || who.policy === null ? (
        <Button size="xs" data-testid="coach-next" onClick={onNext}>
          {t("next")}
        </Button>
      ) : (
        <PeopleChoice policy={who.policy} onChosen={onNext} />
      )}
    </>
  );
}
