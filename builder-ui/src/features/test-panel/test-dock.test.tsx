// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { ReactFlowProvider } from "@xyflow/react";
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { exampleCatalogue } from "../../../../definitions/fixtures/catalogue.ts";
import { workflowTestCaseSchema } from "../../../../definitions/workflow-test.ts";
import { workflowDefinitionSchema } from "../../../../definitions/workflow.ts";
import { type Me, MeContext } from "../../app/me.ts";
import { queryClient } from "../../api/query-client.ts";
import { i18n, startI18n } from "../../i18n/i18n.ts";
import { completeJsdom } from "../../shared/testing/complete-jsdom.ts";
import { useQuestions } from "../../shared/confirm.ts";
import { EditorContext } from "../editor/store/editor-context.ts";
import { createEditorStore } from "../editor/store/editor-store.ts";
import { testDeskOf } from "./test-desk.ts";
import { TestDock } from "./test-dock.tsx";

const draft = workflowDefinitionSchema.parse({
  schemaVersion: 1,
  key: "leads",
  name: "Leads",
  triggers: [{ id: "created", type: "record", object: "lead", on: ["created"] }],
  nodes: [
    { id: "mail", type: "action", name: "Say hello", operation: "smtp.send", input: {} },
    { id: "never", type: "set", name: "Never", values: {} },
  ],
  edges: [{ id: "e1", source: "created", sourcePort: "out", target: "mail" }],
});
const workflow = {
  key: "leads",
  name: "Leads",
  draft,
  revision: 1,
  issues: [],
  addresses: [],
  publishedVersion: null,
  hasDraftChanges: true,
};
const at = "2026-03-02T09:00:00.000Z";
const step = { iteration: 0, status: "completed", startedAt: at, endedAt: at, attempts: 1, error: null };
const simulated = {
  status: "completed",
  startedAt: at,
  endedAt: "2026-03-07T09:00:00.000Z",
  output: null,
  error: null,
  steps: [
    {
      nodeId: "mail",
      stepId: "mail",
      port: "out",
      input: { to: "a@example.com" },
      output: { messageId: "m1" },
      ...step,
    },
  ],
  mails: [{ nodeId: "mail", to: "a@example.com", subject: "Hi", at }],
  events: [],
  compensated: [],
  liveEdges: ["e1"],
  deadEdges: [],
};
const report = {
  passed: 0,
  failed: 1,
  results: [
    {
      workflow: "leads",
      name: "Hello",
      ok: false,
      differences: [{ expectation: "path", expected: ["a"], actual: ["b"] }],
    },
  ],
  coverage: {
    workflow: "leads",
    nodes: { total: 2, covered: 1, missing: ["never"] },
    edges: { total: 1, covered: 1, missing: [] },
  },
};
const backTest = {
  workflow: "leads",
  compared: 2,
  same: 1,
  different: 1,
  failed: 0,
  leftOut: 0,
  runs: [
    {
      runId: "r1",
      version: 1,
      record: { object: "lead", id: "L1", name: "Li" },
      startedAt: at,
      verdict: "different",
      before: { status: "completed", path: ["never"], output: null },
      after: { status: "completed", path: ["mail"], output: null },
      changes: [],
      why: null,
      assumed: ["mail"],
      error: null,
    },
  ],
};

const realRun = {
  id: "r1",
  workflowKey: "leads",
  version: 1,
  status: "completed",
  origin: { triggerId: "created", triggerType: "record", chain: [] },
  record: { object: "lead", id: "L1", name: "Li" },
  recordFields: { name: "Li", score: 7 },
  trigger: {},
  createdAt: at,
  startedAt: at,
  endedAt: at,
  steps: [{ nodeId: "mail", stepId: "mail", output: { messageId: "real" }, ...step }],
};

const hello = workflowTestCaseSchema.parse({ name: "Hello", trigger: "created", expect: { status: "completed" } });

type Sent = { method: string; path: string; body: Record<string, unknown> };
const sent: Sent[] = [];
function answerTo({ method, path, body }: Sent): Response {
  if (path === "/workflows/leads") return Response.json(workflow);
  if (path === "/catalogue") return Response.json(exampleCatalogue);
  if (path === "/workflows/leads/simulate") return Response.json(simulated);
  if (path.startsWith("/runs?")) return Response.json({ items: [realRun], nextCursor: null });
  if (path === "/runs/r1") return Response.json(realRun);
  if (path === "/workflows/leads/tests")
    return Response.json({
      items: [{ id: "hello", test: hello, updatedAt: at, updatedBy: null }],
    });
  if (method === "PUT") return Response.json({ id: "hello", test: body, updatedAt: at, updatedBy: null });
  if (path === "/workflows/leads/test") return Response.json(report);
  return Response.json(backTest);
}

