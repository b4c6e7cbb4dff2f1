import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { StoredWorkflow } from "./fake-api/world.ts";
import { middleOf } from "./suite/person.ts";
import { withBuilder } from "./suite/with-builder.ts";
import { violationsOn } from "./suite/violations.ts";

const step = (id: string) => ({ id, type: "set" as const, name: id.toUpperCase(), values: { [id]: 1 } });
const edge = (id: string, source: string, target: string) => ({ id, source, sourcePort: "out", target });
/** start → a → b → c in a row, d beside them without a line. */
const FLOW = {
  key: "flow",
  triggers: [{ id: "start", type: "manual" as const }],
  variables: [{ name: "total", type: "number" as const }],
  nodes: [step("a"), { ...step("b"), values: { total: "=vars.total + 1" } }, step("c"), step("d")],
  edges: [edge("e1", "start", "a"), edge("e2", "a", "b"), edge("e3", "b", "c")],
  layout: {
    nodes: {
      start: { x: 0, y: 0 },
      a: { x: 320, y: 0 },
      b: { x: 640, y: 0 },
      c: { x: 960, y: 0 },
      d: { x: 328, y: 240 },
    },
    notes: [],
  },
};
/** A draft is saved a second after the last edit. */
const SOON = { timeout: 10_000 };
const lines = ({ draft }: StoredWorkflow) => draft.edges.map(({ source, target }) => `${source}>${target}`).toSorted();
/** What axe finds. A menu that is open stands outside of the page's regions, as menus do. */
const axe = async (page: Page) => {
  // Colours are halfway while something appears.
  await page.waitForTimeout(400);
  return violationsOn(page, "region");
};
const said = (page: Page) => page.getByTestId("announcement").textContent();

async function open(page: Page, url: string, key = "flow"): Promise<void> {
  await page.goto(`${url}/workflows/${key}`);
  await page.locator(".react-flow__node").first().waitFor();
  await page.getByTestId("fit-view").click();
  // Menu, search and bars come when the canvas has been drawn.
  await page.waitForTimeout(600);
}
async function select(page: Page, ...ids: string[]): Promise<void> {
  for (const [index, id] of ids.entries())
    await page.getByTestId(`node-${id}`).click(index === 0 ? {} : { modifiers: ["Control"] });
}
async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 6 });
  await page.mouse.move(to.x, to.y, { steps: 6 });
}

test("steps are lined up, grouped with a name and a colour, moved with their group, and each of it is undone by its name", async () => {
  await withBuilder({}, async ({ page, url, add, complaints }) => {
    const workflow = add(FLOW);
    await open(page, url);
    await select(page, "a", "d");
    expect(await axe(page)).toEqual([]);
    await page.getByTestId("align-left").click();
    await expect.poll(async () => said(page)).toBe("2 steps aligned");
    await page.getByTestId("selection-group").click();
    await page.getByTestId("rename-field").fill("Prepare");
    await page.keyboard.press("Enter");
    await page.getByTestId("color-green").click();
    await expect.poll(() => workflow.draft.layout.nodes["d"]?.x, SOON).toBe(320);
    await expect.poll(() => workflow.draft.layout.groups, SOON).toMatchObject([{ name: "Prepare", color: "green" }]);

    const header = await middleOf(page.getByTestId("group-g1").getByText("Prepare"));
    await drag(page, header, { x: header.x + 40, y: header.y + 80 });
    await page.mouse.up();
    await expect.poll(() => workflow.draft.layout.nodes["a"]?.y, SOON).toBeGreaterThan(60);
    const moved = workflow.draft.layout;
    expect((moved.nodes["d"]?.y ?? 0) - (moved.nodes["a"]?.y ?? 0)).toBe(240);
    expect(moved.nodes["b"]).toMatchObject({ x: 640, y: 0 });

    const undo = page.getByTestId("undo");
    expect(await undo.getAttribute("aria-label")).toBe("Undo: change group Prepare");
    for (let presses = 0; presses < 4; presses += 1) await undo.click();
    expect(await undo.getAttribute("aria-label")).toBe("Undo: align 2 steps");
    await undo.click();
    await expect.poll(() => workflow.draft.layout.groups, SOON).toBeUndefined();
    expect(workflow.draft.layout.nodes["d"]).toMatchObject({ x: 328, y: 240 });
    expect(complaints).toEqual([]);
  });
});

