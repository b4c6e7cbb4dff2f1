// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { exampleCatalogue } from "../../../../../definitions/fixtures/catalogue.ts";
import { workflowDefinitionSchema } from "../../../../../definitions/workflow.ts";
import { queryClient } from "../../../api/query-client.ts";
import { type Me, MeContext } from "../../../app/me.ts";
import { i18n, startI18n } from "../../../i18n/i18n.ts";
import { completeJsdom } from "../../../shared/testing/complete-jsdom.ts";
import { testDeskOf } from "../../test-panel/test-desk.ts";
import { type Commands, useCommands } from "../commands/use-commands.ts";
import { EditorContext } from "../store/editor-context.ts";
import { createEditorStore } from "../store/editor-store.ts";
import { Inspector } from "./inspector.tsx";

/** The expression engine is loaded with the first one that is computed. */
const SLOW = { timeout: 10_000 };
const AT = "2026-03-02T09:00:00.000Z";
const definition = workflowDefinitionSchema.parse({
  schemaVersion: 1,
  key: "leads",
  name: "Leads",
  triggers: [{ id: "created", type: "record", object: "lead", on: ["created"] }],
  nodes: [
    {
      id: "mail",
      type: "action",
      operation: "smtp.send",
      input: {
        to: "=record.emial",
        subject: "Hi {{ record.name }}",
        html: "<p>Dear {{ record.name }},</p><p>hello</p>",
      },
    },
    { id: "next", type: "set", values: {} },
    {
      id: "known",
      type: "condition",
      branches: [
        { id: "li", when: { all: [{ fact: "record", path: "name", operator: "equal", value: "Li Lei" }] } },
        { id: "ann", when: { all: [{ fact: "record", path: "name", operator: "equal", value: "Ann" }] } },
      ],
    },
  ],
  edges: [
    { id: "e1", source: "created", sourcePort: "out", target: "mail" },
    { id: "e2", source: "mail", sourcePort: "out", target: "next" },
  ],
});
const run = {
  id: "r1",
  workflowKey: "leads",
  version: 1,
  status: "completed",
  origin: { triggerId: "created", triggerType: "record", chain: [] },
  record: { object: "lead", id: "L1", name: "Li" },
  recordFields: { name: "Li Lei", email: "li@example.com" },
  trigger: {},
  vars: {},
  createdAt: AT,
  startedAt: AT,
  endedAt: AT,
  steps: [],
};
const connection = {
  key: "post",
  connector: "smtp",
  name: "Post",
  settings: {},
  secretsSet: {},
  status: "failing",
  checkedAt: AT,
  message: "Refused.",
};
/** What the server says of the connection that is there already. */
let tried: typeof connection;
const sent: { method: string; path: string; body: Record<string, unknown> }[] = [];

beforeAll(async () => {
  completeJsdom();
  vi.stubGlobal("fetch", async (url: string, init: RequestInit = {}) => {
    const path = url.replace("/api/v1", "");
    const body = typeof init.body === "string" ? (JSON.parse(init.body) as Record<string, unknown>) : {};
    sent.push({ method: init.method ?? "GET", path, body });
    if (path.startsWith("/runs?")) return Response.json({ items: [run], nextCursor: null });
    if (path === "/runs/r1") return Response.json(run);
    if (path === "/catalogue") return Response.json(exampleCatalogue);
    if (path === "/connections") return Response.json({ items: [connection, tried] });
    if (path === "/connections/default/test")
      return Response.json((tried = { ...tried, status: "failing", message: "550: relaying denied" }));
    return Response.json(connection);
  });
  await startI18n();
  await i18n.loadNamespaces(["editor", "editor-forms", "run", "test", "connections"]);
});
beforeEach(() => {
  sent.length = 0;
  tried = { ...connection, key: "default", name: "Mail", status: "ok", message: "" };
  window.localStorage.clear();
  queryClient.clear();
  testDeskOf("leads").setState({ start: null, tried: null, whole: null, error: null });
});
afterEach(cleanup);

function Shown({ onCommands }: { onCommands: (commands: Commands) => void }) {
  const commands = useCommands();
  onCommands(commands);
  return <Inspector commands={commands} addresses={[]} />;
}

async function show(select: string) {
  const { ReactFlowProvider } = await import("@xyflow/react");
  const store = createEditorStore(definition, 1, AT);
  const permissions = ["run:read", "connection:read", "connection:write", "workflow:write"];
  render(
    <QueryClientProvider client={queryClient}>
      <MantineProvider>
        <MemoryRouter>
          <MeContext value={{ permissions } as unknown as Me}>
            <EditorContext value={{ store, catalogue: exampleCatalogue, workflowKey: "leads" }}>
              <ReactFlowProvider>
                <Shown onCommands={() => undefined} />
              </ReactFlowProvider>
            </EditorContext>
          </MeContext>
        </MemoryRouter>
      </MantineProvider>
    </QueryClientProvider>,
  );
  act(() => store.getState().select([select]));
  await screen.findByTestId("inspector");
  return store;
}

it("is made wider by keyboard, and remembers its width", async () => {
  await show("mail");
  const bar = screen.getByTestId("inspector-resize");
  expect(screen.getByTestId("inspector").style.width).toBe("400px");
  fireEvent.keyDown(bar, { key: "ArrowLeft" });
  fireEvent.keyDown(bar, { key: "ArrowLeft" });
  expect(screen.getByTestId("inspector").style.width).toBe("448px");
  expect(bar.getAttribute("aria-valuenow")).toBe("448");
  cleanup();
  await show("mail");
  expect(screen.getByTestId("inspector").style.width).toBe("448px");
});

