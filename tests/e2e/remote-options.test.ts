import { expect, test } from "vitest";
import { withBuilder } from "./suite/with-builder.ts";
import { violationsOn } from "./suite/violations.ts";

/** A draft is saved a second after the last edit. */
const SOON = { timeout: 10_000 };

test("a product that lives in the ERP is found by its name with the keyboard, and its number is kept", async () => {
  await withBuilder({}, async ({ page, url, world, add, complaints }) => {
    world.catalogue.connections.push({ key: "orders", connector: "erp", name: "Orders" });
    const workflow = add({
      key: "flow",
      triggers: [{ id: "start", type: "manual" }],
      nodes: [
        {
          id: "line",
          type: "action",
          name: "Line",
          operation: "erp.add-line",
          connection: "orders",
          input: { order: "=run.id", quantity: 1, unitPrice: 8 },
        },
      ],
      edges: [{ id: "e1", source: "start", sourcePort: "out", target: "line" }],
    });
    await page.goto(`${url}/workflows/flow`);
    await page.getByTestId("node-line").click();
    const product = page.getByTestId("field-input.product");
    await product.focus();
    await page.keyboard.type("desk");
    const list = page.getByTestId("field-input.product-options");
    await expect
      .poll(async () => list.getByRole("option").allTextContents(), SOON)
      .toEqual(["Desk, oakD-1", "Desk, steelD-2", "Use “desk” as it is"]);
    // Colours are halfway while something appears; an open list stands outside of the page's regions.
    await page.waitForTimeout(400);
    expect(await violationsOn(page, "region")).toEqual([]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    expect(await product.inputValue()).toBe("Desk, steel");
    const inputOf = () => {
      const [node] = workflow.draft.nodes;
      return node?.type === "action" ? node.input["product"] : undefined;
    };
    await expect.poll(inputOf, SOON).toBe("D-2");
    await page.keyboard.type("zzz");
    await list.waitFor();
    await page.keyboard.press("Escape");
    await list.waitFor({ state: "hidden" });
    expect(await product.inputValue()).toBe("Desk, steel");
    expect(inputOf()).toBe("D-2");
    expect(complaints).toEqual([]);
  });
});
