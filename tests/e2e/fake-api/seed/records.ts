import type { User } from "../../../../definitions/resources.ts";
import type { StoredRecord } from "../world.ts";

const person = (id: string, name: string, role: User["role"], more: Partial<User> = {}): User => ({
  id,
  name,
  email: `${id}@example.com`,
  role,
  roles: [],
  active: true,
  skills: [],
  absences: [],
  language: "en",
  ...more,
});

/** People of a small sales and service office. */
export function seedUsers(): User[] {
  return [
    person("ada", "Ada Byron", "admin"),
    person("wang", "王芳", "member", { language: "zh", skills: ["mandarin"], roles: ["sales"] }),
    person("ben", "Ben Okafor", "member", { roles: ["sales", "sales-manager"] }),
    person("chloe", "Chloé Martin", "member", { active: false, roles: ["sales"] }),
    person("li", "李雷", "member", {
      language: "zh",
      roles: ["sales"],
      absences: [{ from: "2026-11-20", to: "2026-11-27" }],
    }),
    person("mia", "Mia Schneider", "operator", { skills: ["german", "billing"], roles: ["support"] }),
  ];
}

const FIRST = ["Grace", "陈静", "Tomás", "Yuki", "赵磊", "Amara", "Jonas", "刘洋", "Elena", "Samuel", "孙丽", "Noor"];
const LAST = ["Hopper", "", "Silva", "Tanaka", "", "Diallo", "Weber", "", "Rossi", "Mensah", "", "Haddad"];
const COMPANIES = ["Northwind", "海纳科技", "Contoso", "Acme Robotics", "云峰制造", "Blue Harbor"];
const SOURCES = ["website", "referral", "trade fair", "Google"];
const OWNERS = ["wang", "ben", "li", null];
const LEAD_STATUSES = ["new", "assigned", "contacted", "qualified", "converted", "disqualified"];
const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

function lead(index: number): StoredRecord {
  const name = `${pick(FIRST, index)} ${pick(LAST, index)}`.trim();
  const created = ago(index * 47 + 3);
  return {
    id: `lead-${index + 1}`,
    object: "lead",
    name,
    email: `person${index + 1}@example.org`,
    phone: null,
    company: pick(COMPANIES, index),
    status: index < 5 ? "new" : pick(LEAD_STATUSES, index),
    source: pick(SOURCES, index),
    origin: "API",
    occupation: null,
    minutesOnSite: (index * 7) % 40,
    visits: index % 9,
    employees: (index * 130) % 900,
    country: pick(["CN", "DE", "US", "SG"], index),
    city: null,
    score: (index * 17) % 100,
    grade: null,
    owner: pick(OWNERS, index),
    team: null,
    contactedAt: null,
    note: null,
    createdAt: created,
    updatedAt: created,
  };
}

function ticket(index: number): StoredRecord {
  const subjects = ["Invoice is wrong", "无法登录账户", "Shipment late", "退款申请", "How do I export?"];
  return {
    id: `ticket-${index + 1}`,
    object: "ticket",
    subject: pick(subjects, index),
    description: "The customer wrote by e-mail.",
    status: pick(["new", "open", "pending", "resolved", "closed"], index),
    priority: pick(["low", "normal", "high", "urgent"], index),
    category: pick(["billing", "account", "delivery"], index),
    language: pick(["en", "zh", "de"], index),
    requesterEmail: `customer${index + 1}@example.net`,
    requesterName: pick(FIRST, index + 3),
    accountId: "account-1",
    queue: "billing",
    skills: ["billing"],
    firstResponseAt: null,
    dueAt: new Date(Date.now() + (index - 2) * 3_600_000).toISOString(),
    owner: pick(["mia", null], index),
    createdAt: ago(index * 33),
    updatedAt: ago(index * 20),
  };
}

function opportunity(index: number): StoredRecord {
  return {
    id: `opportunity-${index + 1}`,
    object: "opportunity",
    name: `${pick(COMPANIES, index)} – ${pick(["licences", "renewal", "年度合同"], index)}`,
    stage: pick(["new", "qualified", "proposal", "negotiation", "won", "lost"], index),
    amount: 12_000 + index * 4_350,
    currency: pick(["EUR", "CNY", "USD"], index),
    discountPercent: (index * 5) % 30,
    accountId: `account-${(index % 6) + 1}`,
    accountName: pick(COMPANIES, index),
    contactId: "contact-1",
    closeDate: "2026-12-18",
    lines: [{ product: "Seat", quantity: 10 }],
    erpId: null,
    owner: pick(["wang", "ben"], index),
    createdAt: ago(index * 300),
    updatedAt: ago(index * 30),
  };
}

/** Records of every object, some names Chinese. */
export function seedRecords(): Record<string, StoredRecord[]> {
  const range = (count: number) => Array.from({ length: count }, (_, index) => index);
  return {
    lead: range(64).map(lead),
    ticket: range(14).map(ticket),
    opportunity: range(11).map(opportunity),
    account: COMPANIES.map((name, index) => ({
      id: `account-${index + 1}`,
      object: "account",
      name,
      domain: `company${index + 1}.example`,
      country: pick(["US", "CN", "DE"], index),
      industry: pick(["Software", "Manufacturing", "Logistics"], index),
      employees: 40 + index * 210,
      tier: pick(["standard", "gold", "platinum"], index),
      owner: "ben",
      createdAt: ago(index * 4_000),
      updatedAt: ago(index * 900),
    })),
    contact: range(7).map((index) => ({
      id: `contact-${index + 1}`,
      object: "contact",
      name: `${pick(FIRST, index + 5)} ${pick(LAST, index + 5)}`.trim(),
      email: `contact${index + 1}@example.com`,
      phone: "+49 30 1234",
      accountId: `account-${(index % 6) + 1}`,
      title: pick(["CTO", "Buyer", "采购经理"], index),
      owner: "wang",
      createdAt: ago(index * 800),
      updatedAt: ago(index * 100),
    })),
  };
}
