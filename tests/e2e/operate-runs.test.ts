import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { WorkflowDefinitionInput } from "../../definitions/workflow.ts";
import type { ApiSession } from "../stack/api-session.ts";
import { openBrowser } from "./suite/open-browser.ts";
import { openSuiteSession, signIn, waitForRun } from "./suite/person.ts";
import { violationsOn } from "./suite/violations.ts";

const key = `operated-${randomBytes(3).toString("hex")}`;
const definition = (waitId: string): WorkflowDefinitionInput => ({
  schemaVersion: 1,
  key,
  name: { en: "Operated", zh: "运维" },
  triggers: [{ id: "go", type: "manual" }],
  nodes: [
    { id: "note", type: "set", name: "Note", values: {} },
    { id: waitId, type: "wait", name: "Pause", for: "PT1H" },
  ],
  edges: [
    { id: "e1", source: "go", sourcePort: "out", target: "note" },
    { id: "e2", source: "note", sourcePort: "out", target: waitId },
  ],
});

/** Version 1 waits at `before`, version 2 at `after`; the run that is there waits on version 1. Answers its id. */
async function prepare(session: ApiSession): Promise<string> {
  const created = await session.call("createWorkflow", { body: { definition: definition("before") } });
  const publish = async (revision: number) =>
    session.call("publishWorkflow", { params: { key }, body: {}, headers: { "if-match": String(revision) } });
  await publish(created.revision);
  await session.call("startRun", { params: { key }, body: {} });
  const run = await waitForRun(session, key);
  await expect
    .poll(async () => (await session.call("getRun", { params: { id: run } })).status, { timeout: 30_000 })
    .toBe("waiting");
  const { revision } = await session.call("getWorkflow", { params: { key } });
  const saved = await session.call("saveDraft", {
    params: { key },
    body: definition("after"),
    headers: { "if-match": String(revision) },
  });
  await publish(saved.revision);
  return run;
}

test("an operator moves a run to another version, does it again from a step, and stops all that the filter finds", async () => {
  const session = await openSuiteSession();
  const run = await prepare(session);
  const { page, complaints, close } = await openBrowser();
  try {
    await signIn(page);
    const origin = new URL(page.url()).origin;

    await page.goto(`${origin}/runs?workflow=${key}`);
    await page.getByTestId(`row-${run}`).waitFor();
    await page.getByTestId("found-menu").click();
    await page.getByTestId("found-migrate").click();
    await page.locator("[data-testid=migrate-found][data-found='1']").waitFor();
    await page.getByTestId("work-confirm").click();
    await page.getByTestId("map-before").waitFor();
    // Without a choice the trial says what is lost.
    await page.getByTestId("work-confirm").click();
    await page.locator("[data-testid=migrate-count][data-movable='0']").waitFor();
    expect(await page.getByTestId(`migrate-${run}`).textContent()).toContain("is not in version 2");
    await page.getByTestId("work-back").click();
    await page.getByTestId("map-before").click();
    await page.getByRole("option", { name: "Pause" }).click();
    await page.getByTestId("work-confirm").click();
    await page.locator("[data-testid=migrate-count][data-movable='1']").waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByTestId("work-confirm").click();
    await page.locator("[data-testid=migrate-result][data-moved='1']").waitFor();
    await expect
      .poll(async () => (await session.call("getRun", { params: { id: run } })).version, { timeout: 20_000 })
      .toBe(2);

    await page.goto(`${origin}/runs/${run}`);
    await page.getByTestId("step-note").click();
    await page.getByTestId("run-again-from").click();
    await page.getByTestId("work-confirm").click();
    await page.getByTestId("run-rerun-of").waitFor();
    expect(new URL(page.url()).pathname).not.toBe(`/runs/${run}`);

    await page.goto(`${origin}/runs?workflow=${key}`);
    await page.getByTestId("found-menu").click();
    await page.getByTestId("found-cancel").click();
    await page.locator("[data-testid=bulk-count][data-count='2']").waitFor();
    await page.getByTestId("work-confirm").click();
    await expect
      .poll(
        async () => {
          const { items } = await session.call("listRuns", { query: { workflow: key } });
          return items.map(({ status }) => status);
        },
        { timeout: 30_000 },
      )
      .toEqual(["cancelled", "cancelled"]);
    // The new run is asked for until it is there.
    expect(complaints.filter((line) => !line.startsWith("404"))).toEqual([]);
  } finally {
    await close();
  }
});
