import type { JsonObject } from "../../../definitions/json.ts";
import type { ResourceKind, User } from "../../../definitions/resources.ts";

const person = (id: string, name: string, language: "en" | "zh", about: Partial<User>): User => ({
  id,
  name,
  email: `${id}@example.com`,
  role: "member",
  roles: [],
  active: true,
  skills: [],
  absences: [],
  language,
  ...about,
});

/** Five in sales and three in support. They own records; none of them can sign in until given a password. */
export const SAMPLE_PEOPLE: readonly User[] = [
  person("sales-anna", "Anna Berger", "en", { roles: ["sales", "sales-manager"], role: "operator" }),
  person("sales-liwei", "李伟", "zh", { roles: ["sales"] }),
  person("sales-tom", "Tom Okafor", "en", { roles: ["sales"] }),
  person("sales-wangfang", "王芳", "zh", { roles: ["sales"] }),
  person("sales-maria", "María Torres", "en", { roles: ["sales"] }),
  person("support-chenjing", "陈静", "zh", {
    roles: ["support", "support-lead"],
    skills: ["billing", "chinese"],
    role: "operator",
  }),
  person("support-sam", "Sam Lindqvist", "en", { roles: ["support"], skills: ["technical", "network"] }),
  person("support-priya", "Priya Nair", "en", { roles: ["support"], skills: ["technical", "billing"] }),
];
const peopleOf = (team: string) => SAMPLE_PEOPLE.filter(({ roles }) => roles.includes(team)).map(({ id }) => id);

const workdays = (from: string, to: string): JsonObject =>
  Object.fromEntries(["mon", "tue", "wed", "thu", "fri"].map((day) => [day, [[from, to]]]));

export const SAMPLE_RESOURCES: readonly { kind: ResourceKind; value: JsonObject }[] = [
  {
    kind: "teams",
    value: { key: "sales", name: { en: "Sales", zh: "销售部" }, members: peopleOf("sales"), lead: "sales-anna" },
  },
  {
    kind: "teams",
    value: {
      key: "support",
      name: { en: "Support", zh: "客服部" },
      members: peopleOf("support"),
      lead: "support-chenjing",
    },
  },
  { kind: "queues", value: { key: "leads-new", name: { en: "New leads", zh: "新线索" }, team: "sales" } },
  {
    kind: "queues",
    value: { key: "support-first-line", name: { en: "Support, first line", zh: "客服一线" }, team: "support" },
  },
  {
    kind: "calendars",
    value: {
      key: "office-berlin",
      name: { en: "Office, Berlin", zh: "柏林办公时间" },
      tz: "Europe/Berlin",
      hours: workdays("09:00", "17:30"),
    },
  },
  {
    kind: "calendars",
    value: {
      key: "office-shanghai",
      name: { en: "Office, Shanghai", zh: "上海办公时间" },
      tz: "Asia/Shanghai",
      hours: workdays("09:00", "18:00"),
    },
  },
  {
    kind: "policies",
    value: {
      key: "leads-in-turn",
      name: { en: "Leads in turn", zh: "线索轮流分配" },
      object: "lead",
      rules: [{ id: "turn", strategy: "round-robin", candidates: { team: "sales" } }],
      fallback: { queue: "leads-new" },
    },
  },
  {
    kind: "policies",
    value: {
      key: "tickets-by-skill",
      name: { en: "Tickets by skill", zh: "按技能分配工单" },
      object: "ticket",
      rules: [{ id: "skilled", strategy: "least-open", candidates: { team: "support" }, matchSkills: true }],
      fallback: { queue: "support-first-line" },
    },
  },
];

type Sample = { object: string; match: string; fields: JsonObject };
const lead = (
  name: string,
  company: string,
  country: string,
  source: string,
  minutesOnSite: number,
  employees: number,
): Sample => {
  const mailbox = `${name}${company}`.toLowerCase().replace(/[^a-z]+/g, "");
  const email = `${mailbox === "" ? "lead" : mailbox}.${employees}.${minutesOnSite}@example.net`;
  return {
    object: "lead",
    match: "email",
    fields: {
      name,
      company,
      country,
      source,
      minutesOnSite,
      employees,
      email,
      status: "new",
      visits: Math.ceil(minutesOnSite / 7),
    },
  };
};
const ticket = (subject: string, priority: string, category: string, language: string, skills: string[]): Sample => ({
  object: "ticket",
  match: "subject",
  fields: { subject, priority, category, language, skills, status: "new", requesterEmail: "customer@example.net" },
});
const opportunity = (name: string, accountName: string, amount: number, currency: string, stage: string): Sample => ({
  object: "opportunity",
  match: "name",
  fields: { name, accountName, amount, currency, stage },
});

export const SAMPLE_RECORDS: readonly Sample[] = [
  lead("Greta Vogel", "Vogel Maschinenbau", "Germany", "Website", 34, 420),
  lead("刘洋", "华信科技", "China", "搜索引擎", 21, 160),
  lead("James Whitfield", "Whitfield & Co", "United Kingdom", "Referral", 12, 35),
  lead("张敏", "蓝海物流", "China", "展会", 8, 900),
  lead("Aisha Rahman", "Crescent Foods", "Malaysia", "Website", 45, 75),
  lead("Pierre Lambert", "Atelier Lambert", "France", "Newsletter", 5, 12),
  lead("赵磊", "远景能源", "China", "官网", 52, 2_300),
  lead("Sofia Rossi", "Rossi Tessile", "Italy", "Trade fair", 17, 210),
  lead("Daniel Kim", "Hanul Systems", "South Korea", "Website", 29, 640),
  lead("孙丽", "明日教育", "China", "公众号", 14, 58),
  lead("Emily Carter", "Northwind Clinics", "United States", "Search", 38, 1_200),
  lead("周杰", "启航软件", "China", "推荐", 26, 88),
  lead("Lars Holm", "Holm Marine", "Denmark", "Referral", 9, 46),
  lead("吴倩", "晨光医药", "China", "搜索引擎", 31, 510),
  lead("Fatima Zahra", "Atlas Tours", "Morocco", "Newsletter", 4, 19),
  lead("Michael Brandt", "Brandt Logistik", "Germany", "Website", 41, 330),
  lead("郑浩", "天成制造", "China", "展会", 19, 1_500),
  lead("Olivia Martin", "Maple Ridge", "Canada", "Search", 23, 140),
  lead("冯雪", "星辰传媒", "China", "官网", 11, 27),
  lead("Kwame Mensah", "Gold Coast Trading", "Ghana", "Referral", 36, 95),
  ticket("Invoice shows the wrong amount", "high", "billing", "en", ["billing"]),
  ticket("无法登录客户门户", "urgent", "technical", "zh", ["technical"]),
  ticket("How do I add a second user?", "low", "question", "en", []),
  ticket("发票抬头需要更正", "normal", "billing", "zh", ["billing", "chinese"]),
  opportunity("Vogel Maschinenbau: service contract", "Vogel Maschinenbau", 48_000, "EUR", "proposal"),
  opportunity("远景能源年度框架", "远景能源", 620_000, "CNY", "negotiation"),
  opportunity("Northwind Clinics pilot", "Northwind Clinics", 15_500, "USD", "qualified"),
];
