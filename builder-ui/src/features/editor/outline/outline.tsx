import { ActionIcon } from "@mantine/core";
import { CircleAlert, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../i18n/use-language.ts";
import { StepIcon } from "../canvas/step-icon.tsx";
import type { Commands } from "../commands/use-commands.ts";
import { useEditor, useEditorContext } from "../store/editor-context.ts";
import { canvasNodes, type StepData } from "../view/canvas-graph.ts";
import { flowOrder } from "../view/flow-order.ts";
import { geometryOf } from "../view/geometry.ts";
import classes from "./outline.module.css";

interface OutlineRow {
  id: string;
  depth: number;
  data: StepData;
  /** Where its exits lead, in words. */
  targets: string[];
}

/** All triggers and steps in the order of the flow. */
function useOutlineRows(): OutlineRow[] {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const { language } = useLanguage();
  const definition = useEditor((state) => state.definition);
  const issues = useEditor((state) => state.issues);
  return useMemo(() => {
    const context = {
      definition,
      geometry: geometryOf(definition),
      catalogue,
      language,
      t: (key: string) => t(key as never),
      issues,
    };
    const data = new Map(canvasNodes(context).map((node) => [node.id, node.data as StepData]));
    return flowOrder(definition).flatMap(({ id, depth }) => {
      const own = data.get(id);
      if (own === undefined) return [];
      const targets = definition.edges
        .filter((edge) => edge.source === id)
        .map((edge) => {
          const port = own.ports.find((candidate) => candidate.id === edge.sourcePort)?.label ?? "";
          const name = data.get(edge.target)?.title ?? edge.target;
          return own.showPortLabels ? `${port}: ${name}` : name;
        });
      return [{ id, depth, data: own, targets }];
    });
  }, [definition, catalogue, language, t, issues]);
}

/** The workflow as a tree in flow order: everything that the canvas does, by keyboard and screen reader. */
export function Outline({ commands }: { commands: Commands }) {
  const { store } = useEditorContext();
  const { t } = useTranslation("editor");
  const selection = useEditor((state) => state.selection);
  // The row that was reached last: the others of a selection of several came before it.
  const selected = selection.at(-1);
  const tree = useRef<HTMLUListElement>(null);
  const rows = useOutlineRows();
  const current = rows.find((row) => row.id === selected)?.id ?? rows[0]?.id;

  const focusRow = (id: string | undefined) => {
    if (id === undefined) return;
    store.getState().select([id]);
    requestAnimationFrame(() => tree.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus());
  };
  /** ⇧ with an arrow takes the next row into the selection, or the last one out of it again. */
  const extend = (id: string | undefined) => {
    if (id === undefined || id === current) return;
    const isBack = selection.at(-2) === id;
    store.getState().select(isBack ? selection.slice(0, -1) : [...selection.filter((known) => known !== id), id]);
    requestAnimationFrame(() => tree.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus());
  };
  useEffect(() => {
    if (tree.current?.contains(document.activeElement) === true || document.activeElement === document.body) {
      tree.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(current ?? "")}"]`)?.focus();
    }
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a removed row takes the focus with it: look again when rows come or go
  }, [current, rows.length]);

  const onKeyDown = (event: KeyboardEvent) => {
    const index = rows.findIndex((row) => row.id === current);
    const keys: Record<string, (() => void) | undefined> = {
      ArrowDown: () => focusRow(rows[Math.min(rows.length - 1, index + 1)]?.id),
      ArrowUp: () => focusRow(rows[Math.max(0, index - 1)]?.id),
      Home: () => focusRow(rows[0]?.id),
      End: () => focusRow(rows.at(-1)?.id),
      Enter: () => {
        if (current !== undefined) store.getState().inspect(current);
      },
    };
    if (event.shiftKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      event.stopPropagation();
      extend(rows[index + (event.key === "ArrowDown" ? 1 : -1)]?.id);
      return;
    }
    const action = keys[event.key];
    if (action === undefined || event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  };

  return (
    <nav className={classes["outline"]} aria-label={t("outline.label")} data-testid="outline">
      <div className={classes["head"]}>
        <h2>{t("outline.label")}</h2>
        <ActionIcon size="sm" aria-label={t("close")} onClick={() => store.getState().set({ isOutlineOpen: false })}>
          <X size={15} aria-hidden />
        </ActionIcon>
      </div>
      {rows.length === 0 ? <p className={classes["empty"]}>{t("outline.empty")}</p> : null}
      <ul
        ref={tree}
        role="tree"
        aria-multiselectable
        aria-label={t("outline.label")}
        className={classes["tree"]}
        onKeyDown={onKeyDown}
      >
        {rows.map(({ id, depth, data, targets }) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the tree handles the keys of its rows
          <li
            key={id}
            role="treeitem"
            data-row={id}
            data-testid={`outline-${id}`}
            aria-level={depth + 1}
            aria-selected={selection.includes(id)}
            tabIndex={id === current ? 0 : -1}
            className={classes["row"]}
            style={{ paddingLeft: 10 + depth * 18 }}
            aria-label={[
              data.title,
              data.line,
              data.errors > 0 ? t("problems.errors", { count: data.errors }) : "",
              targets.length > 0 ? t("outline.leadsTo", { targets: targets.join(", ") }) : t("outline.leadsNowhere"),
            ]
              .filter(Boolean)
              .join(". ")}
            onClick={() => store.getState().focus(id)}
            onFocus={() => {
              if (!store.getState().selection.includes(id)) store.getState().select([id]);
            }}
          >
            <StepIcon icon={data.icon} group={data.group} size="row" />
            <span className={classes["words"]}>
              <span className={classes["title"]}>{data.title}</span>
              <span className={classes["line"]}>{targets.length > 0 ? `→ ${targets.join(" · ")}` : data.line}</span>
            </span>
            {data.errors > 0 ? <CircleAlert size={14} className={classes["problem"]} aria-hidden /> : null}
          </li>
        ))}
      </ul>
      <p className={classes["help"]}>{t("outline.help")}</p>
      <button type="button" className={classes["add"]} data-testid="outline-add" onClick={commands.openAddAfter}>
        {t("outline.add")}
      </button>
    </nav>
  );
}