it("is made wider by dragging its edge", async () => {
  await show("mail");
  const bar = screen.getByTestId("inspector-resize");
  bar.setPointerCapture = () => undefined;
  fireEvent.pointerDown(bar, { clientX: 1000, pointerId: 1 });
  fireEvent.pointerMove(bar, { clientX: 950, pointerId: 1 });
  fireEvent.pointerUp(bar, { pointerId: 1 });
  fireEvent.pointerMove(bar, { clientX: 500, pointerId: 1 });
  expect(screen.getByTestId("inspector").style.width).toBe("450px");
});

it("shows under an expression what it gives with the values of the last run", async () => {
  await show("mail");
  const result = await screen.findByTestId("field-input.subject-result", undefined, SLOW);
  expect(result.textContent).toContain("Hi Li Lei");
  expect(result.textContent).toContain("last run");
  const missing = await screen.findByTestId("field-input.to-result", undefined, SLOW);
  expect(missing.textContent).toContain("record.emial");
});

it("shows where in an expression a mistake is", async () => {
  const store = await show("mail");
  act(() =>
    store.getState().set({
      issues: [
        {
          code: "EXPRESSION_PATH_UNKNOWN",
          severity: "error",
          message: "there is no emial",
          nodeId: "mail",
          path: "input.to",
          range: { start: 8, end: 13 },
        },
      ],
    }),
  );
  const place = await screen.findByTestId("problem-place");
  expect(place.textContent).toContain("Line 1, column 8");
  expect(within(place).getByText("emial").tagName).toBe("MARK");
});

it("picks data by its value", async () => {
  await show("mail");
  await screen.findByTestId("field-input.subject-result", undefined, SLOW);
  fireEvent.click(screen.getByLabelText("Pick data for Subject"));
  const picker = await screen.findByTestId("data-picker");
  await waitFor(() => expect(picker.textContent).toContain("li@example.com"));
});

it("sets retries and what undoes the step on their own tabs, and keeps the tab from step to step", async () => {
  const store = await show("mail");
  fireEvent.click(screen.getByTestId("inspector-error"));
  fireEvent.click(await screen.findByTestId("field-compensate"));
  fireEvent.click(await screen.findByText("erp.cancel-order"));
  const mail = () => store.getState().definition.nodes.find(({ id }) => id === "mail");
  await waitFor(() => expect(mail()).toMatchObject({ compensate: { operation: "erp.cancel-order" } }));
  fireEvent.click(screen.getByTestId("inspector-note"));
  fireEvent.change(await screen.findByTestId("field-note"), { target: { value: "Ask Ann first" } });
  expect(mail()).toMatchObject({ note: "Ask Ann first" });
  act(() => store.getState().select(["next"]));
  expect((await screen.findByTestId("field-note")).textContent).toBe("");
});

it("makes a connection on the spot and takes it", async () => {
  const store = await show("mail");
  fireEvent.click(await screen.findByTestId("new-connection"));
  const save = await screen.findByTestId("connection-save");
  fireEvent.change(within(screen.getByRole("dialog")).getByRole("textbox", { name: /^Name/ }), {
    target: { value: "Post" },
  });
  fireEvent.click(save);
  await waitFor(() => expect(store.getState().definition.nodes[0]).toMatchObject({ connection: "post" }));
  expect(sent.find(({ method }) => method === "PUT")?.body).toMatchObject({ connector: "smtp", name: "Post" });
});

it("says of each rule whether it holds with the values of the last run", async () => {
  await show("known");
  await waitFor(
    () =>
      expect(screen.getAllByTestId("rule-result").map((result) => result.dataset["held"])).toEqual(["true", "false"]),
    SLOW,
  );
});

it("tries the connection of a step, and tells what the system said", async () => {
  await show("mail");
  fireEvent.click(await screen.findByTestId("field-connection"));
  fireEvent.click(await screen.findByText("Mail", { selector: "[role=option] span" }));
  const test = await screen.findByTestId("test-connection");
  expect(screen.getByText("Works")).toBeTruthy();
  fireEvent.click(test);
  await screen.findByText("550: relaying denied");
  expect(screen.queryByText("Works")).toBeNull();
  expect(sent.filter(({ method }) => method === "POST").map(({ path }) => path)).toEqual(["/connections/default/test"]);
});

it("shows the mail of a step with the values of the last run, as HTML and as text", async () => {
  await show("mail");
  await screen.findByTestId("field-input.subject-result", undefined, SLOW);
  fireEvent.click(screen.getByTestId("mail-preview"));
  const mail = await screen.findByTestId("mail-view", undefined, SLOW);
  expect(within(mail).getByText("Hi Li Lei").tagName).toBe("STRONG");
  // Its recipient is misspelt: that is told, and the rest is shown.
  expect(screen.getByRole("dialog").textContent).toContain("record.emial");
  const frame = within(mail).getByTestId<HTMLIFrameElement>("mail-html");
  await waitFor(() => expect(frame.contentDocument?.querySelectorAll("p")).toHaveLength(2));
  fireEvent.click(within(mail).getByLabelText("Text"));
  expect(within(mail).getByTestId("mail-text").textContent).toBe("Dear Li Lei,\nhello");
});

it("says each rule of a condition in a sentence, in the language of the page", async () => {
  await show("known");
  expect((await screen.findByTestId("rule-li")).textContent).toBe("name = Li Lei");
  await act(async () => i18n.changeLanguage("zh"));
  expect(screen.getByTestId("rule-ann").textContent).toContain("Ann");
  await act(async () => i18n.changeLanguage("en"));
});
