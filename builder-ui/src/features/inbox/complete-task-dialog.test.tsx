// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { RouteResponse } from "../../../../definitions/api.ts";
import { queryClient } from "../../api/query-client.ts";
import { i18n, startI18n } from "../../i18n/i18n.ts";
import { completeJsdom } from "../../shared/testing/complete-jsdom.ts";
import { CompleteTaskDialog } from "./complete-task-dialog.tsx";

type Task = RouteResponse<"listTasks">["items"][number];
const TASK: Task = {
  id: "t1",
  kind: "approval",
  title: "20 % for Ann",
  description: null,
  assignees: ["ada"],
  status: "open",
  dueAt: null,
  record: null,
  runId: "r1",
  createdAt: "2026-03-02T08:00:00Z",
  outcomes: [{ id: "approved" }, { id: "rejected", name: { en: "No", zh: "不行" } }],
  required: 1,
  form: { type: "object", properties: { limit: { type: "number", title: "Limit" } }, required: ["limit"] },
  answers: [],
  comments: [],
  delegations: [],
  escalated: false,
};
const sent = vi.fn<(url: string, body: unknown) => void>();

beforeAll(async () => {
  completeJsdom();
  vi.stubGlobal("fetch", async (url: string, init: { body: string }) => {
    sent(url, JSON.parse(init.body));
    return new Response(JSON.stringify(TASK), { headers: { "content-type": "application/json" } });
  });
  await startI18n();
  await i18n.loadNamespaces(["inbox", "shared"]);
});
beforeEach(async () => {
  sent.mockClear();
  await i18n.changeLanguage("en");
});
afterEach(cleanup);

const show = () =>
  render(
    <QueryClientProvider client={queryClient}>
      <MantineProvider env="test">
        <CompleteTaskDialog task={TASK} onClose={() => undefined} />
      </MantineProvider>
    </QueryClientProvider>,
  );

it("asks for the form before an approval, and sends outcome, form and comment", async () => {
  show();
  fireEvent.click(screen.getByRole("button", { name: "Approve" }));
  expect(sent).not.toHaveBeenCalled();
  fireEvent.change(screen.getByLabelText(/Limit/), { target: { value: "12.5" } });
  fireEvent.change(screen.getByLabelText("Comment"), { target: { value: " fine " } });
  fireEvent.click(screen.getByRole("button", { name: "Approve" }));
  await waitFor(() => expect(sent).toHaveBeenCalledTimes(1));
  expect(sent.mock.calls[0]?.[0]).toContain("/tasks/t1/complete");
  expect(sent.mock.calls[0]?.[1]).toEqual({ outcome: "approved", comment: "fine", form: { limit: 12.5 } });
});

it("a rejection needs no form; its author's name stands on the button, in the reader's language", async () => {
  await i18n.changeLanguage("zh");
  show();
  expect(screen.getByRole("button", { name: "批准" })).toBeDefined();
  fireEvent.click(screen.getByRole("button", { name: "不行" }));
  await waitFor(() => expect(sent).toHaveBeenCalledTimes(1));
  expect(sent.mock.calls[0]?.[1]).toEqual({ outcome: "rejected" });
});
