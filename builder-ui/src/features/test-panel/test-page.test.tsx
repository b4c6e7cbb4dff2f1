// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { exampleCatalogue } from "../../../../definitions/fixtures/catalogue.ts";
import { workflowTestCaseSchema } from "../../../../definitions/workflow-test.ts";
import { workflowDefinitionSchema } from "../../../../definitions/workflow.ts";
import { queryClient } from "../../api/query-client.ts";
import { i18n, startI18n } from "../../i18n/i18n.ts";
import { completeJsdom } from "../../shared/testing/complete-jsdom.ts";
import TestPage from "./test-page.tsx";

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
  endedAt: at,
  output: null,
  error: null,
  steps: [{ nodeId: "mail", stepId: "mail", port: "out", input: { to: "a@example.com" }, output: {}, ...step }],
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

type Sent = { method: string; path: string; body: Record<string, unknown> };
const sent: Sent[] = [];
function answerTo({ method, path, body }: Sent): Response {
  if (path === "/workflows/leads") return Response.json(workflow);
  if (path === "/catalogue") return Response.json(exampleCatalogue);
  if (path === "/workflows/leads/simulate") {
    if ((body["mocks"] as { mail?: unknown }).mail !== undefined) return Response.json(simulated);
    const problem = { code: "SIMULATION_MOCK_MISSING", status: 422, details: { node: "mail", operation: "smtp.send" } };
    return Response.json(problem, { status: 422 });
  }
  if (path === "/workflows/leads/tests")
    return Response.json({ items: [{ id: "hello", test: { name: "Hello" }, updatedAt: at, updatedBy: null }] });
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
  queryClient.clear();
  await i18n.changeLanguage("en");
});
afterEach(cleanup);

function show(tab: string): void {
  const router = createMemoryRouter([{ path: "/workflows/:key/test", element: <TestPage /> }], {
    initialEntries: [`/workflows/leads/test?tab=${tab}`],
  });
  render(
    <QueryClientProvider client={queryClient}>
      <MantineProvider>
        <Notifications />
        <RouterProvider router={router} />
      </MantineProvider>
    </QueryClientProvider>,
  );
}

it("simulates a sample record, offers the answer that is missing, and keeps the result as a test", async () => {
  show("simulate");
  fireEvent.click(await screen.findByTestId("simulate"));
  fireEvent.click(await screen.findByTestId("add-mock"));
  const shown = await screen.findByTestId("step-mail");
  expect(within(shown).getByText("Say hello")).toBeTruthy();
  const bodies = sent.filter(({ path }) => path.endsWith("/simulate")).map(({ body }) => body);
  expect(bodies[0]).toMatchObject({ trigger: "created", record: { object: "lead", id: "sample-1" }, mocks: {} });
  expect(bodies[1]?.["mocks"]).toEqual({ mail: { output: {} } });
  fireEvent.change(screen.getByTestId("test-name"), { target: { value: "Says hello" } });
  fireEvent.click(screen.getByTestId("save-test"));
  await waitFor(() => expect(sent.some(({ method }) => method === "PUT")).toBe(true));
  const saved = sent.find(({ method }) => method === "PUT");
  expect(saved?.path).toBe("/workflows/leads/tests/says-hello");
  expect(workflowTestCaseSchema.parse(saved?.body)).toMatchObject({
    name: "Says hello",
    expect: {
      status: "completed",
      path: ["mail"],
      ports: { mail: "out" },
      mails: [{ nodeId: "mail", to: "a@example.com" }],
    },
  });
});

it("runs the stored tests: what differs, what no test reaches", async () => {
  show("tests");
  fireEvent.click(await screen.findByTestId("run-tests"));
  await screen.findByText('path: expected ["a"], got ["b"]');
  expect(screen.getByTestId("coverage").textContent).toContain("Not reached: never.");
});

it("compares with real runs, in Chinese too", async () => {
  await i18n.changeLanguage("zh");
  show("backTest");
  fireEvent.click(await screen.findByTestId("back-test"));
  const summary = await screen.findByTestId("back-test-summary");
  expect(summary.textContent).toContain("2 次运行中有 1 次会走不同的路径");
  const run = screen.getByTestId("run-r1");
  expect(run.textContent).toContain("实际： Never");
  expect(run.textContent).toContain("使用草稿： Say hello");
});
