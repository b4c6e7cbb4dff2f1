// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Permission } from "../../../../definitions/api.ts";
import { queryClient } from "../../api/query-client.ts";
import { type Me, MeContext } from "../../app/me.ts";
import { i18n, startI18n } from "../../i18n/i18n.ts";
import { SampleDataButton } from "./sample-data-button.tsx";

const answer = vi.fn<(path: string) => Response>();

beforeAll(async () => {
  vi.stubGlobal("matchMedia", () => ({
    matches: false,
    addEventListener: vi.fn<() => void>(),
    removeEventListener: vi.fn<() => void>(),
  }));
  vi.stubGlobal("fetch", async (path: string) => answer(path));
  await startI18n();
});
beforeEach(async () => {
  answer.mockReset();
  await i18n.changeLanguage("en");
});
afterEach(cleanup);

function show(permissions: Permission[]) {
  const me = {
    user: { id: "u", name: "Ada", email: "ada@example.com" },
    workspace: { id: "w", name: "Work" },
    role: "admin",
    permissions,
  } as const satisfies Me;
  render(
    <QueryClientProvider client={queryClient}>
      <MantineProvider>
        <Notifications />
        <MeContext value={me}>
          <SampleDataButton />
        </MeContext>
      </MantineProvider>
    </QueryClientProvider>,
  );
}

it("loads sample data and says what came", async () => {
  answer.mockImplementation(() => Response.json({ users: 8, leads: 1 }, { status: 201 }));
  show(["settings:write"]);
  fireEvent.click(screen.getByTestId("load-sample-data"));
  await waitFor(() => screen.getByText("Loaded: 8 people, 1 lead, and the policies that go with them."));
  expect(answer).toHaveBeenCalledWith("/api/v1/sample-data");
});

it("says when all of it was there", async () => {
  await i18n.changeLanguage("zh");
  answer.mockImplementation(() => Response.json({ users: 0, leads: 0 }, { status: 201 }));
  show(["settings:write"]);
  fireEvent.click(screen.getByTestId("load-sample-data"));
  await waitFor(() => expect(screen.queryByText("示例数据此前已加载，没有新增内容。")).not.toBeNull());
});

it("is not there for people who may not", () => {
  show(["record:write"]);
  expect(screen.queryByTestId("load-sample-data")).toBeNull();
});
