/** Texts of edits that are vetoed on the canvas. */
export const OperationTexts = {
  NODE_UNKNOWN: { en: "There is no step “{id}” any more. Reload the page.", zh: "步骤“{id}”已不存在，请刷新页面。" },
  TRIGGER_UNKNOWN: {
    en: "There is no trigger “{id}” any more. Reload the page.",
    zh: "触发器“{id}”已不存在，请刷新页面。",
  },
  EDGE_UNKNOWN: { en: "This connection line is gone already.", zh: "这条连线已不存在。" },
  NOTE_UNKNOWN: { en: "This note is gone already.", zh: "这条备注已不存在。" },
  GROUP_UNKNOWN: { en: "This group is gone already.", zh: "这个分组已不存在。" },
  NODE_ID_TAKEN: { en: "The id “{id}” is taken. Choose another one.", zh: "标识“{id}”已被占用，请换一个。" },
  NODE_KEY_FIXED: { en: "“{key}” of a step cannot be changed.", zh: "步骤的“{key}”不能修改。" },
  PORT_UNKNOWN: {
    en: "“{source}” has no exit “{sourcePort}”. Reload the page if it was changed elsewhere.",
    zh: "“{source}”没有名为“{sourcePort}”的出口。如果在别处修改过，请刷新页面。",
  },
  EDGE_TARGET_TRIGGER: {
    en: "A trigger starts a workflow, so nothing can lead into it. Connect to a step instead.",
    zh: "触发器是工作流的起点，不能作为连线的终点。请连接到步骤。",
  },
  EDGE_SELF: {
    en: "A step cannot lead to itself. Put it into a loop to repeat it.",
    zh: "步骤不能连接到自身。需要重复时请放入循环。",
  },
  EDGE_DUPLICATE: { en: "These two are connected already.", zh: "这两个步骤已经连接。" },
  EDGE_CROSSES_CONTAINER: {
    en: "A line cannot cross the border of a container. Connect steps on the same side of it.",
    zh: "连线不能跨越容器边界。请连接同一侧的步骤。",
  },
  EDGE_CYCLE: {
    en: "This would go round in a circle. Put the steps into a loop to repeat them.",
    zh: "这样会形成环路。需要重复步骤时请使用循环容器。",
  },
  CONTAINER_UNKNOWN: { en: "“{id}” cannot hold other steps.", zh: "“{id}”不能包含其他步骤。" },
  CONTAINER_INSIDE_ITSELF: { en: "A container cannot be put into itself.", zh: "容器不能放入自身。" },
  CLIPBOARD_INVALID: {
    en: "The clipboard holds no steps of a workflow. Copy some on a canvas first.",
    zh: "剪贴板中没有工作流步骤。请先在画布上复制。",
  },
  CLIPBOARD_VERSION: {
    en: "These steps were copied from another version of Flowright (format {version}). Nothing was pasted. Copy them in this version.",
    zh: "这些步骤来自另一版本的 Flowright（格式 {version}），未粘贴任何内容。请在当前版本中复制。",
  },
  CLIPBOARD_TOO_LARGE: {
    en: "The clipboard holds more than {limit} million characters. Copy fewer steps at once.",
    zh: "剪贴板内容超过 {limit} 百万字符。请减少一次复制的步骤。",
  },
  VARIABLE_NAME_TAKEN: {
    en: "The variable name “{name}” is used twice. Choose another one.",
    zh: "变量名“{name}”重复，请换一个。",
  },
  OPERATION_UNKNOWN: { en: "There is no edit “{type}”.", zh: "没有名为“{type}”的编辑操作。" },
} as const;
