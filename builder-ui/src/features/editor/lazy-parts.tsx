import { type ComponentProps, lazy, Suspense, useEffect, useState } from "react";
import { i18n } from "../../i18n/i18n.ts";
import { whenIdle } from "../../shared/when-idle.ts";
import type { EditorDialogs } from "./dialogs/editor-dialogs.tsx";
import type { Inspector } from "./inspector/inspector.tsx";
import type { Outline } from "./outline/outline.tsx";
import type { CanvasTools } from "./tools/canvas-tools.tsx";
import { useEditor } from "./store/editor-context.ts";

/** Words that are only needed with a form or a dialog: see `fallbackNS` in i18n.ts. */
const loadFormWords = () => i18n.loadNamespaces("editor-forms");
const LazyInspector = lazy(async () => {
  const [{ Inspector: loaded }] = await Promise.all([import("./inspector/inspector.tsx"), loadFormWords()]);
  return { default: loaded };
});
const LazyDialogs = lazy(async () => {
  const [{ EditorDialogs: loaded }] = await Promise.all([import("./dialogs/editor-dialogs.tsx"), loadFormWords()]);
  return { default: loaded };
});

const LazyOutline = lazy(async () => ({ default: (await import("./outline/outline.tsx")).Outline }));
const LazyTools = lazy(async () => ({ default: (await import("./tools/canvas-tools.tsx")).CanvasTools }));
const LazyPresence = lazy(async () => ({ default: (await import("./together/presence.tsx")).PresenceFaces }));
const LazyNotices = lazy(async () => ({ default: (await import("./together/draft-notices.tsx")).DraftNotices }));

/** Who else is here: loaded when the canvas has been drawn. */
export function PresenceSlot() {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => whenIdle(() => setIdle(true)), []);
  if (!isIdle) return null;
  return (
    <Suspense fallback={null}>
      <LazyPresence />
    </Suspense>
  );
}

/** Conflicts, unsaved changes of an earlier visit and "you are offline": loaded when the canvas has been drawn. */
export function NoticeSlot() {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => whenIdle(() => setIdle(true)), []);
  if (!isIdle) return null;
  return (
    <Suspense fallback={null}>
      <LazyNotices />
    </Suspense>
  );
}

/** Menu, search, bar of a selection, guides: loaded when the canvas has been drawn. */
export function CanvasToolsSlot(props: ComponentProps<typeof CanvasTools>) {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => whenIdle(() => setIdle(true)), []);
  if (!isIdle) return null;
  return (
    <Suspense fallback={null}>
      <LazyTools {...props} />
    </Suspense>
  );
}

/** The outline, loaded when it is opened for the first time. */
export function OutlineSlot(props: ComponentProps<typeof Outline>) {
  return (
    <Suspense fallback={null}>
      <LazyOutline {...props} />
    </Suspense>
  );
}

/** The inspector with all its forms, loaded when something is selected for the first time. */
export function InspectorSlot(props: ComponentProps<typeof Inspector>) {
  const isNeeded = useEditor(
    (state) => state.selection.length > 0 || state.selectedEdge !== null || state.selectedNote !== null,
  );
  if (!isNeeded) return null;
  return (
    <Suspense fallback={null}>
      <LazyInspector {...props} />
    </Suspense>
  );
}

/** The dialogs and drawers, loaded when the first one opens. */
export function DialogSlot(props: ComponentProps<typeof EditorDialogs>) {
  const isNeeded = useEditor((state) => state.panel !== "none");
  if (!isNeeded) return null;
  return (
    <Suspense fallback={null}>
      <LazyDialogs {...props} />
    </Suspense>
  );
}
