import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** The rules of axe that the page breaks now, but for those that are named. */
export async function violationsOn(page: Page, ...without: string[]): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).disableRules(without).analyze();
  return violations.map(({ id }) => id);
}
