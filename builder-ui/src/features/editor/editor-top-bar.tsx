import { ActionIcon, Button, Menu, Tooltip, UnstyledButton } from "@mantine/core";
import {
  CircleAlert,
  CircleCheck,
  Cloud,
  CloudOff,
  Ellipsis,
  Flame,
  FlaskConical,
  History,
  ListTree,
  LoaderCircle,
  Play,
  Redo2,
  Rocket,
  Settings2,
  StickyNote,
  Undo2,
  WandSparkles,
} from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { operationLabel, type TitleOf } from "../../../../definitions/operations/index.ts";
import { Link } from "react-router";
import { useMay } from "../../app/me.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { RelativeTime } from "../../shared/relative-time.tsx";
import { PresenceSlot } from "./lazy-parts.tsx";
import { titleOf } from "./view/canvas-graph.ts";
import { withText } from "./view/with-text.ts";
import type { Commands } from "./commands/use-commands.ts";
import classes from "./editor-page.module.css";
import { useEditor, useEditorContext } from "./store/editor-context.ts";
import { isSameDefinition } from "./store/editor-store.ts";

function WorkflowName({ commands }: { commands: Commands }) {
  const { language, text } = useLanguage();
  const { t } = useTranslation("editor");
  const name = useEditor((state) => state.definition.name);
  const [draft, setDraft] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const commit = () => {
    if (draft !== null && draft.trim() !== "" && draft !== text(name)) {
      commands.attempt({ type: "setName", name: withText(name, language, draft.trim()) });
    }
    setDraft(null);
  };
  return (
    <input
      ref={input}
      className={classes["name"]}
      aria-label={t("bar.name")}
      data-testid="workflow-name"
      value={draft ?? text(name)}
      size={Math.max(8, (draft ?? text(name)).length + 2)}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") input.current?.blur();
        if (event.key === "Escape") {
          setDraft(null);
          window.setTimeout(() => input.current?.blur(), 0);
        }
      }}
    />
  );
}

/** Whether the draft is saved, in a word with an icon. */
function SaveState({ onSave }: { onSave: () => void }) {
  const { t } = useTranslation("editor");
  const saveState = useEditor((state) => state.saveState);
  const savedAt = useEditor((state) => state.savedAt);
  const error = useEditor((state) => state.saveError);
  const icons = {
    saved: Cloud,
    unsaved: Cloud,
    saving: LoaderCircle,
    invalid: CircleAlert,
    conflict: CloudOff,
    offline: CloudOff,
    failed: CloudOff,
  };
  const Icon = icons[saveState];
  const isTrouble =
    saveState === "invalid" || saveState === "conflict" || saveState === "offline" || saveState === "failed";
  return (
    <Tooltip label={isTrouble && error instanceof Error ? error.message : t("bar.draftHint")}>
      <UnstyledButton className={classes["saveState"]} data-state={saveState} data-testid="save-state" onClick={onSave}>
        <Icon size={14} aria-hidden data-spin={saveState === "saving" ? "" : undefined} />
        <span>{t(`save.${saveState}`)}</span>
        {saveState === "saved" ? <RelativeTime at={savedAt} /> : null}
      </UnstyledButton>
    </Tooltip>
  );
}

function UndoButtons({ commands }: { commands: Commands }) {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const { language } = useLanguage();
  const titles: TitleOf = (item) => titleOf(item, catalogue, language, (key) => t(key as never));
  const undo = useEditor((state) => state.undoStack.at(-1));
  const redo = useEditor((state) => state.redoStack.at(-1));
  const undoLabel =
    undo === undefined
      ? t("bar.undo")
      : t("bar.undoWhat", { what: operationLabel(undo.operation, undo.before, language, titles) });
  const redoLabel =
    redo === undefined
      ? t("bar.redo")
      : t("bar.redoWhat", { what: operationLabel(redo.operation, redo.before, language, titles) });
  return (
    <>
      <Tooltip label={undoLabel}>
        <ActionIcon aria-label={undoLabel} data-testid="undo" disabled={undo === undefined} onClick={commands.undo}>
          <Undo2 size={17} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={redoLabel}>
        <ActionIcon aria-label={redoLabel} data-testid="redo" disabled={redo === undefined} onClick={commands.redo}>
          <Redo2 size={17} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </>
  );
}

