import { type ComponentProps, lazy, Suspense } from "react";
import type { TestDock } from "../test-panel/test-dock.tsx";
import { useEditor } from "./store/editor-context.ts";

const LazyTestDock = lazy(async () => ({ default: (await import("../test-panel/test-dock.tsx")).TestDock }));

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
