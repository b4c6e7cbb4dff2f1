import { textIn, type Language } from "../text.ts";
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
};

function nameOf(definition: WorkflowDefinition, id: string, language: Language): string {
  const item = [...definition.nodes, ...definition.triggers].find((candidate) => candidate.id === id);
  return textIn(item?.name, language) || id;
}

function several(definition: WorkflowDefinition, ids: string[], language: Language): string {
  if (ids.length === 1 && ids[0] !== undefined) return quote(nameOf(definition, ids[0], language), language);
  return language === "zh" ? `${ids.length} 个步骤` : `${ids.length} steps`;
}

function quote(name: string, language: Language): string {
  return language === "zh" ? `“${name}”` : name;
}

function subjects(operation: Operation, definition: WorkflowDefinition, language: Language): { a: string; b: string } {
  const named = (id: string) => quote(nameOf(definition, id, language), language);
  switch (operation.type) {
    case "addNode":
      return { a: quote(textIn(operation.node.name, language) || operation.node.id, language), b: "" };
    case "addTrigger":
      return { a: quote(textIn(operation.trigger.name, language) || operation.trigger.id, language), b: "" };
    case "connect":
      return { a: named(operation.source), b: named(operation.target) };
    case "removeNodes":
    case "duplicate":
    case "disable":
    case "moveInto":
      return { a: several(definition, operation.ids, language), b: "" };
    case "moveNodes":
      return { a: several(definition, Object.keys(operation.positions), language), b: "" };
    case "updateNode":
    case "updateTrigger":
    case "renameNode":
    case "resizeNode":
      return { a: named(operation.id), b: "" };
    default:
      return { a: "", b: "" };
  }
}

/**
 * What an edit does, in a few words: "connect Assign to Mail". `definition` is the one that the edit was made
 * on, so that names of what it removes are still known.
 */
export function operationLabel(operation: Operation, definition: WorkflowDefinition, language: Language): string {
  if (operation.type === "batch") return operationLabel(operation.label, definition, language);
  if (operation.type === "restore") return operationLabel(operation.of, definition, language);
  const { a, b } = subjects(operation, definition, language);
  return LABELS[operation.type][language].replace("{a}", a).replace("{b}", b);
}
