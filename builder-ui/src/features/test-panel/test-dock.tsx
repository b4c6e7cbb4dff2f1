import { ActionIcon, Tabs } from "@mantine/core";
import { useReactFlow } from "@xyflow/react";
import { X } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useStore } from "zustand";
import type { Workflow } from "../../../../definitions/api.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { ResizeBar, useStoredSize } from "../../shared/resize-bar.tsx";
import { useEditor, useEditorContext } from "../editor/store/editor-context.ts";
import type { Painting } from "../editor/view/canvas-graph.ts";
import { BackTestTab } from "./back-test-tab.tsx";
import { paintSimulation } from "./paint-simulation.ts";
import { SimulateTab } from "./simulate-tab.tsx";
import { StoredTestsTab } from "./stored-tests-tab.tsx";
import { testDeskOf } from "./test-desk.ts";
import classes from "./test-panel.module.css";

const TABS = ["simulate", "tests", "backTest"] as const;
type Tab = (typeof TABS)[number];
const LEAST_HEIGHT = 160;

/** Below the canvas: tries the draft as it stands there, and paints on the canvas what happened. */
export function TestDock({ workflow }: { workflow: Workflow }) {
  const { store, workflowKey } = useEditorContext();
  const { t } = useTranslation("test");
  const [params] = useSearchParams();
  const [tab, setTab] = useState<Tab>(() => TABS.find((entry) => entry === params.get("test")) ?? "simulate");
  const [height, setHeight] = useStoredSize("test-dock", 340);
  const [ways, setWays] = useState<Painting | null>(null);
  const [coverage, setCoverage] = useState<Painting | null>(null);
  const simulation = useSimulationPainting();
  const painting = tab === "simulate" ? simulation : tab === "tests" ? coverage : ways;
  const mocks = useStore(testDeskOf(workflowKey), (desk) => desk.start?.mocks);
  useEffect(() => {
    store.getState().set({ painting, pinned: new Set(Object.keys(mocks ?? {})) });
    return () => store.getState().set({ painting: null, pinned: new Set() });
  }, [store, painting, mocks]);
  useWayInView(tab === "simulate");
  const dock = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Opened by a key or a button: the keyboard goes on here. Opened by the address: the page keeps its order.
    if (document.activeElement !== document.body)
      dock.current?.querySelector<HTMLElement>("[role=tab][aria-selected=true]")?.focus();
  }, []);
  const close = () => {
    store.getState().set({ isTestOpen: false });
    document.querySelector<HTMLElement>("[data-testid=open-test]")?.focus();
  };
  const max = Math.max(LEAST_HEIGHT, window.innerHeight - 260);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of the canvas have no meaning in the panel
    <div
      ref={dock}
      className={classes["dock"]}
      style={{ height: Math.min(height, max) }}
      data-testid="test-dock"
      onKeyDown={(event) => {
        if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
      }}
    >
      <ResizeBar
        edge="top"
        label={t("resize")}
        testId="test-dock-resize"
        size={Math.min(height, max)}
        min={LEAST_HEIGHT}
        max={max}
        onSize={setHeight}
      />
      <Tabs
        value={tab}
        onChange={(value) => setTab(value as Tab)}
        keepMounted={false}
        className={classes["tabs"] ?? ""}
      >
        <div className={classes["tabRow"]}>
          <Tabs.List>
            {TABS.map((entry) => (
              <Tabs.Tab key={entry} value={entry} data-testid={`tab-${entry}`}>
                {t(`tabs.${entry}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <ActionIcon aria-label={t("close")} data-testid="test-dock-close" onClick={close}>
            <X size={16} aria-hidden />
          </ActionIcon>
        </div>
        <Tabs.Panel value="simulate" className={classes["panel"] ?? ""}>
          <SimulateTab />
        </Tabs.Panel>
        <Tabs.Panel value="tests" className={classes["panel"] ?? ""}>
          <StoredTestsTab onPaint={setCoverage} onOpen={() => setTab("simulate")} />
        </Tabs.Panel>
        <Tabs.Panel value="backTest" className={classes["panel"] ?? ""}>
          <BackTestTab workflow={workflow} onPaint={setWays} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

/** Fits the canvas, which the panel has made smaller: the whole workflow at first, then the steps that ran. */
function useWayInView(isWanted: boolean): void {
  const { store, workflowKey } = useEditorContext();
  const { fitView } = useReactFlow();
  const desk = testDeskOf(workflowKey);
  useEffect(() => {
    if (!isWanted) return undefined;
    const fit = (ids: readonly string[]) => {
      const nodes = ids.length === 0 ? {} : { nodes: ids.map((id) => ({ id })) };
      void fitView({ ...nodes, padding: 0.06, minZoom: 0.2, maxZoom: 1, duration: 200 });
    };
    const fitWay = () => {
      const { tried } = desk.getState();
      const ran = (tried?.result.steps ?? []).flatMap(({ nodeId, status }) => (status === "skipped" ? [] : [nodeId]));
      const drawn = new Set(store.getState().definition.nodes.map(({ id }) => id));
      const ids = [tried?.trigger ?? "", ...ran].filter((id) => drawn.has(id) || id === tried?.trigger);
      fit(ids);
    };
    const timer = window.setTimeout(fitWay, 80);
    // The first simulation shows its way; while one moves in time the canvas rests.
    const unsubscribe = desk.subscribe((state, before) => {
      if (state.whole !== before.whole && state.whole !== null) window.setTimeout(fitWay, 40);
    });
    return () => {
      window.clearTimeout(timer);
      unsubscribe();
    };
  }, [isWanted, desk, store, fitView]);
}

/** What the last simulation did, for the canvas. */
function useSimulationPainting(): Painting | null {
  const { workflowKey } = useEditorContext();
  const { t } = useTranslation(["run", "shared"]);
  const { language } = useLanguage();
  const tried = useStore(testDeskOf(workflowKey), (desk) => desk.tried);
  const edges = useEditor((state) => state.definition.edges);
  return useMemo(() => {
    if (tried === null) return null;
    return paintSimulation(tried.result, { ...tried.draft, edges }, { trigger: tried.trigger, language, t });
  }, [tried, edges, language, t]);
}
