import { randomBytes } from "node:crypto";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { type BrowserLook, openBrowser } from "./suite/open-browser.ts";
import type { ApiSession } from "../stack/api-session.ts";
import { openSuiteSession, signIn, waitForRun } from "./suite/person.ts";

/** On the real product, with what it really has to show; every page is looked at in pages.test.ts. */
const PAGES = [
  "/workflows",
  "/records/lead",
  "/records/lead?create=1",
  "/rules",
  "/inbox",
  "/mailbox",
  "/settings/users",
];

/** What axe finds on the page as it is now, one line a rule. Content of mails is not ours. */
async function findings(page: Page): Promise<string[]> {
  await page.waitForLoadState("networkidle");
  const builder = new AxeBuilder({ page });
  const checked = page.url().includes("/mailbox") ? builder.setLegacyMode(true).exclude("iframe") : builder;
  const { violations } = await checked.analyze();
  const path = new URL(page.url()).pathname;
  return violations.map(
    ({ impact, id, nodes }) => `${path}: ${impact} ${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`,
  );
}

/** A run that waits, of a workflow of one step. Answers the run's id. */
async function startWaitingRun(session: ApiSession): Promise<string> {
  const key = `walk-${randomBytes(3).toString("hex")}`;
  const workflow = await session.call("createWorkflow", {
    body: {
      definition: {
        schemaVersion: 1,
        key,
        name: { en: "Waits an hour", zh: "等待一小时" },
        triggers: [{ id: "created", type: "record", object: "account", on: ["created"] }],
        nodes: [{ id: "pause", type: "wait", for: "PT1H" }],
        edges: [{ id: "e1", source: "created", sourcePort: "out", target: "pause" }],
      },
    },
  });
  const headers = { "if-match": String(workflow.revision) };
  await session.call("publishWorkflow", { params: { key }, body: {}, headers });
  await session.call("createRecord", { params: { object: "account" }, body: { name: key } });
  return waitForRun(session, key);
}

/** Signs in, opens a workflow of the gallery and its run, and walks through the pages. */
async function walk(look: BrowserLook): Promise<string[]> {
  const session = await openSuiteSession();
  await session.call("loadSampleData", { body: {} });
  const { key } = await session.call("createWorkflow", { body: { template: "lead-assignment" } });
  const run = await startWaitingRun(session);
  const { page, close } = await openBrowser(look);
  try {
    const found: string[] = [];
    await signIn(page);
    const origin = new URL(page.url()).origin;
    for (const path of [...PAGES, `/workflows/${key}`, `/workflows/${key}/heat`, `/runs/${run}`]) {
      await page.goto(`${origin}${path}`);
      await page.locator("main").waitFor();
      found.push(...(await findings(page)));
    }
    return found;
  } finally {
    await close();
  }
}

test("axe finds nothing on the page for signing in", async () => {
  const { page, close } = await openBrowser({ language: "zh", scheme: "dark" });
  try {
    await page.goto(process.env["FLOWRIGHT_E2E_URL"] ?? "");
    await page.locator("input[name=email]").waitFor();
    expect(await findings(page)).toEqual([]);
  } finally {
    await close();
  }
});

test("axe finds nothing on the main pages of the product", async () => {
  expect(await walk({ language: "zh", scheme: "light" })).toEqual([]);
}, 180_000);
