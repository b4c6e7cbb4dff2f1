import { Button, Textarea } from "@mantine/core";
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { textIn } from "../../../../../definitions/text.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import type { Commands } from "../commands/use-commands.ts";
import { useEditor, useEditorContext } from "../store/editor-context.ts";
import { titleOf } from "../view/canvas-graph.ts";
import { withText } from "../view/with-text.ts";
import { InspectorFrame } from "./inspector-frame.tsx";
import classes from "./inspector.module.css";
import { PanelHead } from "./panel-head.tsx";
import { RemoveButton } from "./remove-button.tsx";

/** A line between two steps. */
export function EdgePanel({ commands, id }: { commands: Commands; id: string }) {
  const { store, catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const { language } = useLanguage();
  const definition = useEditor((state) => state.definition);
  const edge = definition.edges.find((candidate) => candidate.id === id);
  if (edge === undefined) return null;
  const name = (itemId: string) => {
    const item = [...definition.nodes, ...definition.triggers].find((candidate) => candidate.id === itemId);
    return item === undefined ? itemId : titleOf(item, catalogue, language, (key) => t(key as never));
  };
  return (
    <InspectorFrame>
      <PanelHead
        title={<strong>{t("inspector.edge")}</strong>}
        meta={t("inspector.edgeFromTo", {
          from: name(edge.source),
          port: edge.sourcePort === "out" ? "" : ` (${edge.sourcePort})`,
          to: name(edge.target),
        })}
        onClose={() => store.getState().selectEdge(null)}
      />
      <div className={classes["actions"]}>
        <Button
          size="xs"
          variant="default"
          leftSection={<Plus size={13} aria-hidden />}
          onClick={(event) =>
            store
              .getState()
              .set({ adding: { place: { kind: "edge", edge: id }, at: { x: event.clientX, y: event.clientY } } })
          }
        >
          {t("canvas.addHere")}
        </Button>
        <RemoveButton label={t("inspector.removeEdge")} onRemove={commands.remove} />
      </div>
    </InspectorFrame>
  );
}

/** A note on the canvas. */
export function NotePanel({ commands, id }: { commands: Commands; id: string }) {
  const { store } = useEditorContext();
  const { t } = useTranslation("editor");
  const { language } = useLanguage();
  const note = useEditor((state) => state.definition.layout.notes.find((candidate) => candidate.id === id));
  if (note === undefined) return null;
  return (
    <InspectorFrame>
      <PanelHead title={<strong>{t("note.title")}</strong>} onClose={() => store.getState().selectNote(null)} />
      <Textarea
        px={16}
        autosize
        minRows={4}
        maxRows={20}
        aria-label={t("note.title")}
        description={t("note.help")}
        value={textIn(note.text, language)}
        onChange={(event) => {
          const text = withText(note.text, language, event.currentTarget.value);
          commands.attempt({ type: "updateNote", id, change: { text } }, `note:${id}`);
        }}
      />
      <div className={classes["actions"]}>
        <RemoveButton label={t("note.remove")} onRemove={commands.remove} />
      </div>
    </InspectorFrame>
  );
}
