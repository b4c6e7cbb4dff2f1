// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { MantineProvider } from "@mantine/core";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { startI18n } from "../i18n/i18n.ts";
import { completeJsdom } from "../shared/testing/complete-jsdom.ts";
import { CrashBoundary } from "./crash-boundary.tsx";

function Page({ isBroken }: { isBroken: boolean }) {
  if (isBroken) throw new Error("cannot be drawn");
  return <p>the page</p>;
}
const at = (address: string, isBroken: boolean) => (
  <MantineProvider>
    <CrashBoundary address={address}>
      <Page isBroken={isBroken} />
    </CrashBoundary>
  </MantineProvider>
);

beforeAll(async () => {
  completeJsdom();
  await startI18n();
});
afterEach(cleanup);

test("a page that breaks is told in its place; another address is drawn again", () => {
  vi.spyOn(console, "error").mockReturnValue(undefined);
  const { rerender } = render(at("/a", true));
  expect(screen.getByRole("alert").textContent).toContain("cannot be drawn");
  rerender(at("/b", false));
  expect(screen.getByText("the page")).toBeTruthy();
});
