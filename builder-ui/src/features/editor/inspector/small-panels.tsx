import { ActionIcon, Button, Textarea } from "@mantine/core";
import { Plus, Trash2, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { textIn } from "../../../../../definitions/text.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import type { Commands } from "../commands/use-commands.ts";
import { useEditor, useEditorContext } from "../store/editor-context.ts";
import { titleOf } from "../view/canvas-graph.ts";
import { withText } from "../view/with-text.ts";
import { InspectorFrame } from "./inspector-frame.tsx";
import classes from "./inspector.module.css";

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
      <div className={classes["head"]}>
        <div className={classes["headWords"]}>
          <strong>{t("inspector.edge")}</strong>
          <div className={classes["meta"]}>
            {t("inspector.edgeFromTo", {
              from: name(edge.source),
              port: edge.sourcePort === "out" ? "" : ` (${edge.sourcePort})`,
              to: name(edge.target),
            })}
          </div>
        </div>
        <ActionIcon aria-label={t("close")} onClick={() => store.getState().selectEdge(null)}>
          <X size={16} aria-hidden />
        </ActionIcon>
      </div>
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
        <Button
          size="xs"
          variant="default"
          c="var(--fr-red)"
          leftSection={<Trash2 size={13} aria-hidden />}
          onClick={commands.remove}
        >
          {t("inspector.removeEdge")}
        </Button>
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
      <div className={classes["head"]}>
        <div className={classes["headWords"]}>
          <strong>{t("note.title")}</strong>
        </div>
        <ActionIcon aria-label={t("close")} onClick={() => store.getState().selectNote(null)}>
          <X size={16} aria-hidden />
        </ActionIcon>
      </div>
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
        <Button
          size="xs"
          variant="default"
          c="var(--fr-red)"
          leftSection={<Trash2 size={13} aria-hidden />}
          onClick={commands.remove}
        >
          {t("note.remove")}
        </Button>
      </div>
    </InspectorFrame>
  );
}
