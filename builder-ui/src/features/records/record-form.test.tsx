// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { ObjectDescription } from "../../../../definitions/catalogue.ts";
import { ApiError } from "../../api/api-error.ts";
import { queryClient } from "../../api/query-client.ts";
import { i18n, startI18n } from "../../i18n/i18n.ts";
import { completeJsdom } from "../../shared/testing/complete-jsdom.ts";
import { RecordForm } from "./record-form.tsx";

const lead: ObjectDescription = {
  name: "lead",
  title: { en: "Lead", zh: "线索" },
  plural: { en: "Leads", zh: "线索" },
  nameField: "name",
  fields: [
    { name: "name", type: "string", title: { en: "Name", zh: "姓名" }, required: true },
    { name: "email", type: "string", title: { en: "E-mail", zh: "邮箱" } },
    { name: "visits", type: "number", title: { en: "Visits", zh: "访问次数" } },
  ],
};

beforeAll(async () => {
  completeJsdom();
  await startI18n();
  await i18n.loadNamespaces(["records"]);
});
beforeEach(async () => {
  await i18n.changeLanguage("en");
});
afterEach(cleanup);

function show(onSubmit: (changes: object) => void, error: unknown = null) {
  return render(
    <QueryClientProvider client={queryClient}>
      <MantineProvider>
        <RecordForm
          object={lead}
          record={{ name: "Ada", email: "ada@example.com", visits: 1 }}
          readOnly={false}
          busy={false}
          error={error}
          onSubmit={onSubmit}
          onCancel={() => undefined}
        />
      </MantineProvider>
    </QueryClientProvider>,
  );
}

describe("RecordForm", () => {
  it("is made from the fields and sends only what was changed", () => {
    const onSubmit = vi.fn<(changes: object) => void>();
    show(onSubmit);
    fireEvent.change(screen.getByLabelText("E-mail"), { target: { value: "byron@example.com" } });
    fireEvent.submit(screen.getByRole("form"));
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ email: "byron@example.com" });
  });

  it("keeps what was typed and says what is missing", () => {
    const onSubmit = vi.fn<(changes: object) => void>();
    show(onSubmit);
    fireEvent.change(screen.getByLabelText(/Name/), { target: { value: "" } });
    fireEvent.submit(screen.getByRole("form"));
    expect(onSubmit).not.toHaveBeenCalled();
    expect(screen.getByText("Fill this in.")).toBeTruthy();
  });

  it("puts the server's refusal beside its field", () => {
    const issues = [{ path: "email", message: "Write an address." }];
    show(() => undefined, new ApiError({ status: 400, code: "RECORD_INVALID", detail: "It does not fit.", issues }));
    expect(screen.getByRole("alert").textContent).toContain("RECORD_INVALID");
    const described = screen.getByLabelText("E-mail").getAttribute("aria-describedby") ?? "";
    expect(
      described
        .split(" ")
        .map((id) => document.querySelector(`[id="${id}"]`)?.textContent)
        .join(" "),
    ).toContain("Write an address.");
  });

  it("speaks Chinese", async () => {
    await i18n.changeLanguage("zh");
    show(() => undefined);
    expect(screen.getByLabelText("邮箱")).toBeTruthy();
    expect(screen.getByRole("button", { name: "保存" })).toBeTruthy();
  });
});
