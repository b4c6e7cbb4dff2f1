import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "./suite/open-browser.ts";
import { signIn } from "./suite/person.ts";
import { startSuiteStack } from "./suite/start-suite-stack.ts";

/** A newcomer's three minutes; the page itself may take no more than this of them. */
const BUDGET_S = 60;

let stack: Awaited<ReturnType<typeof startSuiteStack>>;
beforeAll(async () => {
  stack = await startSuiteStack();
});
afterAll(() => stack.stop());

async function waitForStep(page: Page, step: string): Promise<void> {
  await page.locator(`[data-testid=coach][data-step=${step}]`).waitFor();
}

test("from signing in to the first mail: a template, the coach, a test on the canvas, published, a test lead, its run live", async () => {
  const { page, complaints, close } = await openBrowser();
  let clicks = 0;
  const click = async (id: string) => {
    await page.getByTestId(id).first().click();
    clicks += 1;
  };
  try {
    const startedAt = performance.now();
    await signIn(page, stack);
    await page.getByTestId("empty-state").waitFor();
    const cards = page.locator("[data-testid^=template-]:has(svg[viewBox])");
    await page.getByTestId("template-lead-assignment").waitFor();
    expect(await cards.count()).toBeGreaterThanOrEqual(6);

    await click("template-lead-assignment");
    await waitForStep(page, "start");
    expect(await page.getByTestId("coach").textContent()).toContain("New lead");
    await click("coach-next");
    await waitForStep(page, "people");
    // Who is alone in a new workspace is offered.
    await click("coach-next");

    await waitForStep(page, "test");
    await click("coach-test");
    await page.locator("[data-testid=coach-tested][data-status=completed]").waitFor();
    await page.locator("[data-testid=node-assign] [data-status=completed]").waitFor();
    await page.locator(".react-flow__edge path[data-state=live]").first().waitFor();
    expect(await page.locator("[data-testid=node-nobody] [data-status=completed]").count()).toBe(0);
    await click("coach-next");

    await waitForStep(page, "publish");
    await click("coach-publish");
    await click("publish-confirm");
    await waitForStep(page, "send");
    await click("coach-send");
    await page.locator("[data-testid=run-page][data-status=waiting]").waitFor({ timeout: 30_000 });
    await page.locator("[data-testid=step-mail][data-status=completed]").waitFor();

    await click("mail-of-mail");
    await expect.poll(async () => page.getByTestId("mail-view").textContent()).toContain("Test lead");
    const seconds = (performance.now() - startedAt) / 1_000;
    console.log(`Three minutes: ${seconds.toFixed(1)} s of the page, ${clicks} clicks`);
    expect(seconds).toBeLessThan(BUDGET_S);
    expect(clicks).toBeLessThanOrEqual(10);
    expect(complaints).toEqual([]);
  } finally {
    await close();
  }
});
