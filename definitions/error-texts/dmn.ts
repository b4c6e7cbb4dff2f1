/** Texts of what can be wrong with a DMN file, a decision graph, a sheet or a table that is saved. */
export const DmnTexts = {
  DMN_INVALID: {
    en: "This is not a DMN file that can be read: {problem}. Export it again from the tool that made it, as DMN 1.1 to 1.5.",
    zh: "无法读取此 DMN 文件：{problem}。请从原工具重新导出为 DMN 1.1 至 1.5。",
  },
  DMN_TOO_LARGE: {
    en: "The DMN file is too large: {problem}. Split it into several files.",
    zh: "DMN 文件过大：{problem}。请拆分为多个文件。",
  },
  DMN_DOCTYPE_REFUSED: {
    en: "The DMN file declares a document type or entities, which are refused for safety. Remove the DOCTYPE.",
    zh: "DMN 文件声明了文档类型或实体，出于安全原因已拒绝。请删除 DOCTYPE。",
  },
  DECISION_UNKNOWN: {
    en: "There is no single decision “{decision}” to ask. The file has: {known}.",
    zh: "找不到可询问的决策“{decision}”。文件包含：{known}。",
  },
  DECISION_GRAPH_CYCLE: {
    en: "These decisions need each other: {decisions}. Remove one of the requirements.",
    zh: "这些决策相互依赖：{decisions}。请删除其中一个依赖关系。",
  },
  DECISION_REQUIREMENT_UNKNOWN: {
    en: "The decision {decision} needs {required}, which is not in the file.",
    zh: "决策 {decision} 需要 {required}，但文件中没有它。",
  },
  DECISION_UNSUPPORTED: {
    en: "The decision {decision} cannot be evaluated: {what}. Write it as a decision table or a literal expression.",
    zh: "无法计算决策 {decision}：{what}。请改写为决策表或文字表达式。",
  },
  DECISION_EXPRESSION_INVALID: {
    en: "The expression {expression} cannot be read: {problem}.",
    zh: "无法读取表达式 {expression}：{problem}。",
  },
  DECISION_NAME_UNKNOWN: {
    en: "There is no {name} here. Known are: {known}.",
    zh: "此处没有 {name}。可用的有：{known}。",
  },
  DECISION_INPUT_MISSING: {
    en: "The input {input} is missing. Give it a value; null is allowed.",
    zh: "缺少输入 {input}。请提供一个值，可以为空。",
  },
  DECISION_INPUT_UNKNOWN: {
    en: "There is no input {input}. Known are: {known}.",
    zh: "没有输入 {input}。可用的有：{known}。",
  },
  DECISION_INPUT_TYPE: { en: "The input {input} must be {type}.", zh: "输入 {input} 必须是 {type} 类型。" },
  DECISION_VALUE_NOT_ALLOWED: {
    en: "{value} is not allowed for {name}. Allowed are: {allowed}.",
    zh: "{name} 不允许取值 {value}。允许的取值：{allowed}。",
  },
  TABLE_HAS_ERRORS: {
    en: "The table {table} is not saved while it has errors ({errors}): {problem}.",
    zh: "决策表 {table} 存在 {errors} 处错误，未保存：{problem}。",
  },
  TABLE_TESTS_FAILED: {
    en: "The table {table} is not saved while tests of its own fail: {tests}. Correct the table or the tests.",
    zh: "决策表 {table} 自带的测试未通过，未保存：{tests}。请更正决策表或测试。",
  },
  SHEET_CELL_INVALID: {
    en: "The cell {cell} of the sheet cannot be read: {problem}.",
    zh: "无法读取表格单元格 {cell}：{problem}。",
  },
  SHEET_FILE_INVALID: {
    en: "The file cannot be read as a sheet: {problem}. Save it as CSV (UTF-8) or XLSX.",
    zh: "无法将此文件读取为表格：{problem}。请保存为 CSV（UTF-8）或 XLSX。",
  },
} as const;
