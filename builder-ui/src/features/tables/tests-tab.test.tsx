// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import type { DecisionTable } from "../../../../definitions/resources.ts";
import { i18n, startI18n } from "../../i18n/i18n.ts";
import { completeJsdom } from "../../shared/testing/complete-jsdom.ts";
import { TestsTab } from "./tests-tab.tsx";
import { TryBar } from "./try-bar.tsx";

configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });

const TABLE: DecisionTable = {
  schemaVersion: 1,
  key: "t",
  name: "T",
  hitPolicy: "F",
  inputs: [{ id: "visits", name: { en: "Visits" }, type: "number" }],
  outputs: [
    { id: "offer", type: "string" },
    { id: "points", type: "number" },
  ],
  rows: [
    { id: "many", when: [">= 10"], then: ['"Gold"', "40"] },
    { id: "few", when: ["< 10"], then: ['"Basic"', "5"] },
  ],
  tests: [{ name: "one", input: { visits: null }, expect: null }],
};

beforeAll(async () => {
  completeJsdom();
  await startI18n();
  await i18n.loadNamespaces(["tables"]);
});
afterEach(() => cleanup());

const type = (label: string, text: string) => {
  const field = screen.getByLabelText(label);
  fireEvent.change(field, { target: { value: text } });
  fireEvent.blur(field);
};

/** Shows a part of the page over a table that changes; answers the table as it is. */
function show(
  start: DecisionTable,
  part: (table: DecisionTable, change: (table: DecisionTable) => void) => React.ReactNode,
) {
  let now = start;
  function Page() {
    const [table, setTable] = useState(start);
    now = table;
    return part(table, setTable);
  }
  render(
    <MantineProvider>
      <Page />
    </MantineProvider>,
  );
  return () => now;
}

test("a test has a field for each input and each output, of their types; several outputs are expected together", () => {
  const table = show(TABLE, (now, change) => (
    <TestsTab table={now} readOnly={false} report={null} onRun={() => undefined} onChange={change} />
  ));
  type("Visits", "12");
  type("Expected offer", "Gold");
  type("Expected points", "40");
  expect(table().tests).toEqual([{ name: "one", input: { visits: 12 }, expect: { offer: "Gold", points: 40 } }]);
  // What is no number is kept as it was typed: the test fails and says so, and does not pass as empty.
  type("Visits", "many");
  expect(table().tests[0]?.input).toEqual({ visits: "many" });
  type("Expected offer", "");
  type("Expected points", "");
  expect(table().tests[0]?.expect).toBeNull();
});

test("a sum is one number; lists are expected as JSON", () => {
  const [, points] = TABLE.outputs;
  const sum = { ...TABLE, hitPolicy: "C+" as const, outputs: points === undefined ? [] : [points] };
  const summed = show(sum, (now, change) => (
    <TestsTab table={now} readOnly={false} report={null} onRun={() => undefined} onChange={change} />
  ));
  type("Expected result", "45");
  expect(summed().tests[0]?.expect).toBe(45);
  cleanup();
  const listed = show({ ...TABLE, hitPolicy: "R" }, (now, change) => (
    <TestsTab table={now} readOnly={false} report={null} onRun={() => undefined} onChange={change} />
  ));
  type("Expected result (JSON)", '[{"offer":"Gold","points":40}]');
  expect(listed().tests[0]?.expect).toEqual([{ offer: "Gold", points: 40 }]);
});

test("values are tried on the table as it is drawn, and kept as a test", async () => {
  let matched: ReadonlySet<string> | null = null;
  const onMatch = (rows: ReadonlySet<string> | null) => {
    matched = rows;
  };
  const table = show(TABLE, (now, change) => (
    <TryBar
      table={now}
      readOnly={false}
      onMatch={onMatch}
      onKeep={(kept) => change({ ...now, tests: [...now.tests, kept] })}
    />
  ));
  await screen.findByText(/No row matches/);
  type("Visits", "12");
  await screen.findByText(/Row 1 matches/);
  expect(matched).toEqual(new Set(["many"]));
  fireEvent.click(screen.getByTestId("keep-test"));
  expect(table().tests[1]).toEqual({
    name: "Test 2",
    input: { visits: 12 },
    expect: { offer: "Gold", points: 40 },
  });
  type("Visits", "many");
  await waitFor(() => expect(screen.getByTestId("try-answer").textContent).toContain("number"));
  expect(matched).toEqual(new Set());
});
