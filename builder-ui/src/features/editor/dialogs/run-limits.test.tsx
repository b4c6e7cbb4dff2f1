// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type Settings, settingsSchema, workflowDefinitionSchema } from "../../../../../definitions/workflow.ts";
import { i18n, startI18n } from "../../../i18n/i18n.ts";
import { EditorContext } from "../store/editor-context.ts";
import { createEditorStore } from "../store/editor-store.ts";
import { emptyCatalogue } from "../view/test-catalogue.ts";
import { completeJsdom } from "../../../shared/testing/complete-jsdom.ts";
import { ConcurrencyFields, PaceFields } from "./run-limits.tsx";

beforeAll(async () => {
  completeJsdom();
  await startI18n();
  await i18n.loadNamespaces(["editor", "editor-forms"]);
});
let settings: Settings;
beforeEach(() => (settings = {}));
afterEach(cleanup);

function Fields() {
  const [value, setValue] = useState<Settings>({});
  const set = (part: Partial<Settings>) => {
    settings = { ...value, ...part };
    setValue(settings);
  };
  return (
    <>
      <ConcurrencyFields settings={value} set={set} />
      <PaceFields settings={value} set={set} />
    </>
  );
}
const show = () => {
  const definition = workflowDefinitionSchema.parse({ schemaVersion: 1, key: "flow", name: "Flow" });
  const store = createEditorStore(definition, 1, "2026-03-02T10:00:00.000Z");
  render(
    <MantineProvider env="test">
      <EditorContext value={{ store, catalogue: emptyCatalogue, workflowKey: "flow" }}>
        <Fields />
      </EditorContext>
    </MantineProvider>,
  );
};
const write = (testId: string, value: string) => fireEvent.change(screen.getByTestId(testId), { target: { value } });
const choose = (testId: string, option: string) => {
  fireEvent.click(screen.getByTestId(testId));
  fireEvent.click(screen.getByRole("option", { name: option }));
};

test("a rate starts as so many a minute, its span can be changed, and emptied it is gone", () => {
  show();
  write("settings-rateLimit", "20");
  expect(settings.rateLimit).toEqual({ limit: 20, per: "PT1M" });
  write("settings-ratePer", "5");
  expect(settingsSchema.parse(settings).rateLimit).toEqual({ limit: 20, per: "PT5M" });
  write("settings-rateLimit", "");
  expect(settings.rateLimit).toBeUndefined();
});

test("a priority other than the usual is kept; the usual one needs no word", () => {
  show();
  choose("settings-priority", "1 – first");
  expect(settingsSchema.parse(settings).priority).toBe(1);
  choose("settings-priority", "3 – as usual");
  expect(settings.priority).toBeUndefined();
});

test("ended runs are kept for a time, or for ever", () => {
  show();
  write("settings-retention", "30");
  expect(settingsSchema.parse(settings).retention).toBe("P30D");
  write("settings-retention", "");
  expect(settings.retention).toBeUndefined();
});

test("runs at once say what happens when they are full", () => {
  show();
  write("settings-concurrency", "2");
  choose("settings-whenFull", "Stop the oldest");
  expect(settingsSchema.parse(settings).concurrency).toEqual({ limit: 2, whenFull: "cancel-oldest" });
  expect(screen.getByText("The oldest open run is stopped to make room.")).toBeTruthy();
});
