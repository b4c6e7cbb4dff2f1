import { useEffect, useRef } from "react";
import { useEditor, useEditorContext } from "../store/editor-context.ts";
import type { Geometry } from "../view/geometry.ts";
import { focusNodeElement, isOnCanvas } from "./focus-node.ts";
import { useKeepInView } from "./use-keep-in-view.ts";

/** Brings the card that was asked for, and the one that is selected, into view; the first one gets the focus. */
export function useFocusWish(geometry: Geometry, isDragging: () => boolean): void {
  const { store } = useEditorContext();
  const focusWish = useEditor((state) => state.focusWish);
  const keepInView = useKeepInView();
  const live = useRef(geometry);
  useEffect(() => {
    live.current = geometry;
  }, [geometry]);
  useEffect(() => {
    if (focusWish === null) return;
    keepInView(store.getState().definition, live.current, focusWish.id);
    const before = document.activeElement;
    const hasGoneOn = () => document.activeElement !== before && !isOnCanvas(document.activeElement);
    const timer = window.setTimeout(() => focusNodeElement(focusWish.id, hasGoneOn), 170);
    return () => window.clearTimeout(timer);
  }, [focusWish, keepInView, store]);
  const selected = useEditor((state) => (state.selection.length === 1 ? state.selection[0] : undefined));
  useEffect(() => {
    if (selected === undefined) return;
    const look = () => {
      if (!isDragging()) keepInView(store.getState().definition, live.current, selected, { isSeen: true });
    };
    const timer = window.setTimeout(look, 60);
    // The inspector that opens with the selection narrows the canvas, sooner or later: look again whenever it does.
    const pane = document.querySelector(".react-flow");
    const observer = new ResizeObserver(() => {
      look();
      // A card that was out of view for a moment was not drawn: the focus that it had is nowhere now.
      focusNodeElement(selected, () => document.activeElement !== document.body);
    });
    if (pane !== null) observer.observe(pane);
    return () => {
      window.clearTimeout(timer);
      observer.disconnect();
    };
  }, [selected, keepInView, store, isDragging]);
}
