import { describe, expect, test } from "vitest";
import type { Catalogue } from "../catalogue.ts";
import { nodeSchema } from "../nodes/index.ts";
import { triggerSchema } from "../triggers/index.ts";
import { BUILT_IN_OBJECTS } from "../records.ts";
import { describeCron, describeDuration, describeEvent, describeNode, describeTrigger } from "./index.ts";

const catalogue: Catalogue = {
  connectors: [
    {
      id: "crm",
      version: "1",
      title: "CRM",
      group: "crm",
      icon: "users",
      operations: [
        {
          name: "crm.assign",
          kind: "action",
          title: { en: "Assign", zh: "分配" },
          input: {},
          output: {},
          sideEffect: true,
          internal: true,
        },
      ],
    },
  ],
  objects: [...BUILT_IN_OBJECTS],
  connections: [],
  tables: [],
  calendars: [],
  policies: [{ key: "inbound", name: { en: "Inbound", zh: "入站线索" } }],
  mailTemplates: [],
  workflows: [],
  users: [],
  teams: [],
  roles: [],
  conditions: [],
};
const inBoth = (node: unknown) =>
  (["en", "zh"] as const).map((language) => describeNode(nodeSchema.parse(node), catalogue, language));

describe("describeNode", () => {
  test("names the policy of an assignment", () => {
    expect(inBoth({ id: "a", type: "action", operation: "crm.assign", input: { policy: "inbound" } })).toEqual([
      "Assign by Inbound",
      "按“入站线索”分配",
    ]);
  });

  test("says the first rule of a condition and counts the other branches", () => {
    const when = { all: [{ fact: "steps", path: "score.output.points", operator: "greaterThanInclusive", value: 80 }] };
    expect(inBoth({ id: "c", type: "condition", branches: [{ id: "a", when }] })).toEqual([
      "If points ≥ 80",
      "如果 points ≥ 80",
    ]);
    expect(
      inBoth({
        id: "c",
        type: "condition",
        branches: [
          { id: "a", when },
          { id: "b", when },
        ],
      })[0],
    ).toBe("If points ≥ 80 (+1 more)");
  });

  test("calls a record's fields by their titles, and what has none by its name", () => {
    const rule = (path: string, value: unknown = 10) => {
      const when = { all: [{ fact: "record", path, operator: "greaterThanInclusive", value }] };
      return inBoth({ id: "c", type: "condition", branches: [{ id: "a", when }] });
    };
    expect(rule("minutesOnSite")).toEqual(["If minutes on site ≥ 10", "如果 网站停留分钟 ≥ 10"]);
    expect(rule("erpId")).toEqual(["If ERP id ≥ 10", "如果 ERP 编号 ≥ 10"]);
    expect(rule("visits", { fact: "record", path: "employees" })[1]).toBe("如果 访问次数 ≥ 员工数");
    expect(rule("size")).toEqual(["If size ≥ 10", "如果 size ≥ 10"]);
    expect(rule("address.city")[0]).toBe("If city ≥ 10");
  });

  test("counts business time", () => {
    const node = {
      id: "w",
      type: "wait-for-event",
      event: "lead.contacted",
      timeout: { duration: "PT4H", calendar: "sales" },
    };
    expect(inBoth(node)).toEqual([
      "Wait until the lead is contacted, at most 4 business hours",
      "等待联系线索，最多 4 个工作小时",
    ]);
  });

  test("names the object that it works on", () => {
    const node = { id: "u", type: "action", operation: "crm.assign", input: { object: "lead" } };
    expect(inBoth(node)).toEqual(["Assign: lead", "分配：线索"]);
  });

  test("says to whom without the way there", () => {
    const mail = (to: unknown) => inBoth({ id: "m", type: "action", operation: "smtp.send", input: { to } })[0];
    expect(mail("=steps.assign.output.owner.email")).toBe("smtp.send to owner.email");
    expect(mail(["ann@example.com", "=record.email"])).toBe("smtp.send to ann@example.com, email");
    expect(mail("{{ trigger.email }}")).toBe("smtp.send to email");
  });

  test("an operation that no connector has is shown by its name", () => {
    expect(inBoth({ id: "a", type: "action", operation: "erp.sync" })[0]).toBe("erp.sync");
  });
});

test("describeTrigger names object, change and rule", () => {
  const trigger = triggerSchema.parse({
    id: "t",
    type: "record",
    object: "opportunity",
    on: ["stage-changed"],
    when: { all: [{ fact: "record", path: "stage", operator: "equal", value: "won" }] },
  });
  expect(describeTrigger(trigger, catalogue, "en")).toBe(
    "When an opportunity is moved to another stage, if stage = won",
  );
  expect(describeTrigger(trigger, catalogue, "zh")).toBe("商机变更阶段时，且 阶段 = won");
});

test("objects call the same field differently: a trigger's own counts first", () => {
  const of = (object: string) => {
    const when = { all: [{ fact: "record", path: "name", operator: "isNotEmpty", value: true }] };
    const trigger = triggerSchema.parse({ id: "t", type: "record", object, on: ["updated"], fields: ["owner"], when });
    return describeTrigger(trigger, catalogue, "zh");
  };
  expect(of("account")).toBe("客户修改时（负责人），且 名称 不为空");
  expect(of("contact")).toBe("联系人修改时（负责人），且 姓名 不为空");
});

test.each([
  ["0 9 * * 1-5", "Every weekday at 09:00"],
  ["30 8 1 * *", "Every month on day 1 at 08:30"],
  ["0 9 * * 1,3", "Every Monday, Wednesday at 09:00"],
  ["*/5 * * * *", "cron */5 * * * *"],
])("describeCron(%s)", (cron, words) => {
  expect(describeCron(cron, "en")).toBe(words);
});

test.each([
  ["P1D", "1 day", "1 天"],
  ["PT1H30M", "1 hour 30 minutes", "1 小时 30 分钟"],
  ["whenever", "whenever", "whenever"],
])("describeDuration(%s)", (iso, en, zh) => {
  expect([describeDuration(iso, "en"), describeDuration(iso, "zh")]).toEqual([en, zh]);
});

test.each([
  ["lead.contacted", "the lead is contacted", "联系线索"],
  ["opportunity.won", "the opportunity is won", "商机赢单"],
  ["order.paid", "“order.paid” happens", "“order.paid”发生"],
  ["lead.contacted.twice", "“lead.contacted.twice” happens", "“lead.contacted.twice”发生"],
  ["lead.constructor", "“lead.constructor” happens", "“lead.constructor”发生"],
])("describeEvent(%s)", (name, en, zh) => {
  expect([describeEvent(name, "en"), describeEvent(name, "zh")]).toEqual([en, zh]);
});
