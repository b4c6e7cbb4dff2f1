// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, expect, test } from "vitest";
import type { Json } from "../../../../../definitions/json.ts";
import { workflowDefinitionSchema } from "../../../../../definitions/workflow.ts";
import { i18n, startI18n } from "../../../i18n/i18n.ts";
import { EditorContext } from "../store/editor-context.ts";
import { createEditorStore } from "../store/editor-store.ts";
import { emptyCatalogue } from "../view/test-catalogue.ts";
import { completeJsdom } from "../../../shared/testing/complete-jsdom.ts";
import type { FieldSchema } from "./field-kind.ts";
import { HeldField } from "./test-field.tsx";

const PATTERN = "^[^@]+@[^@]+$";
const to: FieldSchema = {
  anyOf: [
    { type: "string", pattern: PATTERN },
    { type: "array", items: { type: "string", pattern: PATTERN } },
  ],
  title: "To",
  "x-widget": "expression",
};

beforeAll(async () => {
  completeJsdom();
  await startI18n();
  await i18n.loadNamespaces(["editor"]);
});
afterEach(cleanup);

const definition = workflowDefinitionSchema.parse({ schemaVersion: 1, key: "flow", name: "Flow" });
let kept: Json | undefined;
const keep = (value: Json | undefined) => {
  kept = value;
};

function show(schema: FieldSchema, initial?: Json) {
  kept = initial;
  const store = createEditorStore(definition, 1, "2026-01-01T00:00:00Z");
  render(
    <MantineProvider>
      <EditorContext value={{ store, catalogue: emptyCatalogue, workflowKey: "flow" }}>
        <HeldField name="to" path="to" schema={schema} initial={initial} onKeep={keep} />
      </EditorContext>
    </MantineProvider>,
  );
}
const field = () => screen.getByTestId("field-to");
function add(text: string) {
  field().focus();
  fireEvent.change(field(), { target: { value: text } });
  fireEvent.keyDown(field(), { key: "Enter" });
}

test("a plain address is typed, one alone stays text, more are a list", () => {
  show(to);
  add("ann@example.com");
  expect(kept).toBe("ann@example.com");
  add("=vars.owner.email");
  expect(kept).toEqual(["ann@example.com", "=vars.owner.email"]);
  expect(screen.getByText("=vars.owner.email")).toBeDefined();
});

test("an address typed and left counts; a list of addresses is taken apart, an expression is not", () => {
  show(to);
  field().focus();
  fireEvent.change(field(), { target: { value: "bob@example.com" } });
  fireEvent.blur(field());
  expect(kept).toBe("bob@example.com");
  fireEvent.paste(field(), { clipboardData: { getData: () => "cy@example.com; di@example.com" } });
  expect(kept).toEqual(["bob@example.com", "cy@example.com", "di@example.com"]);
  add("=first(record.emails, 2)");
  expect(kept).toEqual(["bob@example.com", "cy@example.com", "di@example.com", "=first(record.emails, 2)"]);
});

test("an address without its form is told", () => {
  show(to, ["ann"]);
  expect(screen.getByText("“ann” does not have the form that is needed here.")).toBeDefined();
});

test("typing = in a text field goes on as an expression, and the focus stays with the writer", () => {
  show({ type: "string", "x-widget": "expression" });
  field().focus();
  fireEvent.change(field(), { target: { value: "=" } });
  expect(kept).toBe("=");
  expect(field().tagName).toBe("TEXTAREA");
  expect(document.activeElement).toBe(field());
  fireEvent.change(field(), { target: { value: "record.email" } });
  expect(kept).toBe("=record.email");
});

test("the switch turns an expression into text that keeps it", () => {
  show({ type: "string" }, "=record.email");
  fireEvent.click(screen.getByTestId("field-to-expression"));
  expect(kept).toBe("{{ record.email }}");
  fireEvent.click(screen.getByTestId("field-to-expression"));
  expect(kept).toBe("=record.email");
});
