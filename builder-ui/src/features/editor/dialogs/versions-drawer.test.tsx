// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { stableJson } from "../../../../../definitions/diff/index.ts";
import { workflowDefinitionSchema } from "../../../../../definitions/workflow.ts";
import { queryClient } from "../../../api/query-client.ts";
import { i18n, startI18n } from "../../../i18n/i18n.ts";
import { completeJsdom } from "../../../shared/testing/complete-jsdom.ts";
import { EditorContext } from "../store/editor-context.ts";
import { createEditorStore } from "../store/editor-store.ts";
import { emptyCatalogue } from "../view/test-catalogue.ts";
import { VersionsDrawer } from "./versions-drawer.tsx";

const AT = "2026-03-02T10:00:00.000Z";
const definition = workflowDefinitionSchema.parse({ schemaVersion: 1, key: "flow", name: "Flow" });
const second = { ...definition, name: "Flow, second version" };
const versions = [2, 1].map((version) => ({
  version,
  hash: `h${version}`,
  note: null,
  publishedAt: AT,
  publishedBy: null,
}));
/** What the browser was given to save, by file name. */
const saved = new Map<string, Blob>();

beforeAll(async () => {
  completeJsdom();
  vi.stubGlobal("fetch", async (url: string) => {
    if (url.endsWith("/workflows/flow/versions")) return Response.json({ items: versions });
    if (url.endsWith("/workflows/flow/versions/2")) return Response.json({ ...versions[0], definition: second });
    return Response.json({ type: "about:blank", title: "Gone", status: 404, code: "VERSION_UNKNOWN" }, { status: 404 });
  });
  const blobs: Blob[] = [];
  URL.createObjectURL = (blob: Blob) => `blob:${blobs.push(blob) - 1}`;
  URL.revokeObjectURL = () => undefined;
  HTMLAnchorElement.prototype.click = function click(this: HTMLAnchorElement) {
    const blob = blobs[Number(this.href.replace("blob:", ""))];
    if (blob !== undefined) saved.set(this.download, blob);
  };
  await startI18n();
  await i18n.loadNamespaces(["editor", "editor-forms"]);
});
afterEach(cleanup);

it("gives a version as the file that the command line writes", async () => {
  const store = createEditorStore(definition, 1, AT);
  const workflow = { key: "flow", publishedVersion: 2 };
  render(
    <QueryClientProvider client={queryClient}>
      <MantineProvider>
        <MemoryRouter>
          <EditorContext value={{ store, catalogue: emptyCatalogue, workflowKey: "flow" }}>
            <VersionsDrawer workflow={workflow as never} saveNow={async () => true} onClose={() => undefined} />
          </EditorContext>
        </MemoryRouter>
      </MantineProvider>
    </QueryClientProvider>,
  );
  const button = await screen.findByTestId("export-2");
  expect(button.getAttribute("aria-label")).toContain("2");
  fireEvent.click(button);
  await waitFor(() => expect([...saved.keys()]).toEqual(["flow.v2.json"]));
  const file = saved.get("flow.v2.json");
  expect(file?.type).toBe("application/json");
  expect(await readText(file)).toBe(stableJson(second));
});

/** jsdom's Blob has no `text`. */
function readText(blob: Blob | undefined): Promise<string> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result as string));
    reader.readAsText(blob ?? new Blob());
  });
}
