import { type ComponentProps, lazy, Suspense } from "react";
import type { EditorDialogs } from "./dialogs/editor-dialogs.tsx";
import type { Inspector } from "./inspector/inspector.tsx";
import { useEditor } from "./store/editor-context.ts";

const LazyInspector = lazy(async () => ({ default: (await import("./inspector/inspector.tsx")).Inspector }));
const LazyDialogs = lazy(async () => ({ default: (await import("./dialogs/editor-dialogs.tsx")).EditorDialogs }));

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
