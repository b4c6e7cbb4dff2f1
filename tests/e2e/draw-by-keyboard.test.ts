import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { openBrowser } from "./suite/open-browser.ts";
import { addSeller, openSuiteSession, suite, waitForRun, waitUntilSaved } from "./suite/person.ts";

const TAB_LIMIT = 80;

/** Presses Tab until the focus is on it, or in it. Throws when it is not met. */
async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await target.first().waitFor({ state: "attached" });
  for (let presses = 0; presses < TAB_LIMIT; presses += 1) {
    await page.keyboard.press(key);
    const isThere = await target.first().evaluate((element) => element.contains(document.activeElement));
    if (isThere) return;
  }
  throw new Error(`${String(target)} is not reached by Tab`);
}

async function waitForFocus(target: Locator): Promise<void> {
  await expect
    .poll(async () => target.evaluate((element) => element.contains(document.activeElement)), { timeout: 10_000 })
    .toBe(true);
}

/** Goes to a page by Ctrl K. */
async function goTo(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+k");
  const search = page.getByRole("dialog").getByRole("textbox");
  await waitForFocus(search);
  await page.keyboard.type(words);
  await page.getByRole("dialog").getByText(words, { exact: true }).first().waitFor();
  await page.keyboard.press("Enter");
}

/** "+" on the card that has the focus, then the first step found by these words. */
async function addAfter(page: Page, words: string, id: string): Promise<void> {
  await page.keyboard.press("+");
  await waitForFocus(page.getByTestId("add-search"));
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
  await waitForFocus(page.locator(`.react-flow__node[data-id="${id}"]`));
}

/** Enter on the card that has the focus: the inspector's first field is focused. */
async function inspect(page: Page): Promise<void> {
  await page.keyboard.press("Enter");
  await waitForFocus(page.getByTestId("inspector-name"));
}

async function backToCard(page: Page, id: string): Promise<void> {
  await page.keyboard.press("Escape");
  await waitForFocus(page.locator(`.react-flow__node[data-id="${id}"]`));
}

/** T opens the test panel; a sample runs through the draft, its way is painted on the cards. */
async function tryOnSample(page: Page): Promise<void> {
  await page.keyboard.press("t");
  await tabTo(page, page.getByTestId("simulate"));
  await page.keyboard.press("Enter");
  await page.locator("[data-testid=node-send] [data-status=completed]").waitFor();
  await tabTo(page, page.getByTestId("test-dock-close"), "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.getByTestId("test-dock").waitFor({ state: "detached" });
}

async function signInByKeyboard(page: Page): Promise<void> {
  const { url, email, password } = suite();
  await page.goto(url);
  await tabTo(page, page.locator("input[name=email]"));
  await page.keyboard.type(email);
  await tabTo(page, page.locator("input[name=password]"));
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.getByTestId("rail-workflows").waitFor();
}

test("the same by keyboard alone: drawn, tested on the canvas, published, run, mail read", async () => {
  const session = await openSuiteSession();
  const seller = await addSeller(session, "Kai Keys");
  const { page, complaints, close } = await openBrowser();
  try {
    await signInByKeyboard(page);
    await tabTo(page, page.getByTestId("new-workflow"));
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByTestId("template-blank"));
    await page.keyboard.press("Enter");
    await page.getByTestId("editor").waitFor();

    await page.keyboard.press("/");
    await waitForFocus(page.getByTestId("palette-search"));
    await page.keyboard.type("webhook");
    await page.keyboard.press("Enter");
    await waitForFocus(page.locator('.react-flow__node[data-id="webhook"]'));
    await inspect(page);
    await tabTo(page, page.getByTestId("field-upsert"));
    await page.keyboard.press("Space");
    await page.getByTestId("field-upsert-object").waitFor();
    await backToCard(page, "webhook");

    await addAfter(page, "Assign a record", "assign");
    await inspect(page);
    await tabTo(page, page.getByTestId("field-input.policy"));
    await choose(page, seller.policy.name);
    await backToCard(page, "assign");

    await addAfter(page, "smtp.send", "send");
    await inspect(page);
    for (const [field, text] of [
      ["to", "=steps.assign.output.owner.email"],
      ["subject", "Yours: {{ record.name }}"],
      ["text", "Hello {{ steps.assign.output.owner.name }}"],
    ] as const) {
      await tabTo(page, page.getByTestId(`field-input.${field}`));
      await page.keyboard.type(text);
    }
    await backToCard(page, "send");
    await waitUntilSaved(page);
    await tryOnSample(page);
    await page.keyboard.press("o");
    await page.getByTestId("outline-webhook").waitFor();
    expect(await page.getByTestId("outline-webhook").getAttribute("aria-label")).toContain("Assign a record");
    expect(await page.getByTestId("outline-assign").getAttribute("aria-label")).toContain("Send");
    await waitUntilSaved(page);

    await page.keyboard.press("Control+Shift+Enter");
    await waitForFocus(page.getByTestId("publish-note"));
    await tabTo(page, page.getByTestId("publish-confirm"));
    await page.keyboard.press("Enter");
    await page.getByTestId("publish-dialog").waitFor({ state: "detached" });

    const key = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    const { addresses } = await session.call("getWorkflow", { params: { key } });
    const answer = await fetch(addresses[0]?.url ?? "", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: "Lin Keys", email: `lin.${seller.policy.key}@example.com` }),
    });
    expect(answer.status).toBe(202);
    const run = await waitForRun(session, key);
    await goTo(page, "Runs");
    await tabTo(page, page.locator(`a[href="/runs/${run}"]`));
    await page.keyboard.press("Enter");
    await expect
      .poll(async () => page.getByTestId("run-page").getAttribute("data-status"), { timeout: 30_000 })
      .toBe("completed");
    await tabTo(page, page.getByTestId("step-send"));
    await page.keyboard.press("Enter");
    expect(await page.getByTestId("step-send").getAttribute("data-status")).toBe("completed");

    await goTo(page, "Mailbox");
    const mail = page.getByRole("button", { name: seller.email }).filter({ hasText: "Yours: " });
    await tabTo(page, mail);
    await page.keyboard.press("Enter");
    await expect.poll(async () => page.getByTestId("mail-view").textContent()).toContain("Hello Kai Keys");
    expect(complaints).toEqual([]);
  } finally {
    await close();
  }
}, 240_000);

/** Opens the list that has the focus and goes down to an option. */
async function choose(page: Page, name: string): Promise<void> {
  const marked = page.locator("[data-combobox-selected]");
  await page.keyboard.press("ArrowDown");
  for (let presses = 0; presses < 20; presses += 1) {
    if ((await marked.count()) > 0 && (await marked.first().textContent())?.includes(name) === true) {
      await page.keyboard.press("Enter");
      return;
    }
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`the list does not offer ${name}`);
}
