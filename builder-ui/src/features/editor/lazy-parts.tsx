import { type ComponentProps, lazy, Suspense, useEffect, useState } from "react";
import { whenIdle } from "../../shared/when-idle.ts";
import type { EditorDialogs } from "./dialogs/editor-dialogs.tsx";
import type { TestDock } from "../test-panel/test-dock.tsx";
import type { Inspector } from "./inspector/inspector.tsx";
import { useEditor } from "./store/editor-context.ts";

const LazyInspector = lazy(async () => ({ default: (await import("./inspector/inspector.tsx")).Inspector }));
const LazyTestDock = lazy(async () => ({ default: (await import("../test-panel/test-dock.tsx")).TestDock }));
const LazyDialogs = lazy(async () => ({ default: (await import("./dialogs/editor-dialogs.tsx")).EditorDialogs }));

const LazyNotices = lazy(async () => ({ default: (await import("./together/draft-notices.tsx")).DraftNotices }));

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

/** The test panel, loaded when it is opened for the first time. */
export function TestDockSlot(props: ComponentProps<typeof TestDock>) {
  const isNeeded = useEditor((state) => state.isTestOpen);
  if (!isNeeded) return null;
  return (
    <Suspense fallback={null}>
      <LazyTestDock {...props} />
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
