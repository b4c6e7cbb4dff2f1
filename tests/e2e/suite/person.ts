import { randomBytes } from "node:crypto";
import { expect } from "vitest";
import type { Locator, Page } from "playwright-core";
import { type ApiSession, openApiSession } from "../../stack/api-session.ts";
import { SUITE_EMAIL } from "./start-suite-stack.ts";

export interface Suite {
  url: string;
  email: string;
  password: string;
}

/** Where the suite's stack listens, and who may sign in. Throws outside of a run of the suite. */
export function suite(): Suite {
  const url = process.env["FLOWRIGHT_E2E_URL"];
  const password = process.env["FLOWRIGHT_E2E_PASSWORD"];
  if (url === undefined || password === undefined) throw new Error("The suite's stack is not running.");
  return { url, email: SUITE_EMAIL, password };
}

/** The administrator as an API client, for what a test needs before the browser opens. */
export async function openSuiteSession(): Promise<ApiSession> {
  const { url, email, password } = suite();
  return openApiSession(url, email, password);
}

/** Signs in through the form, by keyboard, and waits for the frame. */
export async function signIn(page: Page, { url, email, password }: Suite = suite()): Promise<void> {
  await page.goto(url);
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.keyboard.press("Enter");
  await page.getByTestId("rail-workflows").waitFor();
}

/** The middle of what is seen, once it rests: a selection moves the canvas for a moment. */
export async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  for (let looks = 0; looks < 40; looks += 1) {
    const before = await locator.boundingBox();
    await locator.page().waitForTimeout(250);
    const box = await locator.boundingBox();
    if (box !== null && before?.x === box.x && before.y === box.y)
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }
  throw new Error(`${String(locator)} does not come to rest`);
}

/** Waits until the draft lies on the server. */
export async function waitUntilSaved(page: Page): Promise<void> {
  await expect
    .poll(async () => page.getByTestId("save-state").getAttribute("data-state"), { timeout: 15_000 })
    .toBe("saved");
}

export interface Seller {
  id: string;
  name: string;
  email: string;
  policy: { key: string; name: string };
}

/** Adds a person and a policy that gives every lead to them; a stack used twice gets another of both. */
export async function addSeller(session: ApiSession, name: string): Promise<Seller> {
  const tag = randomBytes(3).toString("hex");
  const key = `seller-${tag}`;
  const email = `${key}@example.com`;
  const policy = { key, name: `Leads for ${name} ${tag}` };
  const { id } = await session.call("createUser", { body: { name, email, role: "member" } });
  await session.call("putResource", {
    params: { kind: "policies", key },
    body: {
      schemaVersion: 1,
      key,
      name: { en: policy.name, zh: policy.name },
      object: "lead",
      rules: [{ id: "inTurn", strategy: "round-robin", candidates: { users: [{ id }] } }],
    },
  });
  return { id, name, email, policy };
}

/** Waits until the newest run of a workflow is there. Answers its id. */
export async function waitForRun(session: ApiSession, workflow: string): Promise<string> {
  let id: string | undefined;
  await expect
    .poll(
      async () => {
        const { items } = await session.call("listRuns", { query: { workflow, limit: 1 } });
        id = items[0]?.id;
        return id;
      },
      { timeout: 30_000, interval: 300 },
    )
    .toBeDefined();
  return id ?? "";
}