test("near a line its + shows: a step is put onto the line there; a click beside the line selects it", async () => {
  await withBuilder({}, async ({ page, url, add, complaints }) => {
    const workflow = add(FLOW);
    await open(page, url);
    const from = await middleOf(page.getByTestId("node-a"));
    const to = await middleOf(page.getByTestId("node-b"));
    const plus = page.getByTestId("add-on-e2");
    expect(await plus.isVisible()).toBe(false);
    // A few pixels beside the line are near enough.
    await page.mouse.move((from.x + to.x) / 2 - 12, from.y + 5);
    await plus.waitFor();
    await page.mouse.click((from.x + to.x) / 2 - 12, from.y + 5);
    await page.locator(".react-flow__edge.selected").waitFor();
    await plus.click();
    await page.getByTestId("add-step").getByTestId("add-wait").click();
    await expect.poll(() => lines(workflow), SOON).toEqual(["a>pause", "b>c", "pause>b", "start>a"]);
    await page.keyboard.press("Escape");
    // Only what is in view is drawn.
    await page.getByTestId("fit-view").click();
    await expect.poll(async () => page.locator(".react-flow__edge").count()).toBe(4);
    expect(complaints).toEqual([]);
  });
});

test("a dragged step finds the line of another one, is dropped into a connection, and is taken out of the flow again", async () => {
  await withBuilder({}, async ({ page, url, add }) => {
    const workflow = add(FLOW);
    await open(page, url);
    const [a, d] = [await middleOf(page.getByTestId("node-a")), await middleOf(page.getByTestId("node-d"))];
    // Two pixels beside A's middle: the guide takes it onto it.
    await drag(page, d, { x: a.x + 2, y: d.y + 20 });
    await page.getByTestId("guide").first().waitFor();
    await page.mouse.up();
    await expect.poll(() => workflow.draft.layout.nodes["d"]?.x, SOON).toBe(320);
    expect(await page.getByTestId("guide").count()).toBe(0);

    await page.keyboard.press("Shift+1");
    const [b, c] = [await middleOf(page.getByTestId("node-b")), await middleOf(page.getByTestId("node-c"))];
    await drag(page, await middleOf(page.getByTestId("node-d")), { x: (b.x + c.x) / 2, y: b.y });
    await page.mouse.up();
    await expect.poll(() => lines(workflow), SOON).toEqual(["a>b", "b>d", "d>c", "start>a"]);

    await page.keyboard.press("Shift+D");
    await expect.poll(() => lines(workflow), SOON).toEqual(["a>b", "b>c", "start>a"]);
    expect(workflow.draft.nodes.map(({ id }) => id)).toContain("d");

    await page.keyboard.press("Escape");
    await page.keyboard.press("Shift+1");
    // A line that ends on the empty canvas asks what should stand there.
    const exit = await middleOf(page.locator('.react-flow__handle.source[data-nodeid="c"]'));
    await drag(page, exit, { x: exit.x + 30, y: exit.y + 160 });
    await page.mouse.up();
    await page.getByTestId("add-search").fill("end");
    await page.keyboard.press("Enter");
    await expect.poll(() => lines(workflow), SOON).toContain("c>end");
  });
});

