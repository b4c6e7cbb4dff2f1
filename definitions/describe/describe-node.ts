import type { Catalogue, OperationDescription } from "../catalogue.ts";
import type { Json, JsonObject } from "../json.ts";
import type { Assignees } from "../nodes/base.ts";
import type { ActionNode } from "../nodes/action.ts";
import type { WorkflowNode } from "../nodes/index.ts";
import { textIn, type Language } from "../text.ts";
import { describeSpan } from "./describe-duration.ts";
import { describeEvent } from "./describe-event.ts";
import { describeRule } from "./describe-rule.ts";

/** The description of `connector.operation`, if a connector has it. */
export function operationOf(catalogue: Catalogue, name: string): OperationDescription | undefined {
  const connector = catalogue.connectors.find((candidate) => candidate.id === name.split(".")[0]);
  return connector?.operations.find((operation) => operation.name === name);
}

const pick = (language: Language, en: string, zh: string) => (language === "zh" ? zh : en);

/** What the thing with this key is called; the key where it has no name. */
export function keyName(
  items: readonly { key: string; name?: Parameters<typeof textIn>[0] }[],
  key: string,
  language: Language,
): string {
  return textIn(items.find((item) => item.key === key)?.name, language) || key;
}

/** Where a value comes from says little on a card: `steps.assign.output.owner.email` is read as `owner.email`. */
const ROOTS = /\b(?:steps\.[A-Za-z]\w*\.output|trigger|record|vars)\.(?=[A-Za-z])/g;

/** An expression without its `=` and without the roots of its paths; text as it is, a list item by item. */
function shortValue(value: Json | undefined): string {
  if (Array.isArray(value)) return value.map(shortValue).join(", ");
  if (typeof value !== "string") return value === undefined || value === null ? "" : JSON.stringify(value);
  if (value.startsWith("=")) return value.slice(1).trim().replaceAll(ROOTS, "");
  return value.replaceAll(/\{\{([^{}]*)\}\}/g, (_, source: string) => source.trim().replaceAll(ROOTS, ""));
}

/** "Assign by Inbound": the operation's title with the one input that says most. */
function describeAction(node: ActionNode, catalogue: Catalogue, language: Language): string {
  const operation = operationOf(catalogue, node.operation);
  const title = textIn(operation?.title, language) || node.operation;
  const { input } = node;
  const policy = input["policy"];
  if (typeof policy === "string") {
    const name = keyName(catalogue.policies, policy, language);
    return pick(language, `${title} by ${name}`, `按“${name}”${title}`);
  }
  const template = input["template"];
  const to = shortValue(input["to"] ?? input["user"]);
  if (typeof template === "string" && !template.startsWith("=")) {
    const name = keyName(catalogue.mailTemplates, template, language);
    return pick(language, `${title}: ${name}${to ? ` to ${to}` : ""}`, `${title}：${name}${to ? `，发给 ${to}` : ""}`);
  }
  if (to !== "") return pick(language, `${title} to ${to}`, `${title}给 ${to}`);
  const object = catalogue.objects.find((candidate) => candidate.name === input["object"]);
  const objectTitle = textIn(object?.title, language);
  const main =
    objectTitle === ""
      ? shortValue(input["url"] ?? input["object"] ?? input["text"])
      : pick(language, objectTitle.toLowerCase(), objectTitle);
  return main === "" ? title : pick(language, `${title}: ${main}`, `${title}：${main}`);
}

function describeAssignees(assignees: Assignees, catalogue: Catalogue, language: Language): string {
  if ("users" in assignees) {
    const names = assignees.users.map((id) => catalogue.users.find((user) => user.id === id)?.name ?? id);
    return names.join(pick(language, ", ", "、"));
  }
  if ("team" in assignees) return keyName(catalogue.teams, assignees.team, language);
  if ("queue" in assignees) return assignees.queue;
  return "role" in assignees ? assignees.role : shortValue(assignees.expression);
}

function describeValues(values: JsonObject, language: Language): string {
  const entries = Object.entries(values);
  if (entries.length === 0) return pick(language, "No values yet", "尚未设置值");
  return entries.map(([name, value]) => `${name} = ${shortValue(value)}`).join(pick(language, ", ", "，"));
}

