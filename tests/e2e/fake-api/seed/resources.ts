import type { JsonObject } from "../../../../definitions/json.ts";
import type { ResourceKind } from "../../../../definitions/resources.ts";
import { seedDecisions } from "./decisions.ts";

/** Calendars, tables, policies, templates, teams and queues as the product stores them. */
export function seedResources(): Record<ResourceKind, JsonObject[]> {
  const hours = ["mon", "tue", "wed", "thu", "fri"];
  return {
    calendars: [
      {
        key: "sales",
        name: { en: "Sales hours", zh: "销售工作时间" },
        tz: "Asia/Shanghai",
        hours: Object.fromEntries(
          hours.map((day) => [
            day,
            [
              ["09:00", "12:00"],
              ["13:30", "18:00"],
            ],
          ]),
        ),
        holidays: ["2026-12-25", "2027-01-01"],
        overrides: {},
      },
      {
        key: "berlin",
        name: "Berlin",
        tz: "Europe/Berlin",
        hours: Object.fromEntries(hours.map((day) => [day, [["09:00", "17:00"]]])),
        holidays: [],
        overrides: {},
      },
    ],
    tables: [
      {
        schemaVersion: 1,
        key: "lead-score",
        name: { en: "Lead score", zh: "线索评分" },
        description: { en: "Points by source, time on the site and occupation.", zh: "按来源、停留时间和职业计分。" },
        hitPolicy: "C+",
        inputs: [
          { id: "source", name: { en: "Source", zh: "来源" }, type: "string" },
          { id: "minutesOnSite", name: { en: "Minutes on site", zh: "停留分钟" }, type: "number" },
          { id: "occupation", name: { en: "Occupation", zh: "职业" }, type: "string" },
        ],
        outputs: [{ id: "points", name: { en: "Points", zh: "分数" }, type: "number", default: "0" }],
        rows: [
          { id: "r1", when: ['"referral"', "-", "-"], then: ["40"] },
          { id: "r2", when: ['"website"', ">= 10", "-"], then: ["30"], note: "Read for a while" },
          { id: "r3", when: ["-", ">= 20", "-"], then: ["20"] },
          { id: "r4", when: ["-", "-", '"Working Professional"'], then: ["35"] },
        ],
        tests: [],
      },
    ],
    policies: [
      {
        schemaVersion: 1,
        key: "inbound",
        name: { en: "Inbound leads in turn", zh: "新线索轮流分配" },
        object: "lead",
        rules: [
          {
            id: "china",
            name: { en: "China", zh: "中国" },
            when: { all: [{ fact: "record", path: "country", operator: "equal", value: "CN" }] },
            strategy: "round-robin",
            candidates: { users: [{ id: "wang" }, { id: "li" }] },
          },
          { id: "others", strategy: "round-robin", candidates: { team: "sales" } },
        ],
        fallback: { user: "ben" },
      },
    ],
    "mail-templates": [
      {
        key: "lead-assigned",
        name: { en: "Lead assigned", zh: "线索已分配" },
        subject: "New lead: {{ lead.name }}",
        html: "<h1>{{ lead.name }}</h1>\n<p>Score: {{ points }}</p>\n{% if lead.company %}<p>{{ lead.company }}</p>{% endif %}",
        text: "{{ lead.name }}: {{ points }} points",
        sample: { lead: { name: "Grace Hopper", company: "Northwind" }, points: 84 },
      },
    ],
    teams: [
      { key: "sales", name: { en: "Sales", zh: "销售" }, members: ["wang", "ben", "li"], lead: "ben" },
      { key: "support", name: { en: "Support", zh: "客服" }, members: ["mia"] },
    ],
    queues: [{ key: "billing", name: { en: "Billing", zh: "账单" }, team: "support" }],
    ...seedDecisions(),
  };
}
