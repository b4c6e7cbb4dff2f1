// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { afterEach, beforeAll, expect, test } from "vitest";
import type { Condition } from "../../../../../definitions/condition.ts";
import type { ScopeTypes } from "../../../../../definitions/expression/index.ts";
import { workflowDefinitionSchema } from "../../../../../definitions/workflow.ts";
import { i18n, startI18n } from "../../../i18n/i18n.ts";
import { completeJsdom } from "../../../shared/testing/complete-jsdom.ts";
import { EditorContext } from "../store/editor-context.ts";
import { createEditorStore } from "../store/editor-store.ts";
import { emptyCatalogue } from "../view/test-catalogue.ts";
import ConditionBuilder from "./condition-builder.tsx";

beforeAll(async () => {
  completeJsdom();
  await startI18n();
  await i18n.loadNamespaces(["editor"]);
});
afterEach(cleanup);

const scope: ScopeTypes = {
  names: {
    record: {
      kind: "object",
      open: false,
      fields: {
        since: { kind: "instant" },
        lines: {
          kind: "list",
          item: { kind: "object", open: false, fields: { sku: { kind: "string" }, amount: { kind: "number" } } },
        },
      },
    },
  },
};
const definition = workflowDefinitionSchema.parse({ schemaVersion: 1, key: "flow", name: "Flow" });
let kept: Condition | undefined;

function show(value: Condition) {
  kept = value;
  const store = createEditorStore(definition, 1, "2026-01-01T00:00:00Z");
  const calendars = [{ key: "office", tz: "Asia/Shanghai", name: "Office" }];
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MantineProvider>
        <EditorContext value={{ store, catalogue: { ...emptyCatalogue, calendars }, workflowKey: "flow" }}>
          <ConditionBuilder
            value={value}
            onChange={(next) => {
              kept = next;
            }}
            scope={scope}
            optional={false}
            onDone={() => {}}
          />
        </EditorContext>
      </MantineProvider>
    </QueryClientProvider>,
  );
}
const sentence = () => screen.getByTestId("rule-sentence").textContent;

test("rules for the items of a list are drawn as a tree of their own, over the fields of an item", () => {
  show({
    all: [
      {
        fact: "record",
        path: "lines",
        operator: "some",
        value: { all: [{ fact: "item", path: "amount", operator: "greaterThan", value: 100 }] },
      },
    ],
  });
  expect(sentence()).toBe("Lines has an item where (amount is more than 100)");
  const items = screen.getByRole("group", { name: "Rules for an item of the list" });
  fireEvent.change(within(items).getByRole("textbox", { name: "Value" }), { target: { value: "250" } });
  expect(kept).toEqual({
    all: [
      {
        fact: "record",
        path: "lines",
        operator: "some",
        value: { all: [{ fact: "item", path: "amount", operator: "greaterThan", value: 250 }] },
      },
    ],
  });
  expect(sentence()).toBe("Lines has an item where (amount is more than 250)");
});

test("business time is an amount, a unit and a calendar, Monday to Friday where none is named", () => {
  show({ all: [{ fact: "record", path: "since", operator: "withinLastBusiness", value: "P2D" }] });
  expect(sentence()).toBe("record.since is within the last 2 business days");
  expect(screen.getByDisplayValue("Monday to Friday")).toBeDefined();
  fireEvent.click(screen.getByRole("combobox", { name: "How Value is counted" }));
  fireEvent.click(screen.getByText("Working hours: Office"));
  expect(kept).toEqual({
    all: [
      {
        fact: "record",
        path: "since",
        operator: "withinLastBusiness",
        value: { duration: "P2D", calendar: "office" },
      },
    ],
  });
});

test("a value of another shape gets the first value that is shown", () => {
  show({ all: [{ fact: "record", path: "since", operator: "longerAgoThan", value: "" }] });
  expect(kept).toEqual({ all: [{ fact: "record", path: "since", operator: "longerAgoThan", value: "P1D" }] });
  expect(sentence()).toBe("record.since is longer ago than 1 day");
});
