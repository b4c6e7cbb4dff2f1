import { type ComponentProps, lazy, Suspense } from "react";
import { i18n } from "../../i18n/i18n.ts";
import type { TestDock } from "../test-panel/test-dock.tsx";
import { useEditor } from "./store/editor-context.ts";

const LazyTestDock = lazy(async () => {
  const [dock] = await Promise.all([
    import("../test-panel/test-dock.tsx"),
    // Its fields speak as the inspector's do.
    i18n.loadNamespaces("editor-forms"),
  ]);
  return { default: dock.TestDock };
});

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
