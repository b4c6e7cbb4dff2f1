import type { Template } from "../../../../definitions/api.ts";
import { chainDefinition, leadDefinition } from "./definition.ts";

/** The gallery: one template a job of the product. */
export function seedTemplates(): Template[] {
  return [
    {
      id: "lead-routing",
      name: { en: "Route new leads", zh: "新线索分配" },
      description: {
        en: "Scores each new lead, assigns it in turn, mails the owner and reminds until somebody makes contact.",
        zh: "为每条新线索评分并轮流分配，邮件通知负责人，直到有人联系客户为止持续提醒。",
      },
      group: "leads",
      definition: leadDefinition(),
      resources: [],
      sample: { name: "Grace Hopper", email: "grace@example.org" },
    },
    {
      id: "follow-up",
      name: { en: "Follow up a lead", zh: "线索跟进提醒" },
      description: {
        en: "Waits four business hours for contact, then reminds the owner, three times at most.",
        zh: "等待四个工作小时；若仍未联系，则提醒负责人，最多三次。",
      },
      group: "leads",
      definition: chainDefinition(
        { key: "follow-up", name: { en: "Follow up a lead", zh: "线索跟进提醒" } },
        { id: "assigned", type: "record", object: "lead", on: ["stage-changed"] },
        [
          ["remind", "crm.remind", "Remind"],
          ["notify", "crm.notify", "Notify"],
        ],
      ),
      resources: [],
    },
    {
      id: "ticket-routing",
      name: { en: "Route tickets", zh: "工单分派" },
      description: {
        en: "Puts each ticket into a queue by category, then gives it to an agent with the right skills.",
        zh: "按分类将工单放入队列，并交给具备相应技能的客服。",
      },
      group: "tickets",
      definition: leadDefinition({ key: "ticket-routing", name: { en: "Route tickets", zh: "工单分派" } }),
      resources: [],
    },
    {
      id: "won-deal",
      name: { en: "Send won deals to the ERP", zh: "赢单同步到 ERP" },
      description: {
        en: "When an opportunity is won, creates the customer in the ERP once and keeps its number.",
        zh: "商机赢单后，在 ERP 中创建客户（仅一次），并保存其编号。",
      },
      group: "opportunities",
      definition: chainDefinition(
        { key: "won-deal", name: { en: "Send won deals to the ERP", zh: "赢单同步到 ERP" } },
        { id: "won", type: "record", object: "opportunity", on: ["stage-changed"] },
        [
          ["read", "crm.get", "Read the account"],
          ["push", "tryton.upsert-party", "Create the customer"],
          ["keep", "crm.update", "Keep the ERP number"],
        ],
      ),
      resources: [],
    },
  ];
}
