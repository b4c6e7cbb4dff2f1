import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "./suite/open-browser.ts";
import { openStandIn } from "./suite/stand-in.ts";

let url: string;
let closeStandIn: () => void;
beforeAll(async () => ({ url, close: closeStandIn } = await openStandIn()));
afterAll(() => closeStandIn());

test("incidents: chosen by their cause, tried again together; one with another input; who did what stands in the timeline", async () => {
  const { page, complaints, close } = await openBrowser();
  try {
    await page.goto(`${url}/runs`);
    await page.getByText("Incidents (").click();
    await page.waitForURL(/status=incident/);
    await page.getByTestId("row-run-17").waitFor();

    await page.goto(`${url}/runs/run-4`);
    expect(await page.getByTestId("action-run.pause").textContent()).toContain("Ben Okafor paused it");
    expect(await page.getByTestId("action-run.resume").textContent()).toContain("Ada Byron resumed it");
    // Every attempt says why it failed, and what it called.
    await page.getByTestId("attempt-5").waitFor();
    expect(await page.locator("[data-testid^=attempt-][data-outcome=failed]").count()).toBe(5);
    expect(await page.getByTestId("attempt-2").textContent()).toContain("SMTP_REFUSED");
    await page.getByTestId("attempt-2").locator("summary").click();
    await page.getByText("https://mail.example.com/v1/messages").and(page.locator(":visible")).waitFor();
    await page.getByTestId("incident-edit").click();
    await page.getByTestId("incident-input").waitFor();
    await page.getByTestId("incident-retry").click();
    await page.locator("[data-testid=run-page][data-status=waiting]").waitFor();

    await page.goto(`${url}/runs?status=incident`);
    await page.getByTestId("cause-SMTP_REFUSED").click();
    await page.getByTestId("bulk-retry").click();
    expect(await page.getByTestId("bulk-count").textContent()).toContain("5 runs");
    await page.getByTestId("change-input").check();
    expect(await page.getByTestId("work-confirm").isDisabled()).toBe(true);
    await page.getByTestId("change-field").fill("values.urgent");
    await page.getByTestId("change-value").fill("maybe");
    expect(await page.getByTestId("work-confirm").isDisabled()).toBe(true);
    await page.getByTestId("change-value").fill("false");
    expect(await page.getByTestId("change-preview").textContent()).toMatch(/values.urgent true → false/);
    const asked = page.waitForRequest((request) => request.postData()?.includes('"set"') === true);
    await page.locator("[data-testid=work-confirm]:enabled").waitFor();
    expect((await asked).postDataJSON()).toMatchObject({ set: { field: "values.urgent", value: false }, dryRun: true });
    await page.getByTestId("work-confirm").click();
    await page.getByTestId("bulk-dialog").waitFor({ state: "detached" });
    await page.getByTestId("empty-state").waitFor();
    expect(complaints).toEqual([]);
  } finally {
    await close();
  }
});

test("the heat map tells runs, failures and time of each step in colour, number and word", async () => {
  const { page, complaints, close } = await openBrowser();
  try {
    await page.goto(`${url}/workflows/lead-routing`);
    await page.getByTestId("open-heat").click();
    await page.getByTestId("heat-runs").waitFor();
    const card = page.getByTestId("node-mail").locator("[data-status^=heat-]").first();
    expect(await card.getAttribute("data-status")).toBe("heat-4");
    expect(await card.textContent()).toMatch(/Most\s*\d+ times/);
    expect(await page.getByTestId("heat-remind").textContent()).toContain("Did not run");

    await page.getByTestId("heat-measure").getByText("Failures").click();
    await page.waitForURL(/by=failures/);
    // What failed most stands first, and a step that never failed says so.
    const hottest = page.locator("[data-testid^=heat-][data-status]").first();
    await expect.poll(async () => hottest.textContent()).toContain("Tell the owner");
    expect(await page.getByTestId("heat-score").textContent()).toContain("failed");
    await page.getByTestId("heat-measure").getByText("Time").click();
    await page.waitForURL(/by=time/);
    await expect.poll(async () => page.getByTestId("heat-contacted").textContent()).toContain("Hours");
    expect(complaints).toEqual([]);
  } finally {
    await close();
  }
});

test("on a phone filters fold behind a button that counts them, and a run is a card of two lines", async () => {
  const { page, complaints, close } = await openBrowser({ language: "zh", size: { width: 390, height: 844 } });
  try {
    await page.goto(`${url}/runs?status=failed&workflow=lead-routing`);
    const row = page.locator("tr[data-testid^=row-]").first();
    await row.waitFor();
    // The name and the time stand in one line and are whole; the reason below is in the page's language.
    const [name, time] = [row.locator("a").first(), row.locator("time")];
    expect(Math.abs(((await name.boundingBox())?.y ?? 0) - ((await time.boundingBox())?.y ?? 99))).toBeLessThan(6);
    const cut = await time.evaluate((node) => node.scrollWidth > node.clientWidth + 1);
    expect(cut).toBe(false);
    await expect.poll(async () => row.textContent()).toContain("邮件服务器拒绝了邮件");
    expect((await row.boundingBox())?.height).toBeLessThan(72);

    const fold = page.getByTestId("filters-fold");
    expect(await fold.textContent()).toBe("筛选（2）");
    expect(await page.getByRole("button", { name: "视图" }).count()).toBe(0);
    const search = await page.getByRole("searchbox").boundingBox();
    expect(Math.abs(((await fold.boundingBox())?.y ?? 0) - (search?.y ?? 99))).toBeLessThan(6);
    await fold.click();
    await page.getByRole("button", { name: "清除筛选" }).click();
    await expect.poll(async () => fold.textContent()).toBe("筛选");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);

    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${url}/workflows`);
    await page.getByTestId("row-won-deal").waitFor();
    // Room for a name in one line: each row is as high as the lowest.
    const heights = await page
      .locator("tr[data-testid^=row-]")
      .evaluateAll((rows) => rows.map((each) => Math.round(each.getBoundingClientRect().height)));
    expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(4);
    expect(complaints).toEqual([]);
  } finally {
    await close();
  }
});
