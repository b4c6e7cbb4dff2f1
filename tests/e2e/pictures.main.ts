import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Suite, signIn } from "./suite/person.ts";
import { openBrowser } from "./suite/open-browser.ts";
import { openApiSession } from "../stack/api-session.ts";

/*
 * The pictures of README: node --import tsx tests/e2e/pictures.main.ts URL E-MAIL PASSWORD
 * The stack should be a fresh one: sample data is loaded, and one lead sent through the template of the gallery.
 */
const FOLDER = join(import.meta.dirname, "../../builder-ui/pictures");

/** What is wide: a narrow rail leaves room for the whole workflow. */
const NARROW: ReadonlySet<string> = new Set(["editor", "test", "heat"]);

async function prepare(suite: Suite): Promise<{ drawn: string; run: string }> {
  const session = await openApiSession(suite.url, suite.email, suite.password);
  await session.call("loadSampleData", { body: {} });
  const workflow = await session.call("createWorkflow", { body: { template: "lead-assignment" } });
  await session.call("publishWorkflow", {
    params: { key: workflow.key },
    body: {},
    headers: { "if-match": String(workflow.revision) },
  });
  for (const [name, company, email] of [
    ["Ann Lee", "Acme", "ann.lee@example.com"],
    ["王芳", "示例公司", "wang.fang@example.com"],
  ] as const)
    await session.call("createRecord", {
      params: { object: "lead" },
      body: { name, company, email, source: "referral", minutesOnSite: 12 },
    });
  const drawn = await session.call("createWorkflow", { body: { template: "welcome-form" } });
  await session.call("publishWorkflow", {
    params: { key: drawn.key },
    body: {},
    headers: { "if-match": String(drawn.revision) },
  });
  // Enough runs for the heat map to show something.
  for (let number = 1; number <= 8; number += 1) {
    const body = { name: `Visitor ${number}`, email: `visitor.${number}@example.com`, message: "Please call me." };
    await session.call("startRun", { params: { key: drawn.key }, body: { payload: { body } } });
  }
  for (let tries = 0; tries < 60; tries += 1) {
    const { items } = await session.call("listRuns", { query: { workflow: workflow.key, status: "waiting" } });
    if (items[0] !== undefined && items.length > 1) return { drawn: drawn.key, run: items[0].id };
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error("the runs do not wait for contact");
}

async function takePictures(suite: Suite): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const { drawn, run } = await prepare(suite);
  const pages = {
    workflows: "/workflows",
    editor: `/workflows/${drawn}`,
    test: `/workflows/${drawn}`,
    run: `/runs/${run}`,
    heat: `/workflows/${drawn}/heat?range=day`,
    mailbox: "/mailbox",
    leads: "/records/lead",
  };
  for (const language of ["en", "zh"] as const) {
    const { page, close } = await openBrowser({ language });
    try {
      await signIn(page, suite);
      for (const [name, path] of Object.entries(pages)) {
        await page.evaluate(
          (isNarrow) => window.localStorage.setItem("flowright-rail-collapsed", String(isNarrow)),
          NARROW.has(name),
        );
        await page.goto(new URL(path, suite.url).href);
        await page.waitForLoadState("networkidle");
        await page.locator("main [aria-busy=true]").waitFor({ state: "detached" });
        await page.waitForTimeout(700);
        if (name === "test") {
          await page.keyboard.press("t");
          await page.getByTestId("simulate").click();
          await page.locator("[data-testid=node-assign] [data-status=completed]").waitFor();
        }
        if (NARROW.has(name)) {
          await page.getByTestId("fit-view").click();
          await page.waitForTimeout(500);
        }
        await page.screenshot({ path: join(FOLDER, `${name}-${language}.png`) });
      }
    } finally {
      await close();
    }
  }
}

const [url, email, password] = process.argv.slice(2);
if (url === undefined || email === undefined || password === undefined)
  throw new Error("Say which stack: URL E-MAIL PASSWORD");
await takePictures({ url, email, password });