beforeAll(async () => {
  completeJsdom();
  vi.stubGlobal("fetch", async (url: string, init: RequestInit = {}) => {
    const body = typeof init.body === "string" ? (JSON.parse(init.body) as Record<string, unknown>) : {};
    const call = { method: init.method ?? "GET", path: url.replace("/api/v1", ""), body };
    sent.push(call);
    return answerTo(call);
  });
  await startI18n();
});
beforeEach(async () => {
  sent.length = 0;
  testDeskOf("leads").setState({ start: null, tried: null, whole: null, error: null });
  queryClient.clear();
  await i18n.changeLanguage("en");
});
afterEach(cleanup);

function show(tab: string, shown = draft) {
  const store = createEditorStore(shown, 1, at);
  const value = { store, catalogue: exampleCatalogue, workflowKey: "leads" };
  render(
    <QueryClientProvider client={queryClient}>
      <MantineProvider>
        <Notifications />
        <MemoryRouter initialEntries={[`/workflows/leads?test=${tab}`]}>
          <MeContext value={{ permissions: ["workflow:write", "run:read"] } as unknown as Me}>
            <EditorContext value={value}>
              <ReactFlowProvider>
                <TestDock workflow={workflow as never} />
              </ReactFlowProvider>
            </EditorContext>
          </MeContext>
        </MemoryRouter>
      </MantineProvider>
    </QueryClientProvider>,
  );
  return store;
}
const simulations = () => sent.filter(({ path }) => path.endsWith("/simulate")).map(({ body }) => body);

it("simulates what is on the canvas with assumed answers, paints it, and keeps the result as a test", async () => {
  const store = show("simulate");
  fireEvent.click(await screen.findByTestId("simulate"));
  const shown = await screen.findByTestId("step-mail");
  expect(within(shown).getByText("Say hello")).toBeTruthy();
  expect(simulations()[0]).toMatchObject({
    trigger: "created",
    record: { object: "lead", id: "sample-1" },
    definition: { key: "leads" },
  });
  expect(screen.getByTestId("assumed").textContent).toContain("Say hello");
  const { painting } = store.getState();
  expect(painting?.edgeStates?.get("e1")).toBe("live");
  expect(painting?.runs?.get("mail")?.status).toBe("completed");
  fireEvent.change(screen.getByTestId("test-name"), { target: { value: "Says hello" } });
  fireEvent.click(screen.getByTestId("save-test"));
  await waitFor(() => expect(sent.some(({ method }) => method === "PUT")).toBe(true));
  const saved = sent.find(({ method }) => method === "PUT");
  expect(saved?.path).toBe("/workflows/leads/tests/says-hello");
  expect(workflowTestCaseSchema.parse(saved?.body)).toMatchObject({
    name: "Says hello",
    mocks: { mail: {} },
    expect: {
      status: "completed",
      path: ["mail"],
      ports: { mail: "out" },
      mails: [{ nodeId: "mail", to: "a@example.com" }],
    },
  });
});

it("pins a step's output, which the canvas shows and the next simulation is given", async () => {
  const store = show("simulate");
  fireEvent.click(await screen.findByTestId("simulate"));
  fireEvent.click(await screen.findByTestId("pin-mail"));
  await waitFor(() => expect([...store.getState().pinned]).toEqual(["mail"]));
  fireEvent.click(screen.getByTestId("simulate"));
  await waitFor(() => expect(simulations()).toHaveLength(2));
  expect(simulations()[1]?.["mocks"]).toEqual({ mail: { output: { messageId: "m1" } } });
  fireEvent.click(screen.getByTestId("answer-pin-mail"));
  expect([...store.getState().pinned]).toEqual([]);
});

it("runs to the step that is selected, and takes virtual time to a day", async () => {
  const store = show("simulate");
  fireEvent.click(await screen.findByTestId("simulate"));
  fireEvent.click(await screen.findByTestId("jump-3"));
  await waitFor(() => expect(simulations()[1]).toMatchObject({ until: "P3D" }));
  act(() => store.getState().select(["mail"]));
  fireEvent.click(await screen.findByTestId("simulate-to"));
  await waitFor(() => expect(simulations()[2]).toMatchObject({ untilNode: "mail" }));
});

