import { Skeleton } from "@mantine/core";
import { ReactFlowProvider } from "@xyflow/react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import type { Workflow } from "../../../../definitions/api.ts";
import type { Catalogue } from "../../../../definitions/catalogue.ts";
import { useRoute } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { usePageTitle } from "../../shared/crumb.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { CoachSlot } from "../coach/coach-slot.tsx";
import { EditorCanvas } from "./canvas/editor-canvas.tsx";
import { useCommands } from "./commands/use-commands.ts";
import { useEditorKeys } from "./commands/use-keys.ts";
import classes from "./editor-page.module.css";
import { EditorTopBar } from "./editor-top-bar.tsx";
import { DialogSlot, InspectorSlot, NoticeSlot, OutlineSlot } from "./lazy-parts.tsx";
import { layoutInWorker, layoutRequestOf } from "./layout/layout-in-worker.ts";
import { AddStepPopover } from "./palette/add-step-popover.tsx";
import { Palette } from "./palette/palette.tsx";
import { ProblemList } from "./problems/problem-list.tsx";
import { StartHint } from "./start-hint.tsx";
import { EditorContext, useEditor, useEditorContext } from "./store/editor-context.ts";
import { createEditorStore } from "./store/editor-store.ts";
import { useAutosave } from "./store/use-autosave.ts";
import { useValidation } from "./store/use-validation.ts";
import { TestDockSlot } from "./test-dock-slot.tsx";
import { geometryOf } from "./view/geometry.ts";

/** The builder of one workflow, at /workflows/:key. */
export default function EditorPage() {
  const { key = "" } = useParams();
  const workflow = useRoute("getWorkflow", { params: { key } }, { staleTime: Number.POSITIVE_INFINITY });
  const catalogue = useRoute("getCatalogue", {}, { staleTime: 60_000 });
  const error = workflow.error ?? catalogue.error;
  if (error !== null && (workflow.data === undefined || catalogue.data === undefined)) {
    return (
      <div className={classes["failed"]}>
        <ErrorAlert error={error} onRetry={() => void Promise.all([workflow.refetch(), catalogue.refetch()])} />
      </div>
    );
  }
  if (workflow.data === undefined || catalogue.data === undefined || workflow.data.key !== key)
    return <EditorSkeleton />;
  return <Editor key={key} workflow={workflow.data} catalogue={catalogue.data} />;
}

/** The editor's frame while it loads; same sizes, so nothing jumps. */
function EditorSkeleton() {
  return (
    <div className={classes["editor"]} aria-busy>
      <div className={classes["bar"]}>
        <Skeleton width={180} height={22} />
        <span className={classes["space"]} />
        <Skeleton width={220} height={32} />
      </div>
      <div className={classes["work"]}>
        <div className={classes["skeletonSide"]} />
        <div className={classes["canvas"]} />
      </div>
    </div>
  );
}

function Editor({ workflow, catalogue }: { workflow: Workflow; catalogue: Catalogue }) {
  const isTestOpen = useSearchParams()[0].has("test");
  const [store] = useState(() => {
    const { draft, revision, updatedAt, issues } = workflow;
    const created = createEditorStore(draft, revision, updatedAt);
    created.getState().set({ issues, isTestOpen });
    return created;
  });
  const value = useMemo(() => ({ store, catalogue, workflowKey: workflow.key }), [store, catalogue, workflow.key]);
  const { text } = useLanguage();
  usePageTitle(text(workflow.name));
  return (
    <EditorContext value={value}>
      <ReactFlowProvider>
        <EditorFrame workflow={workflow} />
      </ReactFlowProvider>
    </EditorContext>
  );
}

/** Places what the stored layout does not place, without making an edit of it. */
function useFallbackLayout(): boolean {
  const { store } = useEditorContext();
  const isMissing = useEditor(({ definition, fallback }) =>
    [...definition.nodes, ...definition.triggers].some(
      ({ id }) => definition.layout.nodes[id] === undefined && fallback[id] === undefined,
    ),
  );
  useEffect(() => {
    if (!isMissing) return;
    const { definition, fallback } = store.getState();
    const place = async () => {
      const positions = await layoutInWorker(layoutRequestOf(definition, geometryOf(definition, fallback)), {
        isFirstLook: true,
      });
      const placed = Object.keys(definition.layout.nodes).length;
      const isMostlyNew = placed < (definition.nodes.length + definition.triggers.length) / 2;
      store.getState().set({ fallback: { ...store.getState().fallback, ...positions } });
      // A few stored places among many computed ones would overlap: then the computed layout is shown whole.
      if (isMostlyNew && placed > 0 && store.getState().definition === definition) {
        const shown = { ...definition, layout: { ...definition.layout, nodes: {} } };
        store.getState().set({ definition: shown, saved: shown });
      }
    };
    void place();
  }, [isMissing, store]);
  return !isMissing;
}

function EditorFrame({ workflow }: { workflow: Workflow }) {
  const { text } = useLanguage();
  const { store } = useEditorContext();
  const { t } = useTranslation("editor");
  const commands = useCommands();
  const saveNow = useAutosave();
  useValidation();
  const isPlaced = useFallbackLayout();
  const isOutlineOpen = useEditor((state) => state.isOutlineOpen);
  const announcement = useEditor((state) => state.announcement);
  const isEmpty = useEditor((state) => state.definition.nodes.length + state.definition.triggers.length === 0);
  const save = useCallback(() => void saveNow(), [saveNow]);
  useEditorKeys(commands, save);
  return (
    <section className={classes["editor"]} aria-label={t("label")} data-testid="editor">
      <h1 className="fr-hidden">{text(workflow.name)}</h1>
      <EditorTopBar
        commands={commands}
        publishedVersion={workflow.publishedVersion}
        hasDraftChanges={workflow.hasDraftChanges}
        onSave={() => void saveNow()}
      />
      <NoticeSlot />
      <div className={classes["work"]}>
        {isOutlineOpen ? <OutlineSlot commands={commands} /> : <Palette />}
        <div className={classes["middle"]}>
          <CoachSlot workflow={workflow} />
          <div className={classes["canvas"]}>
            {isPlaced ? <EditorCanvas /> : null}
            {isEmpty ? <StartHint /> : null}
          </div>
          <TestDockSlot workflow={workflow} />
          <ProblemList />
        </div>
        <InspectorSlot commands={commands} addresses={workflow.addresses} />
      </div>
      <AddStepPopover />
      <DialogSlot workflow={workflow} store={store} saveNow={saveNow} />
      <output className="fr-hidden" aria-live="polite" data-testid="announcement">
        {announcement}
      </output>
    </section>
  );
}
