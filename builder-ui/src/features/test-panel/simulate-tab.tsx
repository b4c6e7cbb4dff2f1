import { Button, Menu } from "@mantine/core";
import { ChevronDown, FlaskConical } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { useLanguage } from "../../i18n/use-language.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { useEditor, useEditorContext } from "../editor/store/editor-context.ts";
import { titleOf } from "../editor/view/canvas-graph.ts";
import { GivenAnswers } from "./given-answers.tsx";
import { HappeningList } from "./happening-list.tsx";
import { SimulationView } from "./simulation-view.tsx";
import { simulateDraft, type Stop, testDeskOf } from "./test-desk.ts";
import classes from "./test-panel.module.css";
import { madeStart, triggerOf } from "./test-start.ts";
import { StartChoice } from "./start-choice.tsx";
import { StartValues } from "./start-values.tsx";

/** Tries the draft in virtual time: what it starts from on one side, what happens on the other. */
export function SimulateTab() {
  const { store, catalogue, workflowKey } = useEditorContext();
  const { t } = useTranslation("test");
  const desk = testDeskOf(workflowKey);
  const { start, tried, error } = useStore(desk);
  const definition = useEditor((state) => state.definition);
  const trigger = triggerOf(definition, start?.trigger);
  const isStale = start === null || start.trigger !== trigger?.id;
  useEffect(() => {
    if (isStale && trigger !== undefined) desk.setState({ start: madeStart(trigger, catalogue) });
  }, [isStale, trigger, catalogue, desk]);
  const resultSide = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Where there is no room for two columns the result stands below the start.
    if (tried !== null || error !== null) resultSide.current?.scrollIntoView({ block: "nearest" });
  }, [tried, error]);
  if (trigger === undefined) return <p className={classes["hint"]}>{t("noTrigger")}</p>;
  if (start === null || isStale) return null;
  const simulate = (stop?: Stop) => void simulateDraft(desk, store.getState().definition, catalogue, stop);
  return (
    <div className={classes["columns"]}>
      <div className={classes["startSide"]}>
        <SimulateButtons onSimulate={simulate} />
        <StartChoice desk={desk} start={start} />
        <StartValues start={start} onChange={(part) => desk.setState({ start: { ...start, ...part } })} />
        <GivenAnswers start={start} onChange={(mocks) => desk.setState({ start: { ...start, mocks } })} />
        <HappeningList start={start} onChange={(events) => desk.setState({ start: { ...start, events } })} />
      </div>
      <div ref={resultSide} aria-live="polite" className={classes["resultSide"]}>
        {error === null ? null : <ErrorAlert error={error} />}
        {tried === null ? (
          error === null ? (
            <p className={classes["hint"]}>{t("text")}</p>
          ) : null
        ) : (
          <SimulationView tried={tried} start={start} onSimulate={simulate} />
        )}
      </div>
    </div>
  );
}

/** Simulate to the end, or only as far as a step. */
function SimulateButtons({ onSimulate }: { onSimulate: (stop?: Stop) => void }) {
  const { catalogue, workflowKey } = useEditorContext();
  const { t } = useTranslation(["test", "editor"]);
  const { language } = useLanguage();
  const isBusy = useStore(testDeskOf(workflowKey), (desk) => desk.isBusy);
  const nodes = useEditor((state) => state.definition.nodes);
  const selected = useEditor((state) => (state.selection.length === 1 ? state.selection[0] : undefined));
  const nameOf = (id: string) => {
    const node = nodes.find((candidate) => candidate.id === id);
    return node === undefined ? id : titleOf(node, catalogue, language, (key) => t(`editor:${key}` as never));
  };
  const isNode = nodes.some(({ id }) => id === selected);
  return (
    <div className={classes["buttons"]}>
      <Button
        size="xs"
        leftSection={<FlaskConical size={14} aria-hidden />}
        loading={isBusy}
        data-testid="simulate"
        onClick={() => onSimulate()}
      >
        {t("simulate")}
      </Button>
      {selected !== undefined && isNode ? (
        <Button
          size="xs"
          variant="default"
          data-testid="simulate-to"
          onClick={() => onSimulate({ untilNode: selected })}
        >
          {t("runTo", { node: nameOf(selected) })}
        </Button>
      ) : (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button
              size="xs"
              variant="default"
              rightSection={<ChevronDown size={14} aria-hidden />}
              data-testid="simulate-until"
            >
              {t("runToStep")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={320} style={{ overflowY: "auto" }}>
            {nodes.map(({ id }) => (
              <Menu.Item key={id} onClick={() => onSimulate({ untilNode: id })}>
                {nameOf(id)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
