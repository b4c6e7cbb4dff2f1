// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { workflowDefinitionSchema } from "../../../../../definitions/workflow.ts";
import { EditorContext } from "../store/editor-context.ts";
import { createEditorStore } from "../store/editor-store.ts";
import { emptyCatalogue } from "../view/test-catalogue.ts";
import { completeJsdom } from "../../../shared/testing/complete-jsdom.ts";
import { newNode, newTrigger } from "./new-step.ts";
import { noteKindUsed } from "./recent-kinds.ts";
import { LOGIC_TYPES, OFFERED_TRIGGERS, stepKinds } from "./step-kinds.ts";
import { StepList } from "./step-list.tsx";

const definition = workflowDefinitionSchema.parse({ schemaVersion: 1, key: "flow", name: "Flow" });

beforeAll(() => {
  completeJsdom();
});
afterEach(cleanup);

function show(onChoose: (kind: { key: string }) => void, withTriggers = true) {
  const store = createEditorStore(definition, 1, "2026-01-01T00:00:00Z");
  render(
    <MantineProvider>
      <EditorContext value={{ store, catalogue: emptyCatalogue, workflowKey: "flow" }}>
        <StepList testId="palette" withTriggers={withTriggers} onChoose={onChoose} />
      </EditorContext>
    </MantineProvider>,
  );
}

test("typing narrows the list, arrows mark, Enter takes the marked step", () => {
  const chosen = vi.fn<(key: string) => void>();
  show((kind) => chosen(kind.key));
  const search = screen.getByTestId("palette-search");
  fireEvent.change(search, { target: { value: "wait" } });
  expect(screen.queryByTestId("palette-condition")).toBeNull();
  expect(screen.getByTestId("palette-wait")).toBeDefined();
  fireEvent.keyDown(search, { key: "ArrowDown" });
  fireEvent.keyDown(search, { key: "Enter" });
  expect(chosen).toHaveBeenCalledWith("wait-for-event");
});

test("the arrows reach the last step, also below what was used lately", () => {
  for (const key of ["wait", "end", "condition"]) noteKindUsed(key);
  const chosen = vi.fn<(key: string) => void>();
  show((kind) => chosen(kind.key));
  const last = screen.getAllByRole("button").at(-1)?.getAttribute("data-testid");
  const search = screen.getByTestId("palette-search");
  fireEvent.keyDown(search, { key: "ArrowUp" });
  fireEvent.keyDown(search, { key: "Enter" });
  expect(`palette-${chosen.mock.calls[0]?.[0]}`).toBe(last);
  window.localStorage.clear();
});

test("after a step there are no triggers to choose", () => {
  show(() => undefined, false);
  expect(screen.queryByTestId("palette-trigger:webhook")).toBeNull();
  expect(screen.getByTestId("palette-end")).toBeDefined();
});

test("every kind that is offered starts well-formed, also in an empty workspace", () => {
  const kinds = stepKinds(emptyCatalogue, "en", (key) => key);
  const ids = kinds.map((kind) =>
    kind.what === "trigger"
      ? newTrigger(definition, emptyCatalogue, kind.type).id
      : newNode(definition, emptyCatalogue, kind).id,
  );
  for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z0-9]*$/);
  expect(new Set(ids).size).toBe(ids.length);
  expect(LOGIC_TYPES.length + OFFERED_TRIGGERS.length).toBe(kinds.length);
});