function describeWait(node: Extract<WorkflowNode, { type: "wait" }>, catalogue: Catalogue, language: Language): string {
  if (node.for !== undefined)
    return pick(language, `Wait ${describeSpan(node.for, language)}`, `等待 ${describeSpan(node.for, language)}`);
  if (node.until !== undefined)
    return pick(language, `Wait until ${shortValue(node.until)}`, `等到 ${shortValue(node.until)}`);
  const key = node.untilOpen?.calendar;
  if (key === undefined) return pick(language, "Wait for working hours", "等到上班时间");
  const calendar = keyName(catalogue.calendars, key, language);
  return pick(language, `Wait until ${calendar} opens`, `等到“${calendar}”上班`);
}

function describeWaitForEvent(node: Extract<WorkflowNode, { type: "wait-for-event" }>, language: Language): string {
  const event = describeEvent(node.event, language);
  if (node.timeout === undefined) return pick(language, `Wait until ${event}`, `等待${event}`);
  const span = describeSpan(node.timeout, language);
  return pick(language, `Wait until ${event}, at most ${span}`, `等待${event}，最多 ${span}`);
}

function describeBranches(
  node: Extract<WorkflowNode, { type: "condition" }>,
  { objects }: Catalogue,
  language: Language,
): string {
  const first = node.branches[0];
  if (first === undefined) return pick(language, "No branch yet", "尚无分支");
  const rule = describeRule(first.when, language, objects) || "…";
  const more = node.branches.length - 1;
  const text = pick(language, `If ${rule}`, `如果 ${rule}`);
  return more === 0 ? text : pick(language, `${text} (+${more} more)`, `${text}（另有 ${more} 个分支）`);
}

function describeForEach(
  { items, source }: Extract<WorkflowNode, { type: "for-each" }>,
  catalogue: Catalogue,
  language: Language,
): string {
  if (source === undefined)
    return pick(language, `For each of ${shortValue(items ?? "")}`, `遍历 ${shortValue(items ?? "")}`);
  const name = textIn(operationOf(catalogue, source.operation)?.title, language) || source.operation;
  return pick(language, `For each of “${name}”`, `逐页遍历“${name}”`);
}

function describeCall(
  { workflow, mode, wait }: Extract<WorkflowNode, { type: "call" }>,
  catalogue: Catalogue,
  language: Language,
): string {
  const name = keyName(catalogue.workflows, workflow, language);
  if (mode === "inline") return pick(language, `Run ${name} within this run`, `在本次运行内执行“${name}”`);
  return wait
    ? pick(language, `Run ${name} and wait`, `运行“${name}”并等待`)
    : pick(language, `Start ${name}`, `启动“${name}”`);
}

/** One sentence that says what a node does, made from its configuration. */
export function describeNode(node: WorkflowNode, catalogue: Catalogue, language: Language): string {
  switch (node.type) {
    case "action":
      return describeAction(node, catalogue, language);
    case "condition":
      return describeBranches(node, catalogue, language);
    case "decision-table": {
      const name = keyName(catalogue.tables, node.table, language);
      return pick(language, `Decide by ${name}`, `按“${name}”决策`);
    }
    case "set":
      return describeValues(node.values, language);
    case "wait":
      return describeWait(node, catalogue, language);
    case "wait-for-event":
      return describeWaitForEvent(node, language);
    case "approval":
    case "human-task": {
      const who = describeAssignees(node.assignees, catalogue, language);
      const isApproval = node.type === "approval";
      return isApproval
        ? pick(language, `Ask ${who} to approve`, `请${who}审批`)
        : pick(language, `Task for ${who}`, `交给${who}处理`);
    }
    case "for-each":
      return describeForEach(node, catalogue, language);
    case "loop": {
      const rule = describeRule(node.while, language, catalogue.objects) || "…";
      return pick(
        language,
        `While ${rule}, at most ${node.maxIterations} times`,
        `当 ${rule} 时重复，最多 ${node.maxIterations} 次`,
      );
    }
    case "scope": {
      if (node.timeout === undefined)
        return pick(language, "Steps that succeed or fail together", "一起成功或失败的步骤");
      const span = describeSpan(node.timeout, language);
      return pick(language, `Together, within ${span}`, `一起执行，限时 ${span}`);
    }
    case "call":
      return describeCall(node, catalogue, language);
    case "emit":
      return pick(language, `Emit “${node.event}”`, `发出事件“${node.event}”`);
    case "end":
      return {
        completed: pick(language, "End as completed", "结束：已完成"),
        failed: pick(language, "End as failed", "结束：失败"),
        cancelled: pick(language, "End as cancelled", "结束：已取消"),
      }[node.status];
  }
}
