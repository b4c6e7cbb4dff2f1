import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { openBrowser } from "./suite/open-browser.ts";
import { addSeller, middleOf, openSuiteSession, signIn, waitForRun, waitUntilSaved } from "./suite/person.ts";

/** Drags a row of the palette onto the canvas, so that the card's middle comes to lie at `x`, `y` of the canvas. */
async function dragFromPalette(page: Page, kind: string, at: { x: number; y: number }): Promise<void> {
  const row = page.getByTestId(`palette-${kind}`);
  await row.scrollIntoViewIfNeeded();
  const from = await middleOf(row);
  const canvas = await page.locator(".react-flow").boundingBox();
  if (canvas === null) throw new Error("there is no canvas");
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(canvas.x + at.x, canvas.y + at.y, { steps: 12 });
  await page.mouse.up();
}

/** Draws a line from a card's exit to another card, by mouse. */
async function connectByMouse(page: Page, source: string, target: string): Promise<void> {
  const edges = page.locator(".react-flow__edge");
  const count = await edges.count();
  const from = await middleOf(page.locator(`.react-flow__handle.source[data-nodeid="${source}"][data-handleid="out"]`));
  const to = await middleOf(page.locator(`.react-flow__handle.target[data-nodeid="${target}"]`));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 6 });
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await page.mouse.up();
  await expect.poll(async () => edges.count()).toBe(count + 1);
}

test("a workflow is drawn with the mouse, published, started by a posted lead, and the mail is in the mailbox", async () => {
  const session = await openSuiteSession();
  const seller = await addSeller(session, "Mo Hand");
  const { page, complaints, close } = await openBrowser();
  try {
    await signIn(page);
    await page.getByTestId("new-workflow").click();
    await page.getByTestId("template-blank").click();
    await page.getByTestId("editor").waitFor();
    await page.getByTestId("workflow-name").fill("Drawn by mouse");

    await dragFromPalette(page, "trigger:webhook", { x: 160, y: 200 });
    await page.getByTestId("node-webhook").waitFor();
    await page.getByTestId("field-upsert").click({ force: true });
    await dragFromPalette(page, "crm.assign", { x: 340, y: 400 });
    await page.getByTestId("node-assign").waitFor();
    await page.getByTestId("field-input.policy").click();
    await page.getByRole("option", { name: seller.policy.name }).click();
    await page.getByTestId("node-assign").getByText(seller.policy.name).waitFor();
    await dragFromPalette(page, "smtp.send", { x: 520, y: 600 });
    await page.getByTestId("node-send").waitFor();

    await connectByMouse(page, "webhook", "assign");
    await connectByMouse(page, "assign", "send");
    await page.getByTestId("node-send").click();
    await page.getByTestId("field-input.to").fill("=steps.assign.output.owner.email");
    await page.getByTestId("field-input.subject").fill("Yours: {{ record.name }}");
    await page.getByTestId("field-input.text").fill("Hello {{ steps.assign.output.owner.name }}");
    await waitUntilSaved(page);

    await page.getByTestId("publish").click();
    await page.getByTestId("publish-note").fill("First version");
    await page.getByTestId("publish-confirm").click();
    await page.getByTestId("publish-dialog").waitFor({ state: "detached" });
    await page.getByTestId("node-webhook").click();
    const address = await page.getByTestId("trigger-address").textContent();
    const answer = await fetch(address ?? "", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: "Lin Mouse", email: "lin.mouse@example.com" }),
    });
    expect(answer.status).toBe(202);

    const workflow = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    const run = await waitForRun(session, workflow);
    await page.goto(new URL(`/runs/${run}`, page.url()).href);
    await expect
      .poll(async () => page.getByTestId("run-page").getAttribute("data-status"), { timeout: 30_000 })
      .toBe("completed");
    for (const step of ["assign", "send"])
      expect(await page.getByTestId(`step-${step}`).getAttribute("data-status")).toBe("completed");

    await page.getByTestId("rail-mailbox").click();
    await page.getByRole("button", { name: seller.email }).filter({ hasText: "Yours: " }).click();
    await expect.poll(async () => page.getByTestId("mail-view").textContent()).toContain("Yours: Lin Mouse");
    expect(await page.getByTestId("mail-view").textContent()).toContain("Hello Mo Hand");
    expect(complaints).toEqual([]);
  } finally {
    await close();
  }
});
