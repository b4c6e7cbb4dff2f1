import { randomBytes } from "node:crypto";
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import type { DecisionTable } from "../../definitions/resources.ts";
import { type BrowserLook, openBrowser } from "./suite/open-browser.ts";
import { openSuiteSession, signIn, suite } from "./suite/person.ts";
import { violationsOn } from "./suite/violations.ts";

const tag = randomBytes(3).toString("hex");
const OFFERS: DecisionTable = {
  schemaVersion: 1,
  key: `offers-${tag}`,
  name: { en: `Offers ${tag}`, zh: `优惠 ${tag}` },
  hitPolicy: "F",
  inputs: [
    { id: "visits", type: "number" },
    { id: "country", type: "string", values: ["DE", "AT", "CN"] },
    { id: "customer", type: "boolean" },
    { id: "since", type: "date" },
  ],
  outputs: [
    { id: "offer", type: "string", values: ["Gold", "Basic"] },
    { id: "points", type: "number" },
  ],
  rows: [
    { id: "one", when: [">= 10", '"DE"', "true", "-"], then: ['"Gold"', "1"] },
    { id: "two", when: ["[5..10)", '"AT"', "-", "-"], then: ['"Basic"', "2"] },
    { id: "three", when: ["[2..5)", "-", "-", "-"], then: ['"Basic"', "3"] },
    { id: "four", when: ["< 2", "-", "-", "-"], then: ['"Basic"', "4"] },
  ],
  tests: [],
};

const cell = (page: Page, row: number, column: number) => page.locator(`[data-cell="${row}:${column}"]`);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("data-cell"));
const texts = (page: Page, column: number) =>
  page
    .locator(`[data-cell$=":${column}"]`)
    .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));

async function centreOf(locator: Locator): Promise<[number, number]> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error(`${String(locator)} is not painted`);
  return [box.x + box.width / 2, box.y + box.height / 2];
}

async function drag(page: Page, from: Locator, to: Locator, shift: [number, number] = [0, 0]): Promise<void> {
  await page.mouse.move(...(await centreOf(from)));
  await page.mouse.down();
  const [x, y] = await centreOf(to);
  await page.mouse.move(x + shift[0], y + shift[1], { steps: 8 });
  await page.mouse.up();
}

async function leaveAndReturn(page: Page): Promise<void> {
  await page.getByTestId("rail-runs").click();
  // The last page stays until the next one is loaded.
  await page.getByTestId("table-save").waitFor({ state: "detached" });
  await page.goBack();
}

async function openTable(table: DecisionTable, look?: BrowserLook) {
  const session = await openSuiteSession();
  await session.call("putResource", { params: { kind: "tables", key: table.key }, body: table });
  const browser = await openBrowser(look);
  await signIn(browser.page);
  await browser.page.goto(new URL(`/tables/${table.key}`, suite().url).href);
  await cell(browser.page, 0, 0).waitFor();
  return browser;
}

test("a table is worked on like a spreadsheet, by mouse", async () => {
  const { page, complaints, close } = await openTable(OFFERS);
  try {
    // A rectangle is drawn with the mouse, and its handle repeats it.
    await drag(page, cell(page, 0, 1), cell(page, 1, 2));
    expect(await page.locator("td[data-chosen]").count()).toBe(4);
    await drag(page, page.locator("[data-fill-handle]"), cell(page, 3, 2));
    expect(await texts(page, 1)).toEqual(['"DE"', '"AT"', '"DE"', '"AT"']);
    expect(await texts(page, 2)).toEqual(["true", "-", "true", "-"]);
    await page.keyboard.press("Control+z");
    expect(await texts(page, 1)).toEqual(['"DE"', '"AT"', "-", "-"]);

    // Rows by their numbers, columns by their grips; a condition stays among the conditions.
    await drag(page, page.locator('[data-row-handle="3"]'), page.locator('[data-row-handle="0"]'), [0, -10]);
    expect(await texts(page, 5)).toEqual(["4", "1", "2", "3"]);
    await page.locator('[data-head="1"]').hover();
    await drag(page, page.locator('[data-column-handle="1"]'), page.locator('[data-head="0"]'), [-30, 0]);
    expect(await texts(page, 0)).toEqual(["-", '"DE"', '"AT"', "-"]);
    await drag(page, page.locator('[data-column-handle="0"]'), page.locator('[data-head="5"]'));
    expect([await texts(page, 0), await texts(page, 3)]).toEqual([
      ["< 2", ">= 10", "[5..10)", "[2..5)"],
      ["-", '"DE"', '"AT"', "-"],
    ]);

    // Double-clicking edits with a caret, Escape takes it back.
    await cell(page, 1, 0).dblclick();
    await page.keyboard.press("End");
    await page.keyboard.type("0");
    expect(await cell(page, 1, 0).inputValue()).toBe(">= 100");
    await page.keyboard.press("Escape");
    expect(await cell(page, 1, 0).inputValue()).toBe(">= 10");

    // An enumeration is ticked, a date picked; the cell is S-FEEL.
    await cell(page, 1, 3).click();
    await page.getByTestId("choose-value").click();
    await page.getByTestId("cell-chooser").getByRole("checkbox", { name: "CN" }).check();
    expect(await cell(page, 1, 3).inputValue()).toBe('"DE", "CN"');
    await page.keyboard.press("Escape");
    await cell(page, 1, 2).click();
    await page.getByTestId("choose-value").click();
    await page.getByTestId("cell-chooser").getByRole("combobox").click();
    await page.getByRole("option", { name: "at least, from" }).click();
    await page.getByTestId("cell-chooser").locator("input[type=date]").fill("2026-07-01");
    expect(await cell(page, 1, 2).inputValue()).toBe('>= date("2026-07-01")');
    await page.keyboard.press("Escape");

    // A frozen column stays in sight, and the focus is never under it.
    await page.setViewportSize({ width: 760, height: 900 });
    await page.locator('[data-head="0"] button').click();
    await page.getByRole("button", { name: "Keep in sight up to here" }).click();
    await page.keyboard.press("Escape");
    const [before] = await centreOf(cell(page, 0, 0));
    await cell(page, 0, 5).focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("End");
    const grid = page.getByRole("region", { name: "Rows of the table" });
    expect(await grid.evaluate((box) => box.scrollLeft)).toBeGreaterThan(100);
    expect((await centreOf(cell(page, 0, 0)))[0]).toBe(before);
    await page.setViewportSize({ width: 1440, height: 900 });

    // What is tried shows the row that answers.
    await page.getByTestId("try-table").click();
    const visits = page.getByRole("region", { name: "Try values" }).getByRole("textbox", { name: "visits" });
    await visits.fill("6");
    await visits.press("Enter");
    await page.locator('[data-testid="table-row-three"][data-matched]').waitFor({ state: "detached" });
    await expect.poll(async () => page.getByTestId("try-answer").textContent()).toContain("No row matches");
    await visits.fill("3");
    await visits.press("Enter");
    await page.locator('[data-testid="table-row-three"][data-matched]').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(complaints).toEqual([]);
  } finally {
    await close();
  }
});

