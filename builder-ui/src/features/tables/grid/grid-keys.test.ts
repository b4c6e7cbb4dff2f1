import { expect, test } from "vitest";
import { type CellMode, commandOf } from "./grid-keys.ts";

const press = (text: string) => {
  const keys = text.split("+");
  return {
    key: keys.at(-1) ?? "",
    shiftKey: keys.includes("Shift"),
    altKey: keys.includes("Alt"),
    withControl: keys.includes("Control"),
  };
};
const at = { row: 4, column: 1 };
const ask = (keys: string, mode: CellMode = "chosen", focus = at) =>
  commandOf(press(keys), mode, { anchor: at, focus }, { shown: [0, 2, 4, 6], columns: 3, page: 2 });
const go = (row: number, column: number, isExtending = false) => ({ kind: "go", to: { row, column }, isExtending });

test.each([
  ["ArrowDown", go(6, 1)],
  ["ArrowUp", go(2, 1)],
  ["ArrowLeft", go(4, 0)],
  ["Shift+ArrowRight", go(4, 2, true)],
  ["Control+ArrowUp", go(0, 1)],
  ["Control+Shift+ArrowDown", go(6, 1, true)],
  ["Home", go(4, 0)],
  ["Control+End", go(6, 2)],
  ["PageUp", go(0, 1)],
  ["Enter", go(6, 1)],
  ["Shift+Enter", go(2, 1)],
  ["Tab", go(4, 2)],
  ["Shift+Tab", go(4, 0)],
  ["Delete", { kind: "clear" }],
  ["F2", { kind: "caret" }],
  ["Escape", { kind: "cancel" }],
  ["Control+a", { kind: "all" }],
  ["Control+d", { kind: "fill", side: "down" }],
  ["Control+r", { kind: "fill", side: "right" }],
  ["Control+Enter", { kind: "insertRow" }],
  ["Control+Delete", { kind: "removeRows" }],
  ["Alt+ArrowUp", { kind: "moveRows", by: -1 }],
  ["Alt+ArrowRight", { kind: "moveColumn", by: 1 }],
  ["Alt+Enter", { kind: "choose" }],
  ["Shift+F10", { kind: "rowMenu" }],
  ["x", null],
  ["Control+z", null],
  ["Control+c", null],
])("%s on a chosen cell", (keys, command) => {
  expect(ask(keys)).toEqual(command);
});

test("what is typed anew is left by arrows, and Backspace is its own; with a caret only Enter, up and down leave", () => {
  expect(ask("ArrowRight", "typing")).toEqual(go(4, 2));
  expect(ask("Backspace", "typing")).toBeNull();
  expect(ask("ArrowRight", "caret")).toBeNull();
  expect(ask("Home", "caret")).toBeNull();
  expect(ask("Control+a", "caret")).toBeNull();
  expect(ask("ArrowDown", "caret")).toEqual(go(6, 1));
  expect(ask("Enter", "caret")).toEqual(go(6, 1));
});

test("Tab leaves the grid at a row's end; moves stop at the edges", () => {
  expect(ask("Tab", "chosen", { row: 4, column: 2 })).toBeNull();
  expect(ask("Shift+Tab", "chosen", { row: 4, column: 0 })).toBeNull();
  expect(ask("ArrowDown", "chosen", { row: 6, column: 0 })).toEqual(go(6, 0));
});
