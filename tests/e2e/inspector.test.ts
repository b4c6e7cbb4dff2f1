import { randomBytes } from "node:crypto";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { WorkflowDefinition, WorkflowDefinitionInput } from "../../definitions/workflow.ts";
import type { ApiSession } from "../stack/api-session.ts";
import { openBrowser } from "./suite/open-browser.ts";
import { openSuiteSession, signIn, waitForRun, waitUntilSaved } from "./suite/person.ts";
import { violationsOn } from "./suite/violations.ts";

const key = `inspected-${randomBytes(3).toString("hex")}`;
const DEFINITION: WorkflowDefinitionInput = {
  schemaVersion: 1,
  key,
  name: { en: "Inspected", zh: "检查" },
  triggers: [
    {
      id: "lead",
      type: "record",
      object: "lead",
      on: ["created"],
      // Leads of other tests start nothing here.
      when: { all: [{ fact: "record", path: "company", operator: "equal", value: key }] },
    },
  ],
  nodes: [
    { id: "score", type: "set", name: "Score", values: { points: "=record.minutesOnSite * 2" } },
    {
      id: "keen",
      type: "condition",
      branches: [
        {
          id: "yes",
          name: "Yes",
          when: { all: [{ fact: "record", path: "minutesOnSite", operator: "greaterThanInclusive", value: 10 }] },
        },
      ],
    },
    {
      id: "mail",
      type: "action",
      operation: "smtp.send",
      connection: "default",
      input: {
        to: "=record.email",
        subject: "Welcome",
        html: "<p>Hello <b>{{ record.name }}</b></p>",
        text: "Hello {{ record.name }}",
      },
    },
    { id: "pause", type: "wait", for: "PT4H" },
  ],
  edges: [
    { id: "e1", source: "lead", sourcePort: "out", target: "score" },
    { id: "e2", source: "score", sourcePort: "out", target: "keen" },
    { id: "e3", source: "keen", sourcePort: "yes", target: "mail" },
    { id: "e4", source: "mail", sourcePort: "out", target: "pause" },
  ],
};

let session: ApiSession;
beforeAll(async () => {
  session = await openSuiteSession();
  const { revision } = await session.call("createWorkflow", { body: { definition: DEFINITION } });
  await session.call("publishWorkflow", { params: { key }, body: {}, headers: { "if-match": String(revision) } });
  const body = { name: "Ann Lee", email: "ann.lee@example.com", company: key, minutesOnSite: 12 };
  await session.call("createRecord", { params: { object: "lead" }, body });
});

/** What fields and rules show comes from the run of the one lead. */
async function waitUntilRan(): Promise<void> {
  const run = await waitForRun(session, key);
  await expect
    .poll(async () => (await session.call("getRun", { params: { id: run } })).status, { timeout: 30_000 })
    .toBe("waiting");
}

async function openEditor(page: Page): Promise<void> {
  await signIn(page);
  await page.goto(new URL(`/workflows/${key}`, page.url()).href);
  await page.getByTestId("editor").waitFor();
  await showAll(page);
}

/** Only cards in view are drawn, and the inspector takes its part of the view. */
async function showAll(page: Page): Promise<void> {
  await page.getByTestId("fit-view").click();
  for (const { id } of DEFINITION.nodes ?? []) await page.getByTestId(`node-${id}`).waitFor();
}

async function choose(page: Page, node: string): Promise<void> {
  await showAll(page);
  await page.getByTestId(`node-${node}`).click();
  await page.getByTestId("inspector").waitFor();
}

async function draftNode(id: string): Promise<WorkflowDefinition["nodes"][number] | undefined> {
  const { draft } = await session.call("getWorkflow", { params: { key } });
  return draft.nodes.find((node) => node.id === id);
}

test("each card says in both languages what its step does, and says it anew when that is changed", async () => {
  const sentences = {
    en: { lead: "When a lead is created", keen: "If minutes on site ≥ 10", mail: "to email", pause: "Wait 4 hours" },
    zh: { lead: "线索创建时", keen: "如果 网站停留分钟 ≥ 10", mail: "给 email", pause: "等待 4 小时" },
  };
  const changed = { en: ["to owner.email", "Wait 3 days"], zh: ["给 owner.email", "等待 3 天"] };
  for (const language of ["en", "zh"] as const) {
    const { page, complaints, close } = await openBrowser({ language });
    try {
      await openEditor(page);
      for (const [node, sentence] of Object.entries(sentences[language]))
        expect(await page.getByTestId(`node-${node}`).textContent()).toContain(sentence);
      expect(await page.getByTestId("node-keen").textContent()).toContain("Yes");

      await choose(page, "mail");
      await page.getByTestId("field-input.to").fill("steps.assign.output.owner.email");
      await choose(page, "pause");
      await page.getByTestId("field-for").fill("3");
      await page.getByRole("combobox", { name: /^Unit of|的单位$/u }).click();
      await page.getByRole("option", { name: /^(days|天)$/ }).click();
      // From afar cards show their names only.
      await page.getByTestId("inspector-close").click();
      await showAll(page);
      const [mail = "", pause = ""] = changed[language];
      await expect.poll(async () => page.getByTestId("node-mail").textContent()).toContain(mail);
      await expect.poll(async () => page.getByTestId("node-pause").textContent()).toContain(pause);
      while (await page.getByTestId("undo").isEnabled()) await page.getByTestId("undo").click();
      await expect.poll(async () => page.getByTestId("node-mail").textContent()).toContain(sentences[language].mail);
      await waitUntilSaved(page);
      expect(complaints).toEqual([]);
    } finally {
      await close();
    }
  }
});

