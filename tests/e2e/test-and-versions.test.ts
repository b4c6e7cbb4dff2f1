import { randomBytes } from "node:crypto";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { openBrowser } from "./suite/open-browser.ts";
import type { ApiSession } from "../stack/api-session.ts";
import { openSuiteSession, signIn, waitForRun, waitUntilSaved } from "./suite/person.ts";
import { violationsOn } from "./suite/violations.ts";

const SLOW = { timeout: 20_000 };
const place = (x: number, y: number) => ({ x, y });

/** Waits two days for an answer, then mails; a big account is only noted. */
async function createFollowUp(session: ApiSession): Promise<string> {
  const key = `tried-${randomBytes(3).toString("hex")}`;
  await session.call("createWorkflow", {
    body: {
      definition: {
        schemaVersion: 1,
        key,
        name: { en: "Follow up accounts", zh: "客户跟进" },
        triggers: [{ id: "created", type: "record", object: "account", on: ["created"] }],
        nodes: [
          {
            id: "big",
            type: "condition",
            name: { en: "Big?", zh: "大客户？" },
            branches: [
              {
                id: "big",
                name: { en: "Big", zh: "大" },
                when: { all: [{ fact: "record", path: "name", operator: "equal", value: "Globex" }] },
              },
            ],
          },
          { id: "note", type: "set", name: { en: "Note it", zh: "记录" }, values: { level: "big" } },
          { id: "answer", type: "wait-for-event", event: "account.answered", correlate: "=record.id", timeout: "P2D" },
          {
            id: "mail",
            type: "action",
            name: { en: "Ask again", zh: "再次询问" },
            operation: "smtp.send",
            connection: "default",
            input: { to: "ann@example.com", subject: "About {{ record.name }}", text: "Hello" },
          },
        ],
        edges: [
          { id: "e1", source: "created", sourcePort: "out", target: "big" },
          { id: "e2", source: "big", sourcePort: "big", target: "note" },
          { id: "e3", source: "big", sourcePort: "else", target: "answer" },
          { id: "e4", source: "answer", sourcePort: "timeout", target: "mail" },
        ],
        layout: {
          nodes: {
            created: place(0, 80),
            big: place(320, 80),
            note: place(640, 0),
            answer: place(640, 160),
            mail: place(960, 160),
          },
          notes: [],
        },
      },
    },
  });
  return key;
}

const statusOf = (page: Page, node: string) =>
  page.getByTestId(`node-${node}`).locator("[data-status]").first().getAttribute("data-status");

/** Publishes what is drawn, with a note. Leaves the dialog open where it asks about runs. */
async function publish(page: Page, note: string): Promise<void> {
  await waitUntilSaved(page);
  await page.keyboard.press("Control+Shift+Enter");
  await page.getByTestId("publish-note").fill(note);
  await page.getByTestId("publish-tests").waitFor();
  await page.getByTestId("publish-confirm").click();
}

test("a draft is tried in virtual time, kept as a test, published, changed, compared, and its runs are moved", async () => {
  const session = await openSuiteSession();
  const key = await createFollowUp(session);
  const { page, complaints, close } = await openBrowser();
  try {
    await signIn(page);
    const origin = new URL(page.url()).origin;
    await page.goto(`${origin}/workflows/${key}`);
    await page.getByTestId("node-big").focus();
    await page.keyboard.press("t");
    await page.getByTestId("simulate").click();

    // The way on the canvas: taken to the mail, not over the note.
    await expect.poll(async () => statusOf(page, "mail"), SLOW).toBe("completed");
    expect(await statusOf(page, "note")).toBe("skipped");
    expect(await page.locator('.react-flow__edge path[data-state="live"]').count()).toBe(3);
    expect(await page.getByTestId("assumed").textContent()).toContain("Ask again");

    expect(await violationsOn(page)).toEqual([]);

    // On day 1 it waits; a pinned answer shows on the card; the way ends at a step when asked for.
    await page.getByTestId("jump-1").click();
    await expect.poll(async () => statusOf(page, "answer"), SLOW).toBe("waiting");
    await page.getByTestId("jump-end").click();
    await page.getByTestId("pin-mail").click();
    await page.getByTestId("node-mail").getByTestId("pin-badge").waitFor();
    await page.getByTestId("show-big").click();
    await page.getByTestId("simulate-to").click();
    await expect.poll(async () => page.getByTestId("step-answer").count(), SLOW).toBe(0);
    expect(await statusOf(page, "big")).toBe("completed");

    // Kept as a test; what it does not reach is marked.
    await page.getByTestId("simulate").click();
    await page.getByTestId("test-name").fill("Small account");
    await page.getByTestId("save-test").click();
    await page.getByTestId("tab-tests").click();
    await page.getByTestId("run-tests").click();
    await expect.poll(async () => page.getByTestId("coverage").textContent(), SLOW).toContain("Note it");
    await expect
      .poll(async () => page.getByTestId("node-note").locator('[data-mark="unreached"]').count(), SLOW)
      .toBeGreaterThan(0);
    await page.getByTestId("test-dock-close").click();

    await publish(page, "First");
    await page.getByTestId("publish-dialog").waitFor({ state: "detached" });
    await session.call("createRecord", { params: { object: "account" }, body: { name: key } });
    await waitForRun(session, key);

    // Changed: the inspector says at once what the subject will be.
    await page.getByTestId("node-mail").click();
    await page.getByTestId("field-input.subject").fill("Again about {{ record.name }}");
    await expect
      .poll(async () => page.getByTestId("field-input.subject-result").textContent(), SLOW)
      .toContain(`Again about`);
    await expect
      .poll(async () => (await session.call("getWorkflow", { params: { key } })).openRuns, { timeout: 20_000 })
      .toBe(1);
    await publish(page, "Clearer subject");
    await page.getByTestId("publish-move").click();
    await page.locator("[data-testid=migrate-found][data-found='1']").waitFor();
    await page.getByTestId("work-confirm").click();
    await page.locator("[data-testid=migrate-count][data-movable='1']").waitFor();
    await page.getByTestId("work-confirm").click();
    await page.locator("[data-testid=migrate-result][data-moved='1']").waitFor();
    await page.getByTestId("work-close").click();

    // What changed, on the canvas and as a list; and back.
    await page.getByTestId("editor-more").click();
    await page.getByTestId("versions").click();
    await page.getByTestId("compare-2").click();
    await page.getByTestId("node-mail").locator('[data-mark="changed"]').first().waitFor();
    expect(await page.getByTestId("change-mail").textContent()).toContain("Again about {{ record.name }}");
    expect(await violationsOn(page)).toEqual([]);
    await page.getByTestId("change-mail").getByRole("button").click();
    await page.getByTestId("compare-restore").click();
    await page.getByRole("dialog").getByRole("button").last().click();
    await page.getByTestId("editor").waitFor();
    const { draft } = await session.call("getWorkflow", { params: { key } });
    expect(draft.nodes.find(({ id }) => id === "mail")).toMatchObject({
      input: { subject: "About {{ record.name }}" },
    });
    expect(complaints).toEqual([]);
  } finally {
    await close();
  }
}, 240_000);
