import { Button, Group, Modal, Radio } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { clashKey, type MergeChoices, type MergeClash } from "../../../../../definitions/merge/index.ts";
import type { Edge, WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import { call } from "../../../api/client.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { showError, showSuccess } from "../../../shared/show-message.ts";
import { useEditor, useEditorContext } from "../store/editor-context.ts";
import type { DraftConflict } from "../store/editor-store.ts";
import { saveDraft } from "../store/use-autosave.ts";
import { titleOf } from "../view/canvas-graph.ts";
import { previewMerge, readTheirs, takeMerge } from "./settle-conflict.ts";
import classes from "./together.module.css";

const MAX_SHOWN = 300;

/** A key for a copy; the seconds make it one that is free. */
function copyKeyOf(key: string): string {
  return `${key.slice(0, 46)}-copy-${Math.trunc(Date.now() / 1_000) % 1_000_000}`;
}

/** Names of steps as the canvas shows them, whichever side has them. */
function useNames(conflict: DraftConflict): (id: string) => string {
  const { catalogue, store } = useEditorContext();
  const { language } = useLanguage();
  const { t } = useTranslation("editor");
  return (id) => {
    const find = ({ nodes, triggers }: WorkflowDefinition) => [...nodes, ...triggers].find((item) => item.id === id);
    const item = find(store.getState().definition) ?? find(conflict.theirs);
    return item === undefined ? id : titleOf(item, catalogue, language, (key) => t(key as never));
  };
}

function ClashChoice({
  clash,
  name,
  choice,
  onChoose,
}: {
  clash: MergeClash;
  name: string;
  choice: "mine" | "theirs" | undefined;
  onChoose: (side: "mine" | "theirs") => void;
}) {
  const { t } = useTranslation("together");
  const show = (value: unknown) => {
    if (value === undefined) return <em>{clash.path === "" ? t("removed") : t("nothing")}</em>;
    if (typeof value === "object" && clash.path === "") return <em>{t("changed")}</em>;
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)} …` : text;
  };
  return (
    <Radio.Group
      value={choice ?? null}
      onChange={(side) => onChoose(side === "theirs" ? "theirs" : "mine")}
      className={classes["clash"] ?? ""}
      data-testid={`clash-${clash.id}-${clash.path}`}
      label={
        <span className={classes["clashName"]}>
          <strong>{name}</strong>
          {clash.path === "" ? null : <code>{clash.path}</code>}
        </span>
      }
    >
      <div className={classes["sides"]}>
        {(["mine", "theirs"] as const).map((side) => (
          <div key={side} className={classes["side"]} data-chosen={choice === side ? "" : undefined}>
            <Radio
              value={side}
              label={t(side)}
              description={<span className={classes["value"]}>{show(clash[side])}</span>}
              data-testid={`choose-${side}`}
            />
          </div>
        ))}
      </div>
      {clash.base === undefined || clash.path === "" ? null : (
        <p className={classes["was"]}>
          {t("was")} {show(clash.base)}
        </p>
      )}
    </Radio.Group>
  );
}

function LostLines({ edges, nameOf }: { edges: readonly Edge[]; nameOf: (id: string) => string }) {
  const { t } = useTranslation("together");
  if (edges.length === 0) return null;
  return (
    <div className={classes["lost"]}>
      <p>{t("lostLines")}</p>
      <ul>
        {edges.map(({ id, source, target }) => (
          <li key={`${id} ${source} ${target}`}>
            {nameOf(source)} → {nameOf(target)}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Goes through what both have changed. All else of both is kept; nothing happens before "Merge". */
export function ConflictDialog({ conflict, onClose }: { conflict: DraftConflict; onClose: () => void }) {
  const { store, workflowKey } = useEditorContext();
  const { t } = useTranslation("together");
  const navigate = useNavigate();
  const nameOf = useNames(conflict);
  const definition = useEditor((state) => state.definition);
  const saved = useEditor((state) => state.saved);
  const [choices, setChoices] = useState<MergeChoices>({});
  const [isBusy, setBusy] = useState(false);
  // The clashes of the question; deciding one must not take it off the list.
  const asked = useMemo(() => previewMerge({ saved, definition }, conflict), [saved, definition, conflict]);
  const isDecided = asked.clashes.every((clash) => choices[clashKey(clash)] !== undefined);
  const partName = (clash: MergeClash) =>
    clash.part === "node" || clash.part === "trigger" ? nameOf(clash.id) : t(`part.${clash.part}`, { id: clash.id });
  const act = (action: () => Promise<void>) => () => {
    setBusy(true);
    void action()
      .catch(showError)
      .finally(() => setBusy(false));
  };
  const merge = async () => {
    const latest = await readTheirs(workflowKey);
    const { merged, clashes } = previewMerge(store.getState(), latest, choices);
    if (clashes.length > 0) {
      // Another save came while the person was choosing: ask again, with what is there now.
      store.getState().set({ conflict: latest });
      return;
    }
    takeMerge(store, latest, merged);
    if (await saveDraft(store, workflowKey)) showSuccess(t("merged"));
    onClose();
  };
  const takeTheirs = async () => {
    const latest = await readTheirs(workflowKey);
    store.getState().load(latest.theirs, latest.revision, latest.updatedAt);
    onClose();
  };
  const keepCopy = async () => {
    const key = copyKeyOf(workflowKey);
    const created = await call("createWorkflow", { body: { definition: { ...store.getState().definition, key } } });
    await takeTheirs();
    showSuccess(t("copied"));
    await navigate(`/workflows/${created.key}`);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size={720}
      title={t("title")}
      closeButtonProps={{ "aria-label": t("close") }}
      data-testid="conflict-dialog"
    >
      <p className={classes["lead"]}>{t("lead", { count: asked.clashes.length })}</p>
      <div className={classes["clashes"]}>
        {asked.clashes.map((clash) => {
          const key = clashKey(clash);
          return (
            <ClashChoice
              key={key}
              clash={clash}
              name={partName(clash)}
              choice={choices[key]}
              onChoose={(side) => setChoices({ ...choices, [key]: side })}
            />
          );
        })}
      </div>
      <LostLines edges={asked.lostEdges} nameOf={nameOf} />
      <Group justify="flex-end" mt={16} gap={8}>
        <Button variant="subtle" disabled={isBusy} onClick={act(takeTheirs)} data-testid="conflict-theirs">
          {t("takeTheirs")}
        </Button>
        <Button variant="default" disabled={isBusy} onClick={act(keepCopy)} data-testid="conflict-copy">
          {t("keepCopy")}
        </Button>
        <Button disabled={!isDecided} loading={isBusy} onClick={act(merge)} data-testid="conflict-merge">
          {t("merge")}
        </Button>
      </Group>
    </Modal>
  );
}