test("menu, name in place, search and the uses of a variable, with keys alone, in Chinese and dark", async () => {
  await withBuilder({ language: "zh", scheme: "dark" }, async ({ page, url, add, complaints }) => {
    const workflow = add(FLOW);
    await open(page, url);
    await page.keyboard.press("]");
    await page.keyboard.press("]");
    await page.locator('.react-flow__node[data-id="a"]:focus').waitFor();
    await page.keyboard.press("F2");
    await page.getByTestId("rename-field").fill("评分");
    await page.keyboard.press("Enter");
    await page.locator('.react-flow__node[data-id="a"]:focus').waitFor();
    await page.keyboard.press("Shift+F10");
    await page.getByTestId("menu-disable").waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByTestId("menu-disable").focus();
    await page.keyboard.press("Enter");
    await expect.poll(async () => said(page)).toBe("已停用 1 个步骤");
    await expect.poll(() => workflow.draft.nodes[0], SOON).toMatchObject({ name: "评分", disabled: true });

    await page.locator('.react-flow__node[data-id="a"]').focus();
    await page.keyboard.press("Control+f");
    await page.keyboard.type("vars.total");
    await page.getByTestId("hit-b").first().waitFor();
    expect(await page.getByTestId("canvas-search").textContent()).toContain("读取");
    expect(await page.getByTestId("canvas-search").textContent()).toContain("赋值");
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await page.locator('.react-flow__node[data-id="b"]:focus').waitFor();

    // From a field back to the card and on: the keys that follow at once are no text, and nothing takes the focus back.
    await page.keyboard.press("Enter");
    await page.locator("[data-testid=inspector-name]:focus").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("]");
    await page.keyboard.press("+");
    await page.locator("[data-testid=add-search]:focus").waitFor();
    await page.waitForTimeout(600);
    await page.locator("[data-testid=add-search]:focus").waitFor();
    await page.keyboard.press("Escape");
    await page.locator('.react-flow__node[data-id="c"]:focus').waitFor();
    expect(await page.getByTestId("node-b").textContent()).not.toContain("]");

    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByRole("textbox").fill("整理");
    await page.getByRole("dialog").getByText("整理布局").click();
    await expect.poll(async () => said(page)).toBe("已整理布局");
    expect(complaints).toEqual([]);
  });
});

test("steps go from tab to tab by the clipboard; garbage and another version are told and change nothing", async () => {
  await withBuilder({}, async ({ page, context, url, add }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    add(FLOW);
    const target = add({ key: "other", triggers: [{ id: "start", type: "manual" }], nodes: [step("a")] });
    await open(page, url);
    await select(page, "a", "b");
    await page.keyboard.press("Control+c");
    await expect.poll(async () => said(page)).toBe("2 steps copied");
    const second = await context.newPage();
    await open(second, url, "other");
    await second.keyboard.press("Control+v");
    await expect.poll(async () => said(second)).toBe("2 steps pasted");
    await expect.poll(() => target.draft.nodes.map(({ id }) => id), SOON).toEqual(["a", "a2", "b"]);
    expect(lines(target)).toEqual(["a2>b"]);

    for (const [text, words] of [
      ["not steps at all", "holds no steps"],
      ['{"schema":"flowright/steps","version":9}', "another version"],
    ] as const) {
      await second.evaluate(async (written) => navigator.clipboard.writeText(written), text);
      await second.keyboard.press("Control+v");
      await expect.poll(async () => said(second)).toContain(words);
    }
    expect(target.draft.nodes).toHaveLength(3);
    expect(await second.getByTestId("save-state").getAttribute("data-state")).toBe("saved");
  });
});

test("5,000 steps open with few elements drawn, and go small when seen from afar; 100 kB in a field are told", async () => {
  await withBuilder({}, async ({ page, url, add, complaints }) => {
    const ids = Array.from({ length: 5_000 }, (_, index) => `s${index}`);
    add({
      key: "many",
      triggers: [{ id: "start", type: "manual" }],
      nodes: ids.map(step),
      edges: ids.map((id, index) => edge(`e${index}`, index === 0 ? "start" : `s${index - 1}`, id)),
    });
    const startedAt = Date.now();
    await page.goto(`${url}/workflows/many`);
    await page.locator(".react-flow__node").first().waitFor();
    console.log(`5,000 steps without a layout drawn after ${Date.now() - startedAt} ms`);
    expect(await page.locator(".react-flow__node").count()).toBeLessThan(120);
    for (let clicks = 0; clicks < 6; clicks += 1)
      await page.getByTestId("fit-view").locator("..").getByRole("button").first().click();
    await page.locator("[data-cheap]").first().waitFor();

    await page.goto(`${url}/workflows/lead-routing`);
    await page.getByTestId("fit-view").click();
    await page.getByTestId("node-mail").click();
    await page.getByTestId("field-input.subject").fill(`=${"1 + ".repeat(25_000)}1`);
    await page.getByTestId("problems-toggle").click();
    await page.locator('[data-code="EXPRESSION_LIMIT_EXCEEDED"]').waitFor();
    expect(complaints).toEqual([]);
  });
});
