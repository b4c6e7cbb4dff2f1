import { describe, expect, it } from "vitest";
import { createBuiltInRegistry } from "../../../activities/built-in-registry.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import { BUILT_IN_OBJECTS } from "../../../definitions/records.ts";
import { RESOURCE_SCHEMAS } from "../../../definitions/resources.ts";
import { TEMPLATES } from "../../../definitions/templates/index.ts";
import type { SimulationResult } from "../../../definitions/simulation.ts";
import { simulate, type SimulationOptions } from "../../../engine/simulate/simulate.ts";

const operations = createBuiltInRegistry()
  .describe()
  .flatMap((connector) => connector.operations);

/** A record as the store gives it: every declared field, null where empty. */
function recordOf(object: string, fields: JsonObject): JsonObject {
  const description = BUILT_IN_OBJECTS.find(({ name }) => name === object);
  const empty = Object.fromEntries((description?.fields ?? []).map(({ name }) => [name, null]));
  return { ...empty, id: "R1", object, ...fields };
}
async function play(id: string, options: SimulationOptions): Promise<SimulationResult> {
  const template = TEMPLATES.find((candidate) => candidate.id === id);
  if (template === undefined) throw new Error(`no template ${id}`);
  const valuesOf = (kind: "tables" | "calendars") =>
    template.resources.filter((resource) => resource.kind === kind).map(({ value }) => value);
  return simulate(template.definition, {
    at: "2026-03-02T09:30:00+08:00",
    operations,
    tables: valuesOf("tables").map((value) => RESOURCE_SCHEMAS.tables.parse(value)),
    calendars: valuesOf("calendars").map((value) => RESOURCE_SCHEMAS.calendars.parse(value)),
    ...options,
  });
}
const summary = ({ status, output, error, steps }: SimulationResult) => ({
  status,
  output,
  error,
  path: steps.filter((step) => step.status !== "skipped").map(({ nodeId }) => nodeId),
});
const inputOf = (result: SimulationResult, nodeId: string) =>
  result.steps.find((step) => step.nodeId === nodeId)?.input;

const owner = { id: "u1", name: "Wei", email: "wei@example.com", language: "zh" };
const assigned = { output: { owner, queue: null, policy: "inbound", rule: "salesInTurn", alreadyAssigned: false } };
const sent = { output: { messageId: "<1@x>", accepted: [], rejected: [], response: "250" } };
const reminded = { output: { sent: true, reason: null, noticeId: "n1" } };
const lead = recordOf("lead", { name: "Ann", email: "ann@example.com", status: "new", source: "referral" });

describe("lead-assignment", () => {
  const mocks = { keepScore: { output: lead }, assign: assigned, mail: sent, remind: reminded };

  it("scores, assigns, mails in the owner's language, and stops when the lead is contacted", async () => {
    const events = [{ after: "PT5H", name: "lead.contacted", correlate: "R1", payload: {} }];
    const result = await play("lead-assignment", { record: lead, mocks, events });
    expect(summary(result)).toMatchObject({
      status: "completed",
      error: null,
      output: { owner: "u1", points: 50, reminders: 0, isContacted: true },
    });
    expect(inputOf(result, "mail")).toMatchObject({ to: "wei@example.com", template: "lead-assigned-zh" });
  });

  it("reminds three times in working hours, also where the mail failed", async () => {
    const refused = { error: { code: "SMTP_REFUSED", class: "connector", retryable: false, message: "550" } } as const;
    const result = await play("lead-assignment", {
      record: lead,
      mocks: { ...mocks, mail: refused, mailFailed: { output: { noticeId: "n2" } } },
    });
    expect(summary(result)).toMatchObject({
      status: "completed",
      error: null,
      output: { reminders: 3, isContacted: false },
    });
    const reminders = result.steps.filter(({ nodeId }) => nodeId === "remind");
    expect(reminders.map(({ startedAt }) => Date.parse(startedAt))).toEqual(
      ["2026-03-02T15:00:00+08:00", "2026-03-03T10:00:00+08:00", "2026-03-03T15:30:00+08:00"].map(Date.parse),
    );
    expect(inputOf(result, "remind")).toMatchObject({ text: "Ann has not been contacted yet (reminder 1 of 3)" });
  });

  it("fails with a reason when nobody is available", async () => {
    const nobody = { output: { ...assigned.output, owner: null } };
    const result = await play("lead-assignment", { record: lead, mocks: { ...mocks, assign: nobody } });
    expect(summary(result)).toMatchObject({
      status: "failed",
      path: ["score", "keepScore", "assign", "hasOwner", "nobody"],
    });
  });
});

describe("follow-up-reminder", () => {
  const record = { ...lead, owner: "u1", status: "assigned" };
  it("gives the team a task after three reminders", async () => {
    const result = await play("follow-up-reminder", {
      record,
      mocks: { remind: reminded, task: { output: { taskId: "t1", assignees: ["u1"] } } },
    });
    expect(summary(result)).toMatchObject({ status: "completed", error: null, output: { reminders: 3 } });
    expect(summary(result).path).toContain("task");
  });
  it("leaves early when the lead is converted", async () => {
    const events = [{ after: "PT1H", name: "lead.converted", correlate: "R1", payload: {} }];
    expect(summary(await play("follow-up-reminder", { record, mocks: {}, events }))).toMatchObject({
      status: "exited",
    });
  });
});

