import { expect, test } from "vitest";
import { openBrowser } from "./suite/open-browser.ts";
import { addSeller, openSuiteSession, signIn, waitForRun, waitUntilSaved } from "./suite/person.ts";

test("a template from the gallery is published, takes a lead typed in by hand, and ends when contact is made", async () => {
  const session = await openSuiteSession();
  const seller = await addSeller(session, "Gia Lerie");
  await session.call("putResource", {
    params: { kind: "teams", key: "sales" },
    body: { key: "sales", name: { en: "Sales", zh: "销售" }, members: [seller.id] },
  });
  const { page, complaints, close } = await openBrowser();
  try {
    await signIn(page);
    await page.getByTestId("new-workflow").click();
    await page.getByTestId("template-lead-assignment").click();
    await page.getByTestId("editor").waitFor();
    const key = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    await waitUntilSaved(page);
    await page.getByTestId("publish").click();
    await page.getByTestId("publish-confirm").click();
    await page.getByTestId("publish-dialog").waitFor({ state: "detached" });

    await page.getByTestId("rail-lead").click();
    await page.getByTestId("new-record").first().click();
    const name = `Ana ${seller.policy.key}`;
    await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).first().fill(name);
    await page
      .getByRole("dialog")
      .getByRole("textbox", { name: "E-mail" })
      .fill(`ana.${seller.policy.key}@example.com`);
    await page.getByTestId("record-save").click();
    await page.getByRole("dialog").waitFor({ state: "detached" });

    const run = await waitForRun(session, key);
    await expect
      .poll(async () => (await session.call("getRun", { params: { id: run } })).status, { timeout: 30_000 })
      .toBe("waiting");
    await page.getByRole("row").filter({ hasText: name }).first().click();
    await page.getByTestId("mark-contacted").click();
    await page.getByTestId("mark-contacted").waitFor({ state: "detached" });

    await page.goto(new URL(`/runs/${run}`, page.url()).href);
    await expect
      .poll(async () => page.getByTestId("run-page").getAttribute("data-status"), { timeout: 30_000 })
      .toBe("completed");
    await page.getByTestId("rail-mailbox").click();
    await page.getByRole("button", { name: seller.email }).first().click();
    await expect.poll(async () => page.getByTestId("mail-view").textContent()).toContain(`New lead: ${name}`);
    expect(complaints).toEqual([]);
    // It would take the leads of other tests too.
    await session.call("setWorkflowEnabled", { params: { key }, body: { enabled: false } });
  } finally {
    await close();
  }
});
