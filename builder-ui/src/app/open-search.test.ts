// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from "vitest";
import { openSearch, searchHasFocus, useSearchWish } from "./open-search.ts";

const press = (key: string, more: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  (document.activeElement ?? document.body).dispatchEvent(event);
  return event.defaultPrevented;
};
const query = () => useSearchWish.getState().query;
const field = document.createElement("input");
field.setAttribute("data-search-everything", "");

beforeEach(() => {
  document.body.replaceChildren(field);
  searchHasFocus(field);
  field.blur();
  useSearchWish.setState({ count: 0, query: "" });
});

test("keys pressed before the search is there are kept, and mean nothing else on the page", () => {
  const shortcut = vi.fn<() => void>();
  document.body.addEventListener("keydown", shortcut);
  expect(press("x")).toBe(false);
  openSearch();
  for (const key of ["l", "e", "x", "Backspace", "a"]) expect(press(key)).toBe(true);
  expect(press("k", { ctrlKey: true })).toBe(false);
  expect(query()).toBe("lea");
  expect(shortcut).toHaveBeenCalledTimes(2);
  document.body.removeEventListener("keydown", shortcut);
});

test("once its field has the focus, the keys are the field's, with the caret after what was kept", () => {
  openSearch();
  press("l");
  field.value = query();
  field.addEventListener("focus", () => searchHasFocus(field), { once: true });
  field.focus();
  expect(field.selectionStart).toBe(1);
  expect(press("e")).toBe(false);
  expect(query()).toBe("l");
});

test("asked for again while its field has the focus, it keeps nothing", () => {
  field.focus();
  openSearch();
  expect(press("e")).toBe(false);
  expect(query()).toBe("");
});

test("Escape before it is there means: never mind", () => {
  openSearch();
  press("l");
  press("Escape");
  expect(useSearchWish.getState()).toMatchObject({ count: 0, query: "" });
  expect(press("x")).toBe(false);
});