test("fields: data picked with the last run's values, live results, the place of a mistake, help, the mail as it will look", async () => {
  await waitUntilRan();
  const { page, complaints, close } = await openBrowser();
  try {
    await openEditor(page);
    await choose(page, "mail");
    const inspector = page.getByTestId("inspector");
    expect(await inspector.textContent()).toContain("An address or a list; mostly computed from a record or step.");
    await expect
      .poll(async () => page.getByTestId("field-input.to-result").textContent())
      .toContain("ann.lee@example.com");

    const subject = page.getByTestId("field-input.subject");
    await subject.fill("Points: ");
    await page.getByRole("button", { name: "Pick data for Subject" }).click();
    await page.getByTestId("data-picker").getByRole("textbox").fill("points");
    expect(await page.getByTestId("data-picker").textContent()).toMatch(/Score.*points.*24/u);
    await page.keyboard.press("Enter");
    expect(await subject.inputValue()).toBe("Points: {{ steps.score.output.points }}");
    await expect.poll(async () => page.getByTestId("field-input.subject-result").textContent()).toContain("Points: 24");

    const to = page.getByTestId("field-input.to");
    await to.fill("record.emial +");
    await page.getByTestId("problem-place").waitFor();
    expect(await page.getByTestId("problem-place").locator("mark").count()).toBe(1);
    await to.fill("record.email");
    await page.getByTestId("problem-place").waitFor({ state: "detached" });

    await page.getByTestId("mail-preview").click();
    const mail = page.getByTestId("mail-view");
    await mail.getByText("Points: 24").waitFor();
    await mail.frameLocator("iframe").getByText("Ann Lee").waitFor();
    await mail.getByText("Text", { exact: true }).click();
    expect(await page.getByTestId("mail-text").textContent()).toBe("Hello Ann Lee");
    await page.keyboard.press("Escape");
    await mail.waitFor({ state: "detached" });

    await page.getByTestId("inspector-retry").click();
    await inspector.getByLabel("Attempts").fill("7");
    await page.getByTestId("inspector-error").click();
    await page.getByTestId("field-onError").click();
    await page.getByRole("option", { name: "Go by the error exit" }).click();
    await page.getByTestId("inspector-note").click();
    await page.getByTestId("field-note").fill("Sales asked for **this** mail.");
    await waitUntilSaved(page);
    expect(await draftNode("mail")).toMatchObject({
      input: { to: "=record.email", subject: "Points: {{ steps.score.output.points }}" },
      retry: { maximumAttempts: 7 },
      onError: "port",
      note: "Sales asked for **this** mail.",
    });
    await page.waitForTimeout(400);
    expect(await violationsOn(page)).toEqual([]);
    expect(complaints).toEqual([]);
  } finally {
    await close();
  }
});

test("a rule is built by choosing, read as a sentence and tried on the last run; a connection is made and tried where it is needed", async () => {
  await waitUntilRan();
  const { page, complaints, close } = await openBrowser();
  try {
    await openEditor(page);
    await choose(page, "keen");
    await page.getByTestId("rule-yes").click();
    const drawer = page.getByTestId("rule-drawer");
    const result = drawer.getByTestId("rule-result");
    await result.waitFor();
    expect(await result.getAttribute("data-held")).toBe("true");
    await drawer.getByRole("textbox", { name: /value/i }).fill("30");
    await expect
      .poll(async () => drawer.getByTestId("rule-sentence").textContent())
      .toBe("Minutes on site is at least 30");
    await expect.poll(async () => result.getAttribute("data-held")).toBe("false");
    await page.getByTestId("rule-done").click();
    await expect.poll(async () => page.getByTestId("node-keen").textContent()).toContain("≥ 30");

    await choose(page, "mail");
    await page.getByTestId("new-connection").click();
    const form = page.getByRole("dialog");
    await form.getByLabel("Name").fill(`Mail server ${key}`);
    const server = new URL(process.env["FLOWRIGHT_TEST_SMTP_URL"] ?? "");
    await form.getByLabel("Host").fill(server.hostname);
    await form.getByLabel("Port").fill(server.port);
    await form.getByRole("combobox", { name: "Encryption" }).click();
    await page.getByRole("option", { name: "none" }).click();
    await page.getByTestId("connection-save").click();
    await form.waitFor({ state: "detached" });
    expect(await page.getByTestId("field-connection").inputValue()).toBe(`Mail server ${key}`);
    await page.getByTestId("inspector").getByText("Works").waitFor();
    await waitUntilSaved(page);
    expect(await draftNode("mail")).toMatchObject({ connection: `mail-server-${key}` });
    expect(complaints).toEqual([]);
  } finally {
    await close();
  }
});
