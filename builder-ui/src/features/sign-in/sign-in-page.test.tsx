// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { queryClient } from "../../api/query-client.ts";
import { i18n, startI18n } from "../../i18n/i18n.ts";
import SignInPage from "./sign-in-page.tsx";

/** What was asked, in order: method, path, body. */
const asked: string[] = [];
let isFirstRun = true;

function answer(path: string, method: string): unknown {
  if (path.endsWith("/meta")) return { version: "1", environment: "test", mailbox: true, firstRun: isFirstRun };
  if (path.endsWith("/me"))
    return {
      user: { id: "ada", name: "Ada", email: "ada@example.com", language: "en" },
      workspace: { id: "w", name: "Work" },
      role: "admin",
      permissions: ["user:write"],
    };
  if (method === "PATCH") return { id: "ada", name: "Ada", email: "ada@example.com", role: "admin", language: "zh" };
  return {};
}

beforeAll(async () => {
  vi.stubGlobal("matchMedia", () => ({
    matches: false,
    addEventListener: vi.fn<() => void>(),
    removeEventListener: vi.fn<() => void>(),
  }));
  vi.stubGlobal("fetch", async (path: string, init?: RequestInit) => {
    const method = init?.method ?? "GET";
    if (method !== "GET") asked.push(`${method} ${path} ${typeof init?.body === "string" ? init.body : ""}`);
    return Response.json(answer(path, method));
  });
  vi.spyOn(window.navigator, "language", "get").mockReturnValue("zh-CN");
  await startI18n();
  await i18n.loadNamespaces(["sign-in"]);
});
beforeEach(() => {
  asked.length = 0;
  queryClient.clear();
});
afterEach(cleanup);

async function signIn() {
  const router = createMemoryRouter(
    [
      { path: "/sign-in", element: <SignInPage /> },
      { path: "*", element: <p>inside</p> },
    ],
    { initialEntries: ["/sign-in"] },
  );
  render(
    <QueryClientProvider client={queryClient}>
      <MantineProvider>
        <RouterProvider router={router} />
      </MantineProvider>
    </QueryClientProvider>,
  );
  if (isFirstRun) await screen.findByTestId("first-run-hint");
  fireEvent.change(screen.getByLabelText("邮箱"), { target: { value: "ada@example.com" } });
  fireEvent.change(screen.getByLabelText("密码"), { target: { value: "secret" } });
  fireEvent.submit(screen.getByLabelText("邮箱").closest("form") as HTMLFormElement);
  await waitFor(() => expect(screen.queryByText("inside")).not.toBeNull());
}

it("speaks the browser's language, and the first account takes it", async () => {
  isFirstRun = true;
  await signIn();
  expect(asked).toContain('PATCH /api/v1/users/ada {"language":"zh"}');
});

it("leaves the language of an account alone later on", async () => {
  isFirstRun = false;
  await signIn();
  expect(asked.filter((request) => request.startsWith("PATCH"))).toEqual([]);
});
