import type { Catalogue } from "../catalogue.ts";
import type { Trigger } from "../triggers/index.ts";
import { textIn, type Language } from "../text.ts";
import { describeCron } from "./describe-cron.ts";
import { describeDuration } from "./describe-duration.ts";
import { describeEvent } from "./describe-event.ts";
import { keyName, operationOf } from "./describe-node.ts";
import { describeRule } from "./describe-rule.ts";
import { fieldTitle, ownObjectsFirst } from "./field-title.ts";

type RecordTrigger = Extract<Trigger, { type: "record" }>;

const CHANGES: Record<RecordTrigger["on"][number], { en: string; zh: string }> = {
  created: { en: "created", zh: "创建" },
  updated: { en: "changed", zh: "修改" },
  deleted: { en: "deleted", zh: "删除" },
  "stage-changed": { en: "moved to another stage", zh: "变更阶段" },
};

function objectTitle(catalogue: Catalogue, object: string, language: Language): string {
  const title = textIn(catalogue.objects.find((candidate) => candidate.name === object)?.title, language) || object;
  return language === "zh" ? title : title.toLowerCase();
}

function withRule(text: string, trigger: Trigger, { objects }: Catalogue, language: Language): string {
  if (trigger.when === undefined) return text;
  const rule = describeRule(trigger.when, language, objects);
  if (rule === "") return text;
  return language === "zh" ? `${text}，且 ${rule}` : `${text}, if ${rule}`;
}

function describeRecord(trigger: RecordTrigger, catalogue: Catalogue, language: Language): string {
  const object = objectTitle(catalogue, trigger.object, language);
  const changes = trigger.on.map((change) => CHANGES[change][language]);
  const fields = trigger.fields
    ?.map((field) => fieldTitle(catalogue.objects, field, language) ?? field)
    .join(language === "zh" ? "、" : ", ");
  if (language === "zh") return `${object}${changes.join("或")}时${fields ? `（${fields}）` : ""}`;
  const article = /^[aeiou]/.test(object) ? "an" : "a";
  return `When ${article} ${object} is ${changes.join(" or ")}${fields ? ` (${fields})` : ""}`;
}

function describeStart(trigger: Trigger, catalogue: Catalogue, language: Language): string {
  const zh = language === "zh";
  switch (trigger.type) {
    case "manual":
      if (trigger.object === undefined) return zh ? "手动启动" : "Started by hand";
      return zh
        ? `在${objectTitle(catalogue, trigger.object, language)}上手动启动`
        : `Started by hand on a ${objectTitle(catalogue, trigger.object, language)}`;
    case "webhook":
      return zh ? "收到 HTTP 请求时" : "When an HTTP request comes in";
    case "form":
      return zh
        ? `表单提交时${trigger.title ? `：${textIn(trigger.title, language)}` : ""}`
        : `When ${textIn(trigger.title, language) || "the form"} is sent in`;
    case "schedule":
      if (trigger.every !== undefined)
        return zh
          ? `每 ${describeDuration(trigger.every, language)}`
          : `Every ${describeDuration(trigger.every, language)}`;
      return trigger.cron === undefined ? (zh ? "按计划" : "On a schedule") : describeCron(trigger.cron, language);
    case "record":
      return describeRecord(trigger, catalogue, language);
    case "poll":
      return zh
        ? `每 ${describeDuration(trigger.every, language)}查询“${operationName(trigger.operation, catalogue, language)}”`
        : `Ask “${operationName(trigger.operation, catalogue, language)}” every ${describeDuration(trigger.every, language)}`;
    case "app-event":
      return zh
        ? `${operationName(trigger.operation, catalogue, language)}时`
        : operationName(trigger.operation, catalogue, language);
    case "email":
      return zh ? "收到邮件时" : "When an e-mail comes in";
    case "event":
      return zh ? `${describeEvent(trigger.event, language)}时` : `When ${describeEvent(trigger.event, language)}`;
    case "workflow":
      return zh
        ? `工作流“${keyName(catalogue.workflows, trigger.workflow, language)}”结束后`
        : `After ${keyName(catalogue.workflows, trigger.workflow, language)} has ended`;
  }
}

function operationName(name: string, catalogue: Catalogue, language: Language): string {
  return textIn(operationOf(catalogue, name)?.title, language) || name;
}

/** One sentence that says what starts the workflow: "When a lead is created, if status = new". */
export function describeTrigger(trigger: Trigger, catalogue: Catalogue, language: Language): string {
  const known = { ...catalogue, objects: ownObjectsFirst(catalogue.objects, [trigger]) };
  return withRule(describeStart(trigger, known, language), trigger, known, language);
}