interface EditorTopBarProps {
  commands: Commands;
  publishedVersion: number | null;
  hasDraftChanges: boolean;
  onSave: () => void;
}

/** Name, state, undo and redo, tidy, run now, publish. */
export function EditorTopBar({ commands, publishedVersion, hasDraftChanges, onSave }: EditorTopBarProps) {
  const { store } = useEditorContext();
  const { t } = useTranslation("editor");
  const mayPublish = useMay("workflow:publish");
  const mayStart = useMay("run:start");
  const mayWrite = useMay("workflow:write");
  const isEdited = useEditor((state) => state.undoStack.length > 0 && !isSameDefinition(state.definition, state.saved));
  const isOutlineOpen = useEditor((state) => state.isOutlineOpen);
  const isTestOpen = useEditor((state) => state.isTestOpen);
  const open = (panel: Parameters<typeof setPanel>[1]) => setPanel(store, panel);
  const isDraft = publishedVersion === null || hasDraftChanges || isEdited;
  return (
    <div className={classes["bar"]}>
      <WorkflowName commands={commands} />
      <span className={classes["version"]} data-draft={isDraft ? "" : undefined}>
        {isDraft ? null : <CircleCheck size={13} aria-hidden />}
        {publishedVersion === null
          ? t("bar.neverPublished")
          : isDraft
            ? t("bar.draftOver", { version: publishedVersion })
            : t("bar.published", { version: publishedVersion })}
      </span>
      <SaveState onSave={onSave} />
      <PresenceSlot />
      <span className={classes["space"]} />
      <UndoButtons commands={commands} />
      <Tooltip label={t("bar.tidy")}>
        <ActionIcon aria-label={t("bar.tidy")} data-testid="tidy" onClick={() => void commands.tidy()}>
          <WandSparkles size={17} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t("bar.outline")}>
        <ActionIcon
          aria-label={t("bar.outline")}
          aria-pressed={isOutlineOpen}
          variant={isOutlineOpen ? "light" : "subtle"}
          data-testid="outline-toggle"
          onClick={() => store.getState().set({ isOutlineOpen: !isOutlineOpen })}
        >
          <ListTree size={17} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {publishedVersion === null ? null : (
        <Tooltip label={t("bar.heat")}>
          <ActionIcon component={Link} to="heat" relative="path" aria-label={t("bar.heat")} data-testid="open-heat">
            <Flame size={17} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label={t("bar.settings")}>
        <ActionIcon aria-label={t("bar.settings")} data-testid="settings" onClick={() => open("settings")}>
          <Settings2 size={17} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={t("bar.more")} data-testid="editor-more">
            <Ellipsis size={17} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<History size={15} aria-hidden />}
            onClick={() => open("versions")}
            data-testid="versions"
          >
            {t("bar.versions")}
          </Menu.Item>
          <Menu.Item
            leftSection={<StickyNote size={15} aria-hidden />}
            onClick={commands.addNote}
            data-testid="add-note"
          >
            {t("bar.addNote")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {mayWrite ? (
        <Button
          className={classes["short"] ?? ""}
          variant={isTestOpen ? "light" : "default"}
          aria-pressed={isTestOpen}
          aria-label={t("bar.test")}
          leftSection={<FlaskConical size={15} aria-hidden />}
          data-testid="open-test"
          onClick={() => store.getState().set({ isTestOpen: !isTestOpen })}
        >
          {t("bar.test")}
        </Button>
      ) : null}
      {mayStart ? (
        <Button
          className={classes["short"] ?? ""}
          variant="default"
          leftSection={<Play size={15} aria-hidden />}
          aria-label={t("bar.run")}
          data-testid="run-now"
          disabled={publishedVersion === null}
          title={publishedVersion === null ? t("bar.runNeedsPublish") : t("bar.run")}
          onClick={() => open("run")}
        >
          {t("bar.run")}
        </Button>
      ) : null}
      {mayPublish ? (
        <Button leftSection={<Rocket size={15} aria-hidden />} data-testid="publish" onClick={() => open("publish")}>
          {t("bar.publish")}
        </Button>
      ) : null}
    </div>
  );
}

function setPanel(
  store: ReturnType<typeof useEditorContext>["store"],
  panel: "settings" | "versions" | "run" | "publish",
): void {
  store.getState().set({ panel });
}
