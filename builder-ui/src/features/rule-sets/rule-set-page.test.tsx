// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { queryClient } from "../../api/query-client.ts";
import { MeContext } from "../../app/me.ts";
import { i18n, startI18n } from "../../i18n/i18n.ts";
import { completeJsdom } from "../../shared/testing/complete-jsdom.ts";
import RuleSetPage from "./rule-set-page.tsx";

configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });

const when = { all: [{ fact: "input", path: "amount", operator: "greaterThan", value: 10 }] };
let stored: Record<string, unknown>;
let saved: Record<string, unknown>[];
let asked: Record<string, unknown>[];

beforeAll(async () => {
  completeJsdom();
  await startI18n();
  await i18n.loadNamespaces(["decisions", "editor", "run"]);
});
beforeEach(() => {
  saved = [];
  asked = [];
  stored = {
    schemaVersion: 1,
    key: "gifts",
    name: { en: "Gifts" },
    inputs: [{ name: "amount", type: "number", required: true }],
    facts: [],
    conditions: {},
    rules: [{ id: "big", name: { en: "Big" }, priority: 1, when, event: { type: "gift" } }],
    mode: "all",
    tests: [],
  };
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    const body = typeof init.body === "string" ? (JSON.parse(init.body) as Record<string, unknown>) : {};
    const leaf = {
      kind: "leaf",
      held: true,
      fact: "input",
      path: "amount",
      operator: "greaterThan",
      expected: 10,
      actual: 50,
    };
    const answers: Record<string, () => unknown> = {
      "GET /api/v1/resources/rule-sets/gifts": () => stored,
      "PUT /api/v1/resources/rule-sets/gifts": () => {
        saved.push(body);
        stored = body;
        return body;
      },
      "POST /api/v1/rule-sets/gifts/try": () => {
        asked.push(body);
        return {
          issues: [],
          error: null,
          tests: [],
          rulesNeverHeld: [],
          result: {
            events: [{ type: "gift", params: { worth: 5 }, rule: "big" }],
            rules: [{ id: "big", status: "held", explanation: { kind: "all", held: true, children: [leaf] } }],
            facts: [],
          },
        };
      },
      "POST /api/v1/rule-sets/gifts/back-test": () => ({
        ruleSet: "gifts",
        runs: 2,
        compared: 2,
        same: 1,
        different: 1,
        failed: 0,
        steps: [
          {
            runId: "r1",
            workflow: "w",
            record: { object: "lead", id: "l1", name: "Ann" },
            stepId: "ask",
            at: "2026-03-02T09:00:00Z",
            verdict: "different",
            input: { amount: 12 },
            before: { events: [{ type: "gift", params: {}, rule: "big" }], held: ["big"] },
            after: { events: [], held: [] },
            error: null,
          },
        ],
      }),
      "GET /api/v1/resources/rule-sets/gifts/versions": () => ({ items: [] }),
      "GET /api/v1/resources/rule-sets/gifts/uses": () => ({ items: [] }),
    };
    const answer = answers[`${init.method ?? "GET"} ${url}`]?.();
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

function open() {
  const router = createMemoryRouter([{ path: "/rules/sets/:key", element: <RuleSetPage /> }], {
    initialEntries: ["/rules/sets/gifts"],
  });
  const me = { permissions: ["resource:read", "resource:write"] } as never;
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queryClient}>
        <MeContext value={me}>
          <RouterProvider router={router} />
        </MeContext>
      </QueryClientProvider>
    </MantineProvider>,
  );
}

test("the set is asked as it is drawn, says why, and the question becomes its test", async () => {
  open();
  fireEvent.change(await screen.findByLabelText("Event"), { target: { value: "present" } });
  fireEvent.change(screen.getByLabelText("Input (JSON)"), { target: { value: '{"amount":50}' } });
  fireEvent.click(screen.getByTestId("rule-set-try"));
  const answer = await screen.findByTestId("rule-set-answer");
  expect(answer.textContent).toContain('gift {"worth":5} · Big');
  expect(answer.textContent).toContain("was 50");
  expect(asked[0]).toMatchObject({ input: { amount: 50 }, ruleSet: { rules: [{ event: { type: "present" } }] } });
  fireEvent.click(screen.getByRole("button", { name: "Keep as test" }));
  fireEvent.click(screen.getByTestId("resource-save"));
  await waitFor(() => expect(saved).toHaveLength(1));
  expect(saved[0]).toMatchObject({
    rules: [{ event: { type: "present" } }],
    tests: [{ input: { amount: 50 }, expect: { events: ["gift"], rules: ["big"] } }],
  });
  await waitFor(() => expect(screen.getByTestId("resource-save").hasAttribute("disabled")).toBe(true));
});

test("the set is compared with what runs asked it", async () => {
  open();
  fireEvent.click(await screen.findByTestId("rule-set-back-test"));
  const summary = await screen.findByTestId("rule-set-back-test-summary");
  expect(summary.textContent).toBe("2 questions compared: 1 would get another answer, 0 would fail.");
  const line = screen.getByRole("link", { name: "Ann" }).closest("li");
  expect(line?.textContent).toContain('{"amount":12}gift {} → no rule held');
});

test("what is typed stays when the set is read again; text that is no JSON is never sent", async () => {
  open();
  fireEvent.change(await screen.findByLabelText("Event"), { target: { value: "present" } });
  stored = { ...stored, mode: "first" };
  await queryClient.invalidateQueries({ queryKey: ["getResource"] });
  await waitFor(() => expect(queryClient.isFetching()).toBe(0));
  expect(screen.getByLabelText<HTMLInputElement>("Event").value).toBe("present");
  fireEvent.change(screen.getByLabelText("Input (JSON)"), { target: { value: "{amount" } });
  expect(screen.getByTestId("rule-set-try").hasAttribute("disabled")).toBe(true);
});
