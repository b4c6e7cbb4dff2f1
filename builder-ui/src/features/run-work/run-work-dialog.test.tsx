// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { MigrationReport } from "../../../../definitions/api.ts";
import { workflowDefinitionSchema } from "../../../../definitions/workflow.ts";
import { queryClient } from "../../api/query-client.ts";
import { i18n, startI18n } from "../../i18n/i18n.ts";
import { completeJsdom } from "../../shared/testing/complete-jsdom.ts";
import type { RunWork } from "./run-work.ts";
import { RunWorkDialog } from "./run-work-dialog.tsx";

configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });

const version = (number: number, nodeId: string) => ({
  version: number,
  hash: `h${number}`,
  note: null,
  publishedAt: "2026-03-02T09:00:00.000Z",
  publishedBy: null,
  definition: workflowDefinitionSchema.parse({
    schemaVersion: 1,
    key: "leads",
    name: "Leads",
    nodes: [{ id: nodeId, type: "wait", name: `Wait ${number}`, for: "PT1H" }],
  }),
});
const versions = [version(2, "later"), version(1, "sooner")];

type Body = Record<string, unknown>;
let sent: [string, Body][];
let answers: Record<string, (body: Body) => unknown>;

const migrated = (body: Body): MigrationReport => {
  const to = (body["mapping"] as Record<string, string>)["sooner"];
  const isMapped = to === "later";
  const place = { stepId: "sooner", nodeId: "sooner", to: to ?? "sooner" };
  const outcome = !isMapped ? "refused" : body["dryRun"] === true ? "movable" : "moved";
  const problems = isMapped ? [] : [{ ...place, reason: "node-missing" as const }];
  return { more: false, runs: [{ runId: "r1", fromVersion: 1, outcome, active: [place], problems }] };
};

beforeAll(async () => {
  completeJsdom();
  await startI18n();
  await i18n.loadNamespaces(["operate"]);
});
beforeEach(() => {
  sent = [];
  answers = {
    "/api/v1/workflows/leads": () => ({ key: "leads", publishedVersion: 2 }),
    "/api/v1/workflows/leads/versions": () => ({ items: versions }),
    "/api/v1/workflows/leads/versions/1": () => versions[1],
    "/api/v1/workflows/leads/versions/2": () => versions[0],
    "/api/v1/runs/migrate": migrated,
    "/api/v1/runs/r1/rerun": () => ({ runId: "r2" }),
    "/api/v1/runs/r2": () => ({ id: "r2" }),
  };
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    const body = typeof init.body === "string" ? (JSON.parse(init.body) as Body) : {};
    if (init.method === "POST") sent.push([url, body]);
    const answer = answers[url]?.(body);
    return new Response(JSON.stringify(answer ?? { code: "ROUTE_UNKNOWN" }), {
      status: answer === undefined ? 404 : 200,
    });
  });
});
afterEach(() => {
  cleanup();
  queryClient.clear();
  vi.unstubAllGlobals();
});

const onClose = vi.fn<() => void>();
const onDone = vi.fn<() => void>();
function open(work: RunWork) {
  onClose.mockReset();
  onDone.mockReset();
  const element = <RunWorkDialog work={work} onClose={onClose} onDone={onDone} />;
  const router = createMemoryRouter([
    { path: "/", element },
    { path: "/runs/:id", element: <p>the new run</p> },
  ]);
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
}
const confirm = () => fireEvent.click(screen.getByTestId("work-confirm"));

test("runs of a filter are counted before anything is done, then done with the same filter", async () => {
  answers["/api/v1/runs/bulk"] = ({ dryRun }) => ({
    matched: 3,
    done: dryRun === true ? 0 : 3,
    more: false,
    failures: [],
  });
  open({ kind: "bulk", operation: "retry", scope: { workflow: "leads", status: "incident" } });
  expect((await screen.findByTestId("bulk-count")).textContent).toBe("The failed steps of 3 runs will be tried again.");
  const filter = { workflow: "leads", status: "incident", operation: "retry" };
  expect(sent).toEqual([["/api/v1/runs/bulk", { ...filter, dryRun: true }]]);
  confirm();
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(sent[1]).toEqual(["/api/v1/runs/bulk", filter]);
  expect(onDone).toHaveBeenCalled();
});

