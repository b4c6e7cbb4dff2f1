import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { DecisionTable } from "../../definitions/resources.ts";
import { openBrowser } from "./suite/open-browser.ts";
import { openSuiteSession, signIn, suite } from "./suite/person.ts";
import { violationsOn } from "./suite/violations.ts";

const tag = randomBytes(3).toString("hex");
const row = (id: string, when: string, points: string) => ({ id, when: [when], then: [points] });
const TABLE: DecisionTable = {
  schemaVersion: 1,
  key: `points-${tag}`,
  name: { en: `Points ${tag}`, zh: `分数 ${tag}` },
  hitPolicy: "U",
  inputs: [{ id: "visits", type: "number" }],
  outputs: [{ id: "points", type: "number" }],
  rows: [row("many", ">= 10", "40"), row("few", "[0..10)", "5")],
  tests: [],
};
const DMN = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="D" namespace="urn:test">
  <inputData id="age" name="age"><variable name="age" typeRef="number"/></inputData>
  <knowledgeSource id="law" name="Law"/>
  <decision id="offer" name="Offer ${tag}"><variable name="Offer ${tag}" typeRef="string"/>
    <informationRequirement><requiredInput href="#age"/></informationRequirement>
    <decisionTable hitPolicy="FIRST">
      <input><inputExpression typeRef="number"><text>age</text></inputExpression></input>
      <output name="product" typeRef="string"/>
      <rule id="gold"><inputEntry><text>&gt;= 30</text></inputEntry><outputEntry><text>"Gold"</text></outputEntry></rule>
      <rule id="basic"><inputEntry><text>-</text></inputEntry><outputEntry><text>"Basic"</text></outputEntry></rule>
    </decisionTable></decision>
