// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { useRouteToEdit } from "./hooks.ts";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function Opened() {
  const { data } = useRouteToEdit("getResource", { params: { kind: "tables", key: "discount" } }, { retry: false });
  return <p>{data === undefined ? "loading" : `revision ${JSON.stringify(data["revision"])}`}</p>;
}

test("what is opened to be edited is what the server has now, also where it was read a moment ago", async () => {
  let revision = 1;
  const answer = () => new Response(JSON.stringify({ key: "discount", revision }), { status: 200 });
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => answer()),
  );
  const client = new QueryClient({ defaultOptions: { queries: { networkMode: "always", staleTime: 60_000 } } });
  const open = () =>
    render(
      <QueryClientProvider client={client}>
        <Opened />
      </QueryClientProvider>,
    );
  const first = open();
  await screen.findByText("revision 1");
  first.unmount();
  revision = 2;
  open();
  expect(screen.queryByText("revision 1")).toBeNull();
  await screen.findByText("revision 2");
});