test("where nothing is meant, nothing can be done; what a run refused stays to be read", async () => {
  answers["/api/v1/runs/bulk"] = () => ({ matched: 0, done: 0, more: false, failures: [] });
  open({ kind: "bulk", operation: "resume", scope: { ids: ["r1"] } });
  expect((await screen.findByTestId("bulk-count")).textContent).toBe("None of these runs is paused.");
  expect(screen.getByTestId("work-confirm").hasAttribute("disabled")).toBe(true);
  cleanup();
  queryClient.clear();
  const failures = [{ runId: "r1", error: { code: "RUN_CLOSED", text: "The run has ended." } }];
  answers["/api/v1/runs/bulk"] = ({ dryRun }) => ({
    matched: 2,
    done: 1,
    more: true,
    failures: dryRun === true ? [] : failures,
  });
  open({ kind: "bulk", operation: "cancel", scope: { ids: ["r1", "r2"] } });
  expect(await screen.findByText(/one go reaches the newest 2/)).toBeTruthy();
  fireEvent.change(screen.getByLabelText("Reason"), { target: { value: "wrong list" } });
  confirm();
  expect((await screen.findByTestId("bulk-failures")).textContent).toContain("The run has ended.");
  expect(sent.at(-1)?.[1]).toMatchObject({ operation: "cancel", reason: "wrong list" });
  expect(onClose).not.toHaveBeenCalled();
});

test("a run is done again from a step on the published version, and the new run is shown", async () => {
  const run = { id: "r1", workflowKey: "leads", version: 1, isOpen: true };
  open({ kind: "rerun", run, from: { nodeId: "inner", name: "Inner", container: "Outer" } });
  fireEvent.click(await screen.findByLabelText("Version 2, published now"));
  expect(screen.getByText(/A new run begins at “Outer”/)).toBeTruthy();
  expect(screen.getByText(/This run is still open/)).toBeTruthy();
  confirm();
  expect(await screen.findByText("the new run")).toBeTruthy();
  expect(sent).toEqual([["/api/v1/runs/r1/rerun", { from: "inner", version: "published" }]]);
});

test("a run that cannot move says why; mapped it can, and moves with that mapping", async () => {
  open({ kind: "migrate", workflows: ["leads"], ids: ["r1"] });
  const next = async () => {
    await waitFor(() => expect(screen.getByTestId("work-confirm").hasAttribute("disabled")).toBe(false));
    confirm();
  };
  expect((await screen.findByTestId("migrate-found")).textContent).toContain("1 is on version 1.");
  await screen.findByText("Lost steps");
  await waitFor(() => expect(screen.getByText("Lost steps").dataset["leftOut"]).toBeUndefined());
  await next();
  expect(await screen.findByTestId("map-sooner")).toBeTruthy();
  await next();
  expect(await screen.findByText("“Wait 1” is not in version 2.")).toBeTruthy();
  expect(screen.getByTestId("work-confirm").hasAttribute("disabled")).toBe(true);
  fireEvent.click(screen.getByTestId("work-back"));
  fireEvent.click(screen.getByTestId("map-sooner"));
  fireEvent.click(screen.getByRole("option", { name: "Wait 2" }));
  await next();
  await waitFor(() => expect(screen.getByTestId("migrate-count").dataset["movable"]).toBe("1"));
  expect(screen.getByText("Wait 1 → Wait 2")).toBeTruthy();
  await next();
  expect((await screen.findByTestId("migrate-result")).textContent).toBe("1 run moved.");
  const last = { workflow: "leads", toVersion: 2, ids: ["r1"], mapping: { sooner: "later" } };
  expect(sent.at(-1)).toEqual(["/api/v1/runs/migrate", last]);
});