describe("ticket-routing", () => {
  const ticket = recordOf("ticket", { subject: "Help", priority: "urgent" });
  it("mails the agent and reminds after eight working hours", async () => {
    const result = await play("ticket-routing", {
      record: ticket,
      mocks: { route: { output: { ...assigned.output, queue: "urgent" } }, mail: sent, remind: reminded },
    });
    expect(summary(result)).toMatchObject({ status: "completed", error: null, output: { queue: "urgent" } });
    expect(inputOf(result, "remind")).toMatchObject({
      user: "u1",
      text: "Help is still open after eight working hours",
    });
  });
  it("gives the team a task when there is no agent", async () => {
    const result = await play("ticket-routing", {
      record: ticket,
      mocks: {
        route: { output: { ...assigned.output, owner: null, queue: "general" } },
        task: { output: { taskId: "t", assignees: [] } },
      },
    });
    expect(summary(result)).toMatchObject({ status: "completed", path: ["route", "hasAgent", "task", "end"] });
  });
});

describe("opportunities to an ERP", () => {
  const record = recordOf("opportunity", {
    name: "Deal",
    stage: "won",
    owner: "u1",
    amount: 12,
    lines: [
      { sku: "S1", quantity: 2, price: 3 },
      { sku: "S2", quantity: 1, price: 1.5 },
    ],
  });
  const mocks = {
    customer: { output: { id: "P1", created: true, unchanged: false } },
    order: { output: { id: "SO1", number: "SO-1" } },
    addLine: [{ output: { lineId: "l1" } }, { output: { lineId: "l2" } }],
    keepId: { output: record },
    tell: { output: { noticeId: "n1" } },
  };
  it("books customer, order and lines", async () => {
    const result = await play("opportunity-to-erp-http", { record, mocks });
    expect(summary(result)).toMatchObject({
      status: "completed",
      error: null,
      output: { order: "SO1", lines: ["l1", "l2"] },
    });
    expect(inputOf(result, "customer")).toEqual({ externalKey: "R1", name: "Deal" });
  });
  it("books an opportunity without lines", async () => {
    const result = await play("opportunity-to-erp-http", { record: { ...record, lines: null }, mocks });
    expect(summary(result)).toMatchObject({ status: "completed", error: null, output: { lines: [] } });
  });
  it("undoes everything and gives a task when a line is refused", async () => {
    const refused = {
      error: { code: "HTTP_REQUEST_REJECTED", class: "connector", retryable: false, message: "422" },
    } as const;
    const result = await play("opportunity-to-erp-http", {
      record,
      mocks: { ...mocks, addLine: refused, failed: { output: { taskId: "t", assignees: [] } } },
    });
    expect(summary(result)).toMatchObject({ status: "failed", output: { error: "HTTP_REQUEST_REJECTED" } });
    expect(result.compensated).toEqual(["order", "customer"]);
  });
  it("goes to Tryton", async () => {
    const result = await play("opportunity-to-tryton", {
      record,
      mocks: {
        party: { output: { id: "7", created: true, unchanged: false } },
        opportunity: { output: { id: "9", created: true } },
        keepId: { output: record },
        tell: mocks.tell,
      },
    });
    expect(summary(result)).toMatchObject({
      status: "completed",
      error: null,
      output: { party: "7", opportunity: "9" },
    });
    expect(inputOf(result, "opportunity")).toEqual({ externalKey: "R1", party: "7", description: "Deal", amount: 12 });
  });
});

describe("welcome-form", () => {
  it.each([
    [{ name: "Ann", email: "ann@example.com" }, "welcome"],
    [{ name: "李安", email: "ann@example.com", language: "zh" }, "welcome-zh"],
  ])("assigns and mails owner and visitor: %o", async (body, template) => {
    const result = await play("welcome-form", {
      record: lead,
      input: { body },
      mocks: { assign: assigned, mail: sent, welcome: sent },
    });
    expect(summary(result)).toMatchObject({ status: "completed", error: null, output: { owner: "u1" } });
    expect(inputOf(result, "welcome")).toMatchObject({ to: "ann@example.com", template });
  });
});

describe("retrain-lead-score", () => {
  const trained = (accepted: boolean) => ({
    output: {
      accepted,
      problems: accepted ? [] : ["its AUC 0.520 is below 0.6"],
      trainedAt: "2026-03-02T03:00:00Z",
      rows: 800,
      baseRate: 0.3,
      auc: accepted ? 0.81 : 0.52,
      logLoss: 0.5,
      calibrationError: 0.03,
    },
  });

  it("ends when the new model is used, and asks somebody to look when it is refused", async () => {
    const good = await play("retrain-lead-score", { mocks: { train: trained(true) } });
    expect(summary(good)).toMatchObject({ status: "completed", output: { accepted: true, auc: 0.81 } });
    expect(summary(good).path).not.toContain("tell");
    const poor = await play("retrain-lead-score", { mocks: { train: trained(false), tell: { output: {} } } });
    expect(inputOf(poor, "tell")).toMatchObject({ description: "its AUC 0.520 is below 0.6" });
  });
});
