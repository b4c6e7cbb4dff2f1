import { ActionIcon, TextInput } from "@mantine/core";
import { ArrowDown, ArrowUp, Search, Variable, X } from "lucide-react";
import { type KeyboardEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../i18n/use-language.ts";
import { StepIcon } from "../canvas/step-icon.tsx";
import { useEditor, useEditorContext } from "../store/editor-context.ts";
import { canvasNodes, type StepData } from "../view/canvas-graph.ts";
import { geometryOf } from "../view/geometry.ts";
import { searchCanvas } from "./search-canvas.ts";
import classes from "./tools.module.css";

const SHOWN = 60;

/** Finds steps by name, sentence or anything in their settings, and where a variable is used. Enter goes from hit to hit. */
export function CanvasSearch() {
  const { store, catalogue } = useEditorContext();
  const { t } = useTranslation(["drawing", "editor"]);
  const { language } = useLanguage();
  const definition = useEditor((state) => state.definition);
  const [query, setQuery] = useState("");
  const [marked, setMarked] = useState(-1);
  const cards = useMemo(() => {
    const words = (key: string) => t(`editor:${key}` as never);
    const nodes = canvasNodes({ definition, geometry: geometryOf(definition), catalogue, language, t: words });
    return new Map(
      nodes.filter(({ type }) => type !== "note" && type !== "frame").map(({ id, data }) => [id, data as StepData]),
    );
  }, [definition, catalogue, language, t]);
  const hits = useMemo(() => searchCanvas(definition, cards, query), [definition, cards, query]);
  const close = () => {
    const { selection } = store.getState();
    store.getState().set({ isSearchOpen: false });
    if (selection[0] !== undefined) store.getState().focus(selection[0]);
  };
  const show = (index: number) => {
    const hit = hits[index];
    if (hit === undefined) return;
    setMarked(index);
    store.getState().select([hit.id]);
    store
      .getState()
      .announce(t("found", { number: index + 1, count: hits.length, name: cards.get(hit.id)?.title ?? hit.id }));
  };
  const step = (by: 1 | -1) => {
    if (hits.length > 0) show((marked + by + hits.length) % hits.length);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") close();
    else if (event.key === "Enter" || event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(event.key === "ArrowUp" || (event.key === "Enter" && event.shiftKey) ? -1 : 1);
    }
  };
  return (
    <search className={`${classes["search"]} nopan nodrag nowheel`} data-testid="canvas-search">
      <div className={classes["searchHead"]}>
        <TextInput
          size="xs"
          className={classes["searchField"] ?? ""}
          aria-label={t("search")}
          placeholder={t("search")}
          leftSection={<Search size={14} aria-hidden />}
          value={query}
          ref={(field) => field?.focus({ preventScroll: true })}
          data-testid="canvas-search-field"
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setMarked(-1);
          }}
        />
        <span className={classes["hits"]} aria-live="polite">
          {query.trim() === "" ? "" : t("hits", { count: hits.length })}
        </span>
        <ActionIcon size="sm" aria-label={t("previousHit")} disabled={hits.length === 0} onClick={() => step(-1)}>
          <ArrowUp size={14} aria-hidden />
        </ActionIcon>
        <ActionIcon size="sm" aria-label={t("nextHit")} disabled={hits.length === 0} onClick={() => step(1)}>
          <ArrowDown size={14} aria-hidden />
        </ActionIcon>
        <ActionIcon size="sm" aria-label={t("closeSearch")} onClick={close}>
          <X size={14} aria-hidden />
        </ActionIcon>
      </div>
      {query.trim() === "" && definition.variables.length > 0 ? (
        <div className={classes["variables"]}>
          {definition.variables.map(({ name }) => (
            <button key={name} type="button" data-testid={`uses-${name}`} onClick={() => setQuery(`vars.${name}`)}>
              <Variable size={13} aria-hidden /> {name}
            </button>
          ))}
        </div>
      ) : null}
      {query.trim() === "" ? null : (
        <ul className={classes["results"]}>
          {hits.slice(0, SHOWN).map((hit, index) => {
            const card = cards.get(hit.id);
            return card === undefined ? null : (
              <li key={`${hit.id} ${hit.where}`}>
                <button
                  type="button"
                  data-marked={index === marked ? "" : undefined}
                  data-testid={`hit-${hit.id}`}
                  onClick={() => show(index)}
                >
                  <StepIcon icon={card.icon} group={card.group} size="row" />
                  <span className={classes["hitWords"]}>
                    <strong>{card.title}</strong>
                    <small>
                      {hit.access === undefined
                        ? hit.where === ""
                          ? card.line
                          : hit.where
                        : `${t(hit.access)} · ${hit.where}`}
                    </small>
                  </span>
                </button>
              </li>
            );
          })}
          {hits.length > SHOWN ? (
            <li className={classes["moreHits"]}>{t("moreHits", { count: hits.length - SHOWN })}</li>
          ) : null}
        </ul>
      )}
    </search>
  );
}
