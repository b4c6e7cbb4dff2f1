import type { KeyboardEvent } from "react";

/** Moves the focus from cell to cell: up and down, and left and right where the caret stands at the end of its text. */
export function moveByKey(event: KeyboardEvent<HTMLInputElement>, row: number, column: number): void {
  const { key, currentTarget: cell, shiftKey, altKey, ctrlKey, metaKey } = event;
  if (altKey || ctrlKey || metaKey || event.nativeEvent.isComposing) return;
  const isAtStart = cell.selectionStart === 0 && cell.selectionEnd === 0;
  const isAtEnd = cell.selectionStart === cell.value.length && cell.selectionEnd === cell.value.length;
  const steps: Readonly<Record<string, readonly [number, number, boolean]>> = {
    ArrowUp: [-1, 0, true],
    ArrowDown: [1, 0, true],
    Enter: [shiftKey ? -1 : 1, 0, true],
    ArrowLeft: [0, -1, isAtStart],
    ArrowRight: [0, 1, isAtEnd],
  };
  const [down, right, may] = steps[key] ?? [0, 0, false];
  if (!may) return;
  const next = cell.closest("table")?.querySelector<HTMLInputElement>(`[data-cell="${row + down}:${column + right}"]`);
  if (next === null || next === undefined) return;
  event.preventDefault();
  next.focus();
  next.select();
}