it("starts from a real run, with what its steps answered, and from a sample that is kept", async () => {
  show("simulate");
  fireEvent.click(await screen.findByTestId("start-from"));
  fireEvent.click(await screen.findByText(/^Li · /));
  await waitFor(() => expect(testDeskOf("leads").getState().start?.from).toBe("run:r1"));
  fireEvent.click(screen.getByTestId("simulate"));
  await waitFor(() => expect(simulations()).toHaveLength(1));
  expect(simulations()[0]).toMatchObject({
    record: { id: "L1", name: "Li", score: 7 },
    mocks: { mail: { output: { messageId: "real" } } },
  });
  fireEvent.click(screen.getByTestId("keep-sample"));
  fireEvent.change(await screen.findByTestId("sample-name"), { target: { value: "Mr Li" } });
  fireEvent.click(screen.getByTestId("sample-save"));
  await waitFor(() => expect(sent.find(({ method }) => method === "PUT")?.path).toContain("/tests/sample-mr-li"));
  expect(sent.find(({ method }) => method === "PUT")?.body).toMatchObject({ expect: {}, record: { score: 7 } });
});

it("runs the stored tests: what differs, what no test reaches", async () => {
  const store = show("tests");
  fireEvent.click(await screen.findByTestId("run-tests"));
  await screen.findByText('path: expected ["a"], got ["b"]');
  expect(screen.getByTestId("coverage").textContent).toContain("Not reached: Never.");
  expect(store.getState().painting?.marks?.get("never")?.kind).toBe("unreached");
});

it("runs one stored test, opens it in the simulation, and deletes it when that is confirmed", async () => {
  show("tests");
  fireEvent.click(await screen.findByLabelText("Run the test Hello"));
  await screen.findByText('path: expected ["a"], got ["b"]');
  expect(sent.find(({ path }) => path === "/workflows/leads/test")?.body).toMatchObject({ ids: ["hello"] });

  fireEvent.click(screen.getByLabelText("Delete the test Hello"));
  const deleted = () => sent.filter(({ method }) => method === "DELETE").map(({ path }) => path);
  await waitFor(() => expect(useQuestions.getState().waiting).toHaveLength(1));
  expect(deleted()).toEqual([]);
  act(() => useQuestions.getState().waiting[0]?.answer(true));
  await waitFor(() => expect(deleted()).toEqual(["/workflows/leads/tests/hello"]));

  fireEvent.click(screen.getByLabelText("Open the test Hello in the simulation"));
  await screen.findByTestId("step-mail");
  expect(simulations()).toHaveLength(1);
  expect(testDeskOf("leads").getState().start?.from).toBe("test:hello");
});

it("lets an event happen on the second day of virtual time", async () => {
  const waiting = workflowDefinitionSchema.parse({
    ...draft,
    nodes: [...draft.nodes, { id: "contacted", type: "wait-for-event", event: "lead.contacted", timeout: "P5D" }],
  });
  show("simulate", waiting);
  fireEvent.click(await screen.findByTestId("add-event"));
  fireEvent.change(await screen.findByTestId("happen-after"), { target: { value: "2" } });
  fireEvent.click(screen.getByLabelText(/unit/i, { selector: "input" }));
  fireEvent.click(await screen.findByText("days", { selector: "[role=option] span" }));
  fireEvent.click(screen.getByTestId("simulate"));
  await waitFor(() => expect(simulations()).toHaveLength(1));
  expect(simulations()[0]).toMatchObject({
    events: [{ after: "P2D", name: "lead.contacted", payload: {}, correlate: "sample-1" }],
  });
  fireEvent.click(screen.getByLabelText("Remove"));
  fireEvent.click(screen.getByTestId("simulate"));
  await waitFor(() => expect(simulations()).toHaveLength(2));
  expect(simulations()[1]?.["events"] ?? []).toEqual([]);
});

it("compares with real runs, in Chinese too", async () => {
  await i18n.changeLanguage("zh");
  const store = show("backTest");
  fireEvent.click(await screen.findByTestId("back-test"));
  const summary = await screen.findByTestId("back-test-summary");
  expect(summary.textContent).toContain("2 次运行中有 1 次会走不同的路径");
  const run = screen.getByTestId("run-r1");
  expect(run.textContent).toContain("实际： Never");
  expect(run.textContent).toContain("使用草稿： Say hello");
  fireEvent.click(screen.getByTestId("show-ways-r1"));
  const { marks } = store.getState().painting ?? {};
  expect([marks?.get("never")?.kind, marks?.get("mail")?.kind]).toEqual(["removed", "added"]);
});
