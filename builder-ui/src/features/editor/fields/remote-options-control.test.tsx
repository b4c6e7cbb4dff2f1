// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Json } from "../../../../../definitions/json.ts";
import { workflowDefinitionSchema } from "../../../../../definitions/workflow.ts";
import { queryClient } from "../../../api/query-client.ts";
import { chooseLanguage, i18n, startI18n } from "../../../i18n/i18n.ts";
import { completeJsdom } from "../../../shared/testing/complete-jsdom.ts";
import { EditorContext } from "../store/editor-context.ts";
import { createEditorStore } from "../store/editor-store.ts";
import { emptyCatalogue } from "../view/test-catalogue.ts";
import type { FieldSchema } from "./field-kind.ts";
import { FormCallContext } from "./operation-call-context.ts";
import { HeldField } from "./test-field.tsx";

const COMPANIES = [
  { value: 1, label: "Acme GmbH", hint: "Berlin" },
  { value: 2, label: "Bolt Ltd" },
];
const company: FieldSchema = { type: "integer", title: "Company", "x-options": true };
const party: FieldSchema = {
  anyOf: [{ type: "string" }, { type: "integer" }],
  title: "Party",
  "x-options": true,
  "x-widget": "expression",
};
let asked: Record<string, unknown>[];
/** How the server answers the next question; null: with the companies. */
let trouble: (() => Response) | null;
let kept: Json | undefined;

beforeAll(async () => {
  completeJsdom();
  vi.stubGlobal("fetch", async (_url: string, init: RequestInit) => {
    const body = JSON.parse(init.body as string) as Record<string, unknown>;
    asked.push(body);
    if (trouble !== null) return trouble();
    const search = String(body["search"]).toLowerCase();
    return Response.json({ options: COMPANIES.filter(({ label }) => label.toLowerCase().includes(search)) });
  });
  await startI18n();
  await i18n.loadNamespaces(["editor", "editor-forms"]);
});
beforeEach(() => {
  asked = [];
  trouble = null;
  queryClient.clear();
});
afterEach(cleanup);

const CALL = { operation: "tryton.create-opportunity", needsConnection: true };
function inForm(connection: string | undefined, field: ReactNode, value: Json | undefined) {
  const input = { company: value ?? null, description: "Renewal" };
  return <FormCallContext value={{ ...CALL, connection, input }}>{field}</FormCallContext>;
}
function Field({ schema, initial, connection }: { schema: FieldSchema; initial?: Json; connection?: string }) {
  return (
    <HeldField
      name="company"
      path="input.company"
      schema={schema}
      initial={initial}
      onKeep={(value) => {
        kept = value;
      }}
      around={(field, value) => inForm(connection, field, value)}
    />
  );
}
async function show(schema: FieldSchema, initial?: Json, connection: string | null = "erp") {
  kept = initial;
  const definition = workflowDefinitionSchema.parse({ schemaVersion: 1, key: "flow", name: "Flow" });
  const store = createEditorStore(definition, 1, "2026-01-01T00:00:00Z");
  render(
    <QueryClientProvider client={queryClient}>
      <MantineProvider env="test">
        <EditorContext value={{ store, catalogue: emptyCatalogue, workflowKey: "flow" }}>
          <Field
            schema={schema}
            {...(initial === undefined ? {} : { initial })}
            {...(connection === null ? {} : { connection })}
          />
        </EditorContext>
      </MantineProvider>
    </QueryClientProvider>,
  );
  await waitFor(() => expect(field().getAttribute("role")).toBe("combobox"));
}
const field = () => screen.getByTestId<HTMLInputElement>("field-input.company");
const list = () => within(screen.getByTestId("field-input.company-options"));
const press = (key: string) => fireEvent.keyDown(field(), { key, code: key });
const type = (text: string) => fireEvent.change(field(), { target: { value: text } });

test("nothing is asked before it is opened; then a value is chosen by its name with the keyboard alone", async () => {
  await show(company);
  expect(asked).toEqual([]);
  field().focus();
  press("ArrowDown");
  await list().findByText("Acme GmbH");
  expect(asked).toEqual([
    {
      operation: "tryton.create-opportunity",
      connection: "erp",
      field: "company",
      input: { description: "Renewal" },
      search: "",
    },
  ]);
  press("ArrowDown");
  press("ArrowDown");
  press("Enter");
  expect(kept).toBe(2);
  expect(field().value).toBe("Bolt Ltd");
  expect(screen.getByTestId("field-input.company-sent").textContent).toBe("Sent as 2");
});

test("the other system searches, once for a word; the first that fits is taken by Enter", async () => {
  await show(company);
  for (const text of ["a", "ac", "acm"]) type(text);
  await waitFor(() => expect(list().queryByText("Bolt Ltd")).toBeNull());
  await list().findByText("Acme GmbH");
  expect(asked.map(({ search }) => search)).not.toContain("ac");
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ search: "acm" }));
  await waitFor(() => {
    press("Enter");
    expect(kept).toBe(1);
  });
});

test("a value that is not listed stays and is shown as it is; a listed one is shown by its name", async () => {
  await show(party, "77");
  await waitFor(() => expect(asked).toHaveLength(1));
  expect(field().value).toBe("77");
  field().focus();
  fireEvent.click(field());
  await list().findByText("Acme GmbH");
  fireEvent.blur(field());
  expect(kept).toBe("77");
  cleanup();
  await show(party, 1);
  await waitFor(() => expect(field().value).toBe("Acme GmbH"));
  // A minute has not passed: the list of before is shown.
  expect(asked).toHaveLength(1);
});

test("what was typed is kept where nothing has that name, and as a number where only numbers fit", async () => {
  await show(company);
  type("417");
  await list().findByText("Nothing found");
  fireEvent.blur(field());
  expect(kept).toBe(417);
  cleanup();
  await show(party);
  type("417");
  await list().findByText("Use “417” as it is");
  press("Enter");
  expect(kept).toBe("417");
  cleanup();
  await show(company, 1);
  type("bolt");
  await waitFor(() => expect(list().queryByText("Acme GmbH")).toBeNull());
  fireEvent.blur(field());
  expect(kept).toBe(1);
});

test("a failure says what to do, in both languages, and is tried again", async () => {
  const detail = "unreachable";
  trouble = () =>
    Response.json(
      { code: "HTTP_UNREACHABLE", class: "connector", detail, details: { url: "https://erp", problem: "refused" } },
      { status: 502 },
    );
  await show(company);
  field().focus();
  press("ArrowDown");
  await list().findByText("The list cannot be fetched. Type the value instead.");
  await list().findByText(/https:\/\/erp cannot be reached: refused/);
  await chooseLanguage("zh");
  await list().findByText("无法获取列表，请直接输入值。");
  await list().findByText(/无法连接 https:\/\/erp/);
  await chooseLanguage("en");
  trouble = null;
  press("ArrowDown");
  press("Enter");
  await list().findByText("Acme GmbH");
  expect(asked).toHaveLength(2);
});

test("without a connection nothing is asked, and a value can be typed", async () => {
  await show(party, undefined, null);
  fireEvent.click(field());
  list().getByText("Choose a connection first");
  type("P-9");
  fireEvent.blur(field());
  expect(kept).toBe("P-9");
  expect(asked).toEqual([]);
});

test("typing = goes on as an expression", async () => {
  await show(party);
  field().focus();
  type("=");
  expect(kept).toBe("=");
  expect(field().tagName).toBe("TEXTAREA");
});
