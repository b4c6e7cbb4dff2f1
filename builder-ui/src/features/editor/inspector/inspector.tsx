import { useState } from "react";
import type { Workflow } from "../../../../../definitions/api.ts";
import type { Commands } from "../commands/use-commands.ts";
import { useEditor } from "../store/editor-context.ts";
import { ItemPanel, type Tab } from "./item-panel.tsx";
import { EdgePanel, NotePanel } from "./small-panels.tsx";

interface InspectorProps {
  commands: Commands;
  addresses: Workflow["addresses"];
}

/** The right side: what is selected, and all that can be set on it. Nothing selected: nothing shown. */
export function Inspector({ commands, addresses }: InspectorProps) {
  const selection = useEditor((state) => state.selection);
  const edge = useEditor((state) => state.selectedEdge);
  const noteId = useEditor((state) => state.selectedNote);
  const isOpen = useEditor((state) => state.isInspectorOpen);
  const definition = useEditor((state) => state.definition);
  // The tab stays while one goes from step to step.
  const [tab, setTab] = useState<Tab>("setup");
  if (!isOpen) return null;
  if (edge !== null) return <EdgePanel commands={commands} id={edge} />;
  if (noteId !== null) return <NotePanel commands={commands} id={noteId} />;
  // What can be done with several steps stands in a bar over the canvas (tools/selection-bar.tsx).
  if (selection.length > 1) return null;
  const [id] = selection;
  const trigger = definition.triggers.find((candidate) => candidate.id === id);
  const node = definition.nodes.find((candidate) => candidate.id === id);
  const item = trigger ?? node;
  if (item === undefined) return null;
  return (
    <ItemPanel
      key={item.id}
      item={item}
      isTrigger={trigger !== undefined}
      commands={commands}
      addresses={addresses}
      tab={tab}
      onTab={setTab}
    />
  );
}