test("a table is worked on like a spreadsheet, by keyboard, in Chinese and dark", async () => {
  const table = { ...OFFERS, key: `keys-${tag}` };
  const { page, complaints, close } = await openTable(table, { language: "zh", scheme: "dark" });
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  try {
    await cell(page, 0, 1).focus();
    // Fill down, then the rectangle goes out and comes in through the clipboard, into rows that it adds.
    await press("Shift+ArrowDown", "Shift+ArrowDown", "Control+d");
    expect(await texts(page, 1)).toEqual(['"DE"', '"DE"', '"DE"', "-"]);
    await press("Control+c", "Control+End", "Home", "ArrowRight", "Control+v");
    expect(await texts(page, 1)).toEqual(['"DE"', '"DE"', '"DE"', '"DE"', '"DE"', '"DE"']);
    await press("Control+z");
    await expect.poll(async () => texts(page, 1)).toEqual(['"DE"', '"DE"', '"DE"', "-"]);

    // Typing replaces, Tab and Enter move, an arrow leaves what was typed.
    await press("Control+Home");
    expect(await focused(page)).toBe("0:0");
    await page.keyboard.type(">= 12");
    await press("ArrowRight", "ArrowRight", "Tab");
    expect([await cell(page, 0, 0).inputValue(), await focused(page)]).toEqual([">= 12", "0:3"]);
    await press("Control+Enter");
    expect([await texts(page, 5), await focused(page)]).toEqual([["1", "", "2", "3", "4"], "1:3"]);
    await press("Control+Delete", "Alt+ArrowDown");
    expect([await texts(page, 5), await focused(page)]).toEqual([["1", "3", "2", "4"], "2:3"]);
    await press("Alt+ArrowLeft");
    expect([await texts(page, 2), await focused(page)]).toEqual([["-", "-", "-", "-"], "2:2"]);

    // Yes or no of a column, chosen in its form; then the row's menu.
    await press("ArrowRight", "Alt+Enter");
    await page.getByTestId("cell-chooser").waitFor();
    await press("ArrowRight");
    await expect.poll(async () => cell(page, 2, 3).inputValue()).toBe("true");
    expect(await violationsOn(page)).toEqual([]);
    await press("Escape");
    await expect.poll(async () => focused(page)).toBe("2:3");
    await press("Shift+F10");
    await page.getByRole("menuitem", { name: "复制行" }).waitFor();
    await press("Escape");

    // Found rows are all that fills, and the gap is shown where it is missing.
    await page.getByRole("searchbox", { name: "在各行中查找" }).fill("Gold");
    expect(await page.getByTestId("rows-shown").textContent()).toBe("4 行中的 1 行");
    await page.getByRole("button", { name: "清除筛选" }).click();
    await page.getByTestId("issue-TABLE_GAP").first().getByTestId("show-issue").click();
    await page.getByTestId("gap-row").waitFor();
    await page.getByTestId("fill-shown-gap").click();
    expect(await page.locator("[data-row]").count()).toBe(5);

    // What is not saved is there again when the page is left and opened again; once it is saved, nothing is kept.
    await leaveAndReturn(page);
    await page.getByTestId("kept-edit").waitFor();
    expect(await page.locator("[data-row]").count()).toBe(5);
    // The server is asked again after saving, and its answer takes longer than leaving does.
    await page.route(`**/resources/tables/${table.key}`, async (route) => {
      if (route.request().method() === "GET") await new Promise((resolve) => setTimeout(resolve, 1_500));
      await route.continue();
    });
    await cell(page, 0, 0).focus();
    await press("Control+s");
    await page.locator('[data-testid="table-save"][data-disabled]').waitFor();
    await leaveAndReturn(page);
    await cell(page, 4, 0).waitFor();
    expect(await page.getByTestId("kept-edit").count()).toBe(0);
    expect(complaints).toEqual([]);
  } finally {
    await close();
  }
});
