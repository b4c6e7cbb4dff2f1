import type { Workflow } from "../../../../../definitions/api.ts";
import { useEditor } from "../store/editor-context.ts";
import type { EditorStore } from "../store/editor-store.ts";
import { ConnectDialog } from "./connect-dialog.tsx";
import { PublishDialog } from "./publish-dialog.tsx";
import { RunDialog } from "./run-dialog.tsx";
import { SettingsDrawer } from "./settings-drawer.tsx";
import { VersionsDrawer } from "./versions-drawer.tsx";

interface EditorDialogsProps {
  workflow: Workflow;
  store: EditorStore;
  saveNow: () => Promise<boolean>;
}

/** What opens over the canvas; one at a time. */
export function EditorDialogs({ workflow, store, saveNow }: EditorDialogsProps) {
  const panel = useEditor((state) => state.panel);
  const close = () => store.getState().set({ panel: "none" });
  switch (panel) {
    case "publish":
      return <PublishDialog workflow={workflow} saveNow={saveNow} onClose={close} />;
    case "run":
      return <RunDialog workflow={workflow} onClose={close} />;
    case "connect":
      return <ConnectDialog onClose={close} />;
    case "settings":
      return <SettingsDrawer onClose={close} />;
    case "versions":
      return <VersionsDrawer workflow={workflow} saveNow={saveNow} onClose={close} />;
    default:
      return null;
  }
}
