import type { Language } from "../text.ts";

const OBJECTS: Readonly<Record<string, Record<Language, string>>> = {
  lead: { en: "the lead", zh: "线索" },
  contact: { en: "the contact", zh: "联系人" },
  account: { en: "the account", zh: "客户" },
  opportunity: { en: "the opportunity", zh: "商机" },
  ticket: { en: "the ticket", zh: "工单" },
};
/** What happens to a record; `@` stands for it. */
const HAPPENINGS: Readonly<Record<string, Record<Language, string>>> = {
  created: { en: "@ is created", zh: "@创建" },
  updated: { en: "@ is changed", zh: "@修改" },
  deleted: { en: "@ is deleted", zh: "@删除" },
  assigned: { en: "@ is assigned", zh: "@分配" },
  contacted: { en: "@ is contacted", zh: "联系@" },
  replied: { en: "@ replies", zh: "@回复" },
  qualified: { en: "@ is qualified", zh: "@确认" },
  disqualified: { en: "@ is disqualified", zh: "@判为不合格" },
  converted: { en: "@ is converted", zh: "@转化" },
  won: { en: "@ is won", zh: "@赢单" },
  lost: { en: "@ is lost", zh: "@输单" },
  resolved: { en: "@ is resolved", zh: "@解决" },
  closed: { en: "@ is closed", zh: "@关闭" },
  reopened: { en: "@ is opened again", zh: "@重新打开" },
};

/**
 * A business event as a clause, for "until …", "when …", "等待…" and "…时": `lead.contacted` gives "the lead is
 * contacted", "联系线索". A name without words of ours is quoted.
 */
export function describeEvent(name: string, language: Language): string {
  const [object = "", happening = "", ...rest] = name.split(".");
  const subject = Object.hasOwn(OBJECTS, object) ? OBJECTS[object]?.[language] : undefined;
  const words = Object.hasOwn(HAPPENINGS, happening) ? HAPPENINGS[happening]?.[language] : undefined;
  if (subject !== undefined && words !== undefined && rest.length === 0) return words.replace("@", subject);
  return language === "zh" ? `“${name}”发生` : `“${name}” happens`;
}