</definitions>`;

const cell = (page: Page, row: number, column: number) => page.locator(`[data-cell="${row}:${column}"]`);
const tab = (page: Page, name: RegExp) => page.getByRole("tab", { name });

async function paste(page: Page, row: number, column: number, text: string): Promise<void> {
  await cell(page, row, column).focus();
  await page.evaluate((content) => {
    const data = new DataTransfer();
    data.setData("text/plain", content);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);
}

test("a table is edited, its gap filled, tested, saved as a version, compared and restored", async () => {
  const session = await openSuiteSession();
  const params = { kind: "tables", key: TABLE.key };
  await session.call("putResource", { params, body: TABLE });
  const { page, complaints, close } = await openBrowser();
  try {
    await signIn(page);
    await page.goto(new URL(`/tables/${TABLE.key}`, suite().url).href);
    await page.getByTestId("issue-TABLE_GAP").first().waitFor();
    await page.getByTestId("fill-gap").first().click();
    expect(await cell(page, 2, 0).inputValue()).toBe("< 0");
    await cell(page, 2, 1).fill("0");
    await page.getByTestId("issue-TABLE_GAP").first().waitFor({ state: "detached" });

    // Arrow keys go from cell to cell; copied cells of a spreadsheet are spread; undo takes them back at once.
    await cell(page, 0, 1).focus();
    await page.keyboard.press("ArrowDown");
    expect(await cell(page, 1, 1).evaluate((element) => element === document.activeElement)).toBe(true);
    await paste(page, 0, 0, ">= 20\t50\n[10..20)\t40\n");
    expect(await cell(page, 0, 0).inputValue()).toBe(">= 20");
    expect(await cell(page, 1, 1).inputValue()).toBe("40");
    await page.keyboard.press("Control+z");
    expect(await cell(page, 0, 0).inputValue()).toBe(">= 10");
    await cell(page, 0, 0).fill(">= 12");
    await cell(page, 1, 0).fill("[0..12)");
    expect(await violationsOn(page)).toEqual([]);

    await tab(page, /^Tests/).click();
    await page.getByTestId("add-test").click();
    const fields = page.getByTestId("table-test").locator("input");
    await fields.nth(1).fill("15");
    await fields.nth(2).fill("40");
    await fields.nth(2).blur();
    await page.getByTestId("run-tests").click();
    // What evaluates tables is loaded with the first run.
    const summary = page.getByTestId("test-summary");
    await expect.poll(async () => summary.textContent()).toBe("1 of 1 tests passed; they hit 1 of 3 rows.");
    expect(await violationsOn(page)).toEqual([]);
    await tab(page, /^Rows/).click();
    expect(await page.getByTestId("table-row-many").getAttribute("data-coverage")).toBe("covered");
    expect(await page.getByTestId("table-row-few").getAttribute("data-coverage")).toBe("uncovered");

    await page.getByRole("textbox", { name: "Change note" }).fill("From twelve on");
    await page.getByTestId("table-save").click();
    await expect.poll(async () => (await session.call("getResource", { params }))["tests"]).toHaveLength(1);
    await tab(page, /^Versions/).click();
    await page.getByTestId("version-2").waitFor();
    expect(await page.getByTestId("version-2").textContent()).toContain("From twelve on");
    await expect.poll(async () => page.getByTestId("table-diff").textContent()).toContain("visits: >= 10 >= 12");
    expect(await violationsOn(page)).toEqual([]);
    await page.getByTestId("restore-1").click();
    await page.getByTestId("version-3").waitFor();
    expect((await session.call("getResource", { params }))["rows"]).toEqual(TABLE.rows);
    await tab(page, /^Where used/).click();
    await page.getByText("No published workflow asks this table.").waitFor();
    await tab(page, /^Try on runs/).click();
    await page.getByTestId("table-back-test").click();
    expect(await page.getByTestId("back-test-summary").textContent()).toBe("No run has asked this table yet.");
    expect(complaints).toEqual([]);
  } finally {
    await close();
  }
});

test("tables come in from DMN, go out as Excel and come back; what is not supported is named", async () => {
  const folder = mkdtempSync(join(tmpdir(), "flowright-tables-"));
  const session = await openSuiteSession();
  const { page, complaints, close } = await openBrowser();
  try {
    writeFileSync(join(folder, "offer.dmn"), DMN);
    await signIn(page);
    await page.goto(new URL("/tables", suite().url).href);
    const choosing = page.waitForEvent("filechooser");
    await page.getByTestId("import-tables").first().click();
    await (await choosing).setFiles(join(folder, "offer.dmn"));
    const dialog = page.getByRole("dialog");
    await dialog.getByText("KnowledgeSource Law: KnowledgeSource").waitFor();
    await dialog.getByRole("textbox", { name: "Input (JSON)" }).fill('{ "age": 31 }');
    await page.getByTestId("try-decision").click();
    await expect.poll(async () => page.getByTestId("decision-answer").textContent()).toBe('"Gold"\nRows: gold');
    expect(await violationsOn(page)).toEqual([]);
    await page.getByTestId("import-save").click();
    await dialog.waitFor({ state: "detached" });
    const key = `offer-${tag}`;
    const params = { kind: "tables", key };
    const saved = (await session.call("getResource", { params })) as unknown as DecisionTable;
    expect(saved.rows.map(({ id }) => id)).toEqual(["gold", "basic"]);

    await page.goto(new URL(`/tables/${key}`, suite().url).href);
    for (const format of ["xlsx", "dmn"]) {
      await page.getByTestId("table-file").click();
      const downloading = page.waitForEvent("download");
      await page.getByTestId(`export-${format}`).click();
      await (await downloading).saveAs(join(folder, `out.${format}`));
    }
    expect(readFileSync(join(folder, "out.dmn"), "utf8")).toContain('<dmn:decisionTable id="offer-');
    await cell(page, 0, 0).fill(">= 99");
    await page.getByTestId("table-file").click();
    const again = page.waitForEvent("filechooser");
    await page.getByText("Replace by a file").click();
    await (await again).setFiles(join(folder, "out.xlsx"));
    await expect.poll(async () => cell(page, 0, 0).inputValue()).toBe(">= 30");
    expect(complaints).toEqual([]);
  } finally {
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test("of a table of 2,000 rows only what is seen is painted, and typing stays quick", async () => {
  const session = await openSuiteSession();
  const key = `long-${tag}`;
  const rows = Array.from({ length: 2_000 }, (_, index) => row(`r${index}`, `[${index}..${index + 1})`, String(index)));
  await session.call("putResource", { params: { kind: "tables", key }, body: { ...TABLE, key, rows } });
  const { page, complaints, close } = await openBrowser();
  try {
    await signIn(page);
    await page.goto(new URL(`/tables/${key}`, suite().url).href);
    await cell(page, 0, 0).waitFor();
    expect(await page.locator("[data-cell]").count()).toBeLessThan(300);
    await cell(page, 0, 0).focus();
    const before = await page.evaluate(() => performance.now());
    await page.keyboard.type("123456");
    await expect.poll(async () => cell(page, 0, 0).inputValue()).toContain("123456");
    expect((await page.evaluate(() => performance.now())) - before).toBeLessThan(3_000);
    await page.getByRole("region", { name: "Rows of the table" }).evaluate((box) => box.scrollTo(0, box.scrollHeight));
    await cell(page, 1_999, 0).waitFor();
    expect(await cell(page, 1_999, 0).inputValue()).toBe("[1999..2000)");
    expect(complaints).toEqual([]);
  } finally {
    await close();
  }
});
