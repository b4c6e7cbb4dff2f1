import type { WorkflowNode } from "../nodes/index.ts";
import { textIn, type Language } from "../text.ts";
import type { Trigger } from "../triggers/index.ts";
import type { WorkflowDefinition } from "../workflow.ts";
import type { Operation, OperationType } from "./operation.ts";

type Texts = Record<Exclude<OperationType, "batch" | "restore">, { en: string; zh: string }>;

const LABELS: Texts = {
  addNode: { en: "add {a}", zh: "添加{a}" },
  removeNodes: { en: "remove {a}", zh: "删除{a}" },
  connect: { en: "connect {a} to {b}", zh: "连接{a}到{b}" },
  disconnect: { en: "remove a connection line", zh: "删除连线" },
  moveNodes: { en: "move {a}", zh: "移动{a}" },
  moveInto: { en: "move {a}", zh: "移动{a}" },
  resizeNode: { en: "fold or open {a}", zh: "折叠或展开{a}" },
  updateNode: { en: "change {a}", zh: "修改{a}" },
  renameNode: { en: "rename {a}", zh: "重命名{a}" },
  addTrigger: { en: "add trigger {a}", zh: "添加触发器{a}" },
  updateTrigger: { en: "change trigger {a}", zh: "修改触发器{a}" },
  duplicate: { en: "duplicate {a}", zh: "复制{a}" },
  paste: { en: "paste", zh: "粘贴" },
  disable: { en: "switch {a} off or on", zh: "停用或启用{a}" },
  setSettings: { en: "change settings", zh: "修改设置" },
  setVariables: { en: "change variables", zh: "修改变量" },
  setName: { en: "rename the workflow", zh: "重命名工作流" },
  tidy: { en: "tidy", zh: "整理布局" },
  addNote: { en: "add a note", zh: "添加备注" },
  updateNote: { en: "change a note", zh: "修改备注" },
  removeNote: { en: "remove a note", zh: "删除备注" },
  align: { en: "align {a}", zh: "对齐{a}" },
  detach: { en: "take {a} out of the flow", zh: "将{a}移出流程" },
  addGroup: { en: "group", zh: "建立分组" },
  updateGroup: { en: "change group {a}", zh: "修改分组{a}" },
  removeGroup: { en: "ungroup {a}", zh: "取消分组{a}" },
};

/** What a person calls a step; without it, a step that has no name is told by its id. */
export type TitleOf = (item: WorkflowNode | Trigger) => string;
const ownName =
  (language: Language): TitleOf =>
  (item) =>
    textIn(item.name, language) || item.id;

function nameOf(definition: WorkflowDefinition, id: string, titleOf: TitleOf): string {
  const item =
    definition.nodes.find((node) => node.id === id) ?? definition.triggers.find((trigger) => trigger.id === id);
  return item === undefined ? id : titleOf(item);
}

function quote(name: string, language: Language): string {
  return language === "zh" ? `“${name}”` : name;
}

function subjects(
  operation: Operation,
  definition: WorkflowDefinition,
  language: Language,
  titleOf: TitleOf,
): { a: string; b: string } {
  const named = (id: string) => quote(nameOf(definition, id, titleOf), language);
  const several = ([first, ...others]: string[]) => {
    if (first !== undefined && others.length === 0) return named(first);
    return language === "zh" ? `${others.length + 1} 个步骤` : `${others.length + 1} steps`;
  };
  switch (operation.type) {
    case "addNode":
      return { a: quote(titleOf(operation.node), language), b: "" };
    case "addTrigger":
      return { a: quote(titleOf(operation.trigger), language), b: "" };
    case "connect":
      return { a: named(operation.source), b: named(operation.target) };
    case "removeNodes":
    case "duplicate":
    case "disable":
    case "moveInto":
    case "detach":
      return { a: several(operation.ids), b: "" };
    case "moveNodes":
    case "align":
      return { a: several(Object.keys(operation.positions)), b: "" };
    case "updateNode":
    case "updateTrigger":
    case "renameNode":
    case "resizeNode":
      return { a: named(operation.id), b: "" };
    case "updateGroup":
    case "removeGroup": {
      const name = definition.layout.groups?.find((group) => group.id === operation.id)?.name ?? "";
      return { a: name === "" ? "" : quote(name, language), b: "" };
    }
    default:
      return { a: "", b: "" };
  }
}

/**
 * What an edit does, in a few words: "connect Assign to Mail". `definition` is the one that the edit was made
 * on, so that names of what it removes are still known.
 */
export function operationLabel(
  operation: Operation,
  definition: WorkflowDefinition,
  language: Language,
  titleOf: TitleOf = ownName(language),
): string {
  if (operation.type === "batch") return operationLabel(operation.label, definition, language, titleOf);
  if (operation.type === "restore") return operationLabel(operation.of, definition, language, titleOf);
  const { a, b } = subjects(operation, definition, language, titleOf);
  return LABELS[operation.type][language].replace("{a}", a).replace("{b}", b).trim();
}
