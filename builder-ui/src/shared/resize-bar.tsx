import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import classes from "./resize-bar.module.css";

/* oxlint-disable jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- a separator that can be focused is a control (ARIA window splitter) */

interface ResizeBarProps {
  /** What is made larger or smaller, for screen readers. */
  label: string;
  /** The edge of the part that the bar stands on: dragging away from the part makes it larger. */
  edge: "left" | "top";
  size: number;
  min: number;
  max: number;
  onSize: (size: number) => void;
  testId: string;
}
const STEP = 24;

/** The edge of a part that can be made larger or smaller: by dragging, or with the arrow keys, Home and End. */
export function ResizeBar({ label, edge, size, min, max, onSize, testId }: ResizeBarProps) {
  const from = useRef<{ at: number; size: number } | null>(null);
  const fit = (wanted: number) => onSize(Math.round(Math.min(max, Math.max(min, wanted))));
  const placeOf = (event: PointerEvent) => (edge === "left" ? event.clientX : event.clientY);
  const onKeyDown = (event: KeyboardEvent) => {
    const [larger, smaller] = edge === "left" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    const next = { [larger]: size + STEP, [smaller]: size - STEP, Home: min, End: max }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    fit(next);
  };
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={edge === "left" ? "vertical" : "horizontal"}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      className={classes["bar"]}
      data-edge={edge}
      data-testid={testId}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { at: placeOf(event), size };
      }}
      onPointerMove={(event) => {
        if (from.current !== null) fit(from.current.size + from.current.at - placeOf(event));
      }}
      onPointerUp={() => {
        from.current = null;
      }}
      onPointerCancel={() => {
        from.current = null;
      }}
    />
  );
}

/** A size that this browser remembers. */
export function useStoredSize(name: string, first: number): [size: number, keep: (size: number) => void] {
  const key = `flowright-size:${name}`;
  const [size, setSize] = useState(() => {
    const stored = Number(window.localStorage.getItem(key));
    return Number.isFinite(stored) && stored > 0 ? stored : first;
  });
  return [
    size,
    (next) => {
      setSize(next);
      window.localStorage.setItem(key, String(next));
    },
  ];
}
