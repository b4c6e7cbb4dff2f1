import type { Page, Route } from "playwright-core";
import { expect, test } from "vitest";
import type { StoredWorkflow } from "./fake-api/world.ts";
import { waitUntilSaved } from "./suite/person.ts";
import { withBuilder } from "./suite/with-builder.ts";
import { violationsOn } from "./suite/violations.ts";

async function openDraft(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/workflows/lead-routing`);
  await page.getByTestId("node-score").waitFor();
  await page.waitForTimeout(500);
}
async function rename(page: Page, id: string, name: string): Promise<void> {
  await page.getByTestId(`node-${id}`).click();
  await page.keyboard.press("F2");
  await page.getByTestId("rename-field").fill(name);
  await page.keyboard.press("Enter");
}

/** Lets something happen when this page is just about to save. */
async function beforeNextSave(page: Page, happen: () => void): Promise<void> {
  const intercept = async (route: Route) => {
    happen();
    await route.continue();
  };
  await page.route("**/draft", intercept, { times: 1 });
}

/** Somebody else has changed a step and saved. */
function saveAsWang(workflow: StoredWorkflow, id: string, change: object): void {
  workflow.draft = structuredClone(workflow.draft);
  Object.assign(workflow.draft.nodes.find((node) => node.id === id) ?? {}, change);
  Object.assign(workflow, { revision: workflow.revision + 1, updatedBy: "wang" });
}

test("two people see each other and each other's changes; what both change at once is chosen, and nothing else is lost", async () => {
  await withBuilder({}, async ({ page, context, url, world }) => {
    const second = await context.newPage();
    await openDraft(page, url);
    await openDraft(second, url);
    const workflow = world.workflows.find(({ key }) => key === "lead-routing");
    if (workflow === undefined) throw new Error("the workflow is not there");
    world.presence.push({ key: workflow.key, tab: "a-tab-of-wang", userId: "wang", name: "Wang Fang", step: "score" });
    await page.getByTestId("person-wang").waitFor();
    expect(await page.getByTestId("person-wang").getAttribute("aria-label")).toContain("Score");

    // Nothing unsaved here: what the other one saves is simply shown.
    await rename(second, "score", "Their score");
    await page.getByTestId("node-score").getByText("Their score").waitFor();

    // Both at once, in different places: merged without a question.
    await beforeNextSave(page, () => saveAsWang(workflow, "hot", { note: "Theirs" }));
    await rename(page, "score", "My score");
    await expect
      .poll(() => workflow.draft.nodes.find(({ id }) => id === "score")?.name, { timeout: 15_000 })
      .toMatchObject({ en: "My score" });
    await waitUntilSaved(page);
    expect(workflow.draft.nodes.find(({ id }) => id === "hot")).toMatchObject({ note: "Theirs" });

    // Both at once, in the same place: asked, and either answer keeps the rest of both.
    const change = { name: { en: "Name of Wang", zh: "王的名称" }, note: "Kept" };
    await beforeNextSave(page, () => saveAsWang(workflow, "score", change));
    await rename(page, "score", "Name of mine");
    await page.getByTestId("conflict-review").click();
    await page.getByTestId("conflict-merge").waitFor();
    // Colours are halfway while the dialog appears.
    await page.waitForTimeout(400);
    expect(await violationsOn(page)).toEqual([]);
    await page.getByTestId("clash-score-name.en").getByTestId("choose-theirs").click();
    await page.getByTestId("conflict-merge").click();
    await waitUntilSaved(page);
    expect(workflow.draft.nodes.find(({ id }) => id === "score")).toMatchObject({
      name: { en: "Name of Wang" },
      note: "Kept",
    });
    await page.getByTestId("node-score").getByText("Name of Wang").waitFor();
  });
});

/** How many of the page's files are not kept yet. Runs in the page. */
async function missingFiles(): Promise<number> {
  await navigator.serviceWorker.ready;
  const names = performance.getEntriesByType("resource").map(({ name }) => name);
  const files = ["/", ...names.filter((name) => name.includes("/assets/"))];
  const kept = await Promise.all(files.map(async (file) => caches.match(file)));
  return kept.filter((file) => file === undefined).length;
}

test("without a connection the last workflow is read and edited; the changes survive a reload and are saved later", async () => {
  await withBuilder({}, async ({ page, context, url, world }) => {
    await openDraft(page, url);
    await page.getByTestId("node-score").click();
    // What the page has loaded so far is kept a moment after it is drawn.
    await expect.poll(async () => page.evaluate(missingFiles), { timeout: 20_000 }).toBe(0);
    await context.setOffline(true);
    await rename(page, "score", "Typed offline");
    await page.getByTestId("offline").waitFor();
    await expect.poll(async () => page.getByTestId("save-state").getAttribute("data-state")).toBe("offline");
    await page.waitForTimeout(600);
    page.on("dialog", (dialog) => void dialog.accept());
    await page.reload();
    await page.getByTestId("node-score").waitFor();
    await page.getByTestId("offline").waitFor();
    await page.getByTestId("copy-restore").click();
    await page.getByTestId("node-score").getByText("Typed offline").waitFor();
    await context.setOffline(false);
    await waitUntilSaved(page);
    await page.getByTestId("offline").waitFor({ state: "detached" });
    const { draft } = world.workflows.find(({ key }) => key === "lead-routing") ?? {};
    expect(draft?.nodes.find(({ id }) => id === "score")?.name).toMatchObject({ en: "Typed offline" });
  });
});

test("a session that ends while somebody types: signed in again over the page, the draft is saved as typed", async () => {
  await withBuilder({}, async ({ page, url, world }) => {
    await openDraft(page, url);
    world.open = false;
    await rename(page, "score", "Typed without a session");
    await page.locator("input[name=password]").fill("flowright-demo");
    await page.keyboard.press("Enter");
    await waitUntilSaved(page);
    const { draft } = world.workflows.find(({ key }) => key === "lead-routing") ?? {};
    expect(draft?.nodes.find(({ id }) => id === "score")?.name).toMatchObject({ en: "Typed without a session" });
  });
});
