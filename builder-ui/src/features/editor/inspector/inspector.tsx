import { ActionIcon, Button, Tabs, Textarea } from "@mantine/core";
import { Copy, Plus, Power, Trash2, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Workflow } from "../../../../../definitions/api.ts";
import type { WorkflowNode } from "../../../../../definitions/nodes/index.ts";
import { textIn } from "../../../../../definitions/text.ts";
import type { Trigger } from "../../../../../definitions/triggers/index.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { Markdown } from "../../../shared/markdown.tsx";
import { StepIcon } from "../canvas/step-icon.tsx";
import type { Commands } from "../commands/use-commands.ts";
import { withText } from "../view/with-text.ts";
import { useIssueText } from "../problems/use-issue-text.ts";
import { useEditor, useEditorContext } from "../store/editor-context.ts";
import { titleOf } from "../view/canvas-graph.ts";
import classes from "./inspector.module.css";
import { MoreTab } from "./more-tab.tsx";
import { NodeForm } from "./node-form.tsx";
import { TriggerForm } from "./trigger-form.tsx";
import { useChange, useProblemsOf } from "./use-item.ts";

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
  if (!isOpen) return null;
  if (edge !== null) return <EdgePanel commands={commands} id={edge} />;
  if (noteId !== null) return <NotePanel commands={commands} id={noteId} />;
  if (selection.length > 1) return <ManyPanel commands={commands} count={selection.length} />;
  const [id] = selection;
  const trigger = definition.triggers.find((candidate) => candidate.id === id);
  const node = definition.nodes.find((candidate) => candidate.id === id);
  const item = trigger ?? node;
  if (item === undefined) return null;
  return (
    <ItemPanel key={item.id} item={item} isTrigger={trigger !== undefined} commands={commands} addresses={addresses} />
  );
}

interface ItemPanelProps {
  item: WorkflowNode | Trigger;
  isTrigger: boolean;
  commands: Commands;
  addresses: Workflow["addresses"];
}

function ItemPanel({ item, isTrigger, commands, addresses }: ItemPanelProps) {
  const { store, catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const { language } = useLanguage();
  const change = useChange(item, isTrigger, commands);
  const problemsOf = useProblemsOf(item.id);
  const issues = useEditor((state) => state.issues);
  const general = issues.filter(
    (issue) => issue.nodeId === item.id && issue.severity !== "info" && (issue.path === undefined || issue.path === ""),
  );
  const issueText = useIssueText(general.length > 0);
  const nameField = useRef<HTMLInputElement>(null);
  const isNameWanted = useEditor((state) => state.isNameWanted);
  useEffect(() => {
    if (!isNameWanted) return;
    nameField.current?.focus();
    store.getState().set({ isNameWanted: false });
  }, [isNameWanted, store]);
  const title = titleOf({ ...item, name: undefined }, catalogue, language, (key) => t(key as never));
  const connector =
    item.type === "action"
      ? catalogue.connectors.find((entry) => entry.id === item.operation.split(".")[0])
      : undefined;
  const group = isTrigger ? "triggers" : (connector?.group ?? (item.type === "action" ? "systems" : "logic"));
  return (
    <aside className={classes["inspector"]} aria-label={t("inspector.label")} data-testid="inspector">
      <div className={classes["head"]}>
        <StepIcon icon={connector?.icon ?? item.type} group={group} />
        <div className={classes["headWords"]}>
          <input
            ref={nameField}
            className={classes["name"]}
            aria-label={t("inspector.name")}
            data-testid="inspector-name"
            placeholder={title}
            value={textIn(item.name, language)}
            onChange={(event) => {
              const value = event.currentTarget.value;
              const name = value === "" ? undefined : withText(item.name, language, value);
              commands.attempt({ type: "renameNode", id: item.id, name }, `name:${item.id}`);
            }}
          />
          <div className={classes["meta"]}>
            {title} · <code>{item.id}</code>
          </div>
        </div>
        <ActionIcon aria-label={t("close")} data-testid="inspector-close" onClick={() => store.getState().select([])}>
          <X size={16} aria-hidden />
        </ActionIcon>
      </div>
      <Tabs defaultValue="setup" className={classes["tabs"] ?? ""} keepMounted={false}>
        <Tabs.List px={12}>
          <Tabs.Tab value="setup">{t("inspector.setup")}</Tabs.Tab>
          <Tabs.Tab value="more" data-testid="inspector-more">
            {t("inspector.more")}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="setup" className={classes["panel"] ?? ""}>
          {general.length === 0 ? null : (
            <ul className={classes["alerts"]}>
              {general.map((issue) => (
                <li key={issue.code + issue.message} data-severity={issue.severity}>
                  {issueText(issue)}
                </li>
              ))}
            </ul>
          )}
          {item.note === undefined ? null : (
            <div className={classes["note"]}>
              <Markdown text={item.note} />
            </div>
          )}
          {isTrigger ? (
            <TriggerForm item={item as Trigger} change={change} problemsOf={problemsOf} addresses={addresses} />
          ) : (
            <NodeForm item={item as WorkflowNode} change={change} problemsOf={problemsOf} />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="more" className={classes["panel"] ?? ""}>
          <MoreTab item={item} isTrigger={isTrigger} change={change} problemsOf={problemsOf} />
          <ItemActions commands={commands} isDisabled={item.disabled === true} />
        </Tabs.Panel>
      </Tabs>
    </aside>
  );
}

function ItemActions({ commands, isDisabled }: { commands: Commands; isDisabled: boolean }) {
  const { t } = useTranslation("editor");
  return (
    <div className={classes["actions"]}>
      <Button size="xs" variant="default" leftSection={<Copy size={13} aria-hidden />} onClick={commands.duplicate}>
        {t("inspector.duplicate")}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<Power size={13} aria-hidden />}
        onClick={commands.toggleDisabled}
      >
        {isDisabled ? t("inspector.enable") : t("inspector.disable")}
      </Button>
      <Button
        size="xs"
        variant="default"
        c="var(--fr-red)"
        leftSection={<Trash2 size={13} aria-hidden />}
        data-testid="inspector-delete"
        onClick={commands.remove}
      >
        {t("inspector.remove")}
      </Button>
    </div>
  );
}

function ManyPanel({ commands, count }: { commands: Commands; count: number }) {
  const { t } = useTranslation("editor");
  return (
    <aside className={classes["inspector"]} aria-label={t("inspector.label")} data-testid="inspector">
      <div className={classes["head"]}>
        <strong>{t("inspector.many", { count })}</strong>
      </div>
      <ItemActions commands={commands} isDisabled={false} />
    </aside>
  );
}

function EdgePanel({ commands, id }: { commands: Commands; id: string }) {
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
    <aside className={classes["inspector"]} aria-label={t("inspector.label")} data-testid="inspector">
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
    </aside>
  );
}

function NotePanel({ commands, id }: { commands: Commands; id: string }) {
  const { store } = useEditorContext();
  const { t } = useTranslation("editor");
  const { language } = useLanguage();
  const note = useEditor((state) => state.definition.layout.notes.find((candidate) => candidate.id === id));
  if (note === undefined) return null;
  return (
    <aside className={classes["inspector"]} aria-label={t("inspector.label")} data-testid="inspector">
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
    </aside>
  );
}
