/** Texts of what can be wrong with a decision table or its use. */
export const TablesTexts = {
  TABLE_CELL_INVALID: {
    en: 'The cell {cell} cannot be read: {problem}. Write for example >= 80, [10..20), "DE","AT", not("cold") or -.',
    zh: '无法读取单元格 {cell}：{problem}。可写成 >= 80、[10..20)、"DE","AT"、not("cold") 或 -。',
  },
  TABLE_ROW_WIDTH_INVALID: {
    en: "Row {row} needs {inputs} conditions and {outputs} results.",
    zh: "第 {row} 行需要 {inputs} 个条件和 {outputs} 个结果。",
  },
  TABLE_ROW_DUPLICATE_ID: {
    en: "The row id {id} is used twice. Give each row its own.",
    zh: "行标识 {id} 重复。请为每行使用不同的标识。",
  },
  TABLE_ROW_REPEATED: {
    en: "Row {row} has the same conditions as row {other}. Remove one of them or change its conditions.",
    zh: "第 {row} 行与第 {other} 行的条件相同。请删除其中一行或修改条件。",
  },
  TABLE_ROW_DATES_INVALID: {
    en: "Row {row} ends ({to}) before it begins ({from}).",
    zh: "第 {row} 行的结束日期（{to}）早于开始日期（{from}）。",
  },
  TABLE_COLUMN_DUPLICATE: {
    en: "The column id {id} is used twice. Give each column its own.",
    zh: "列标识 {id} 重复。请为每列使用不同的标识。",
  },
  TABLE_PRIORITY_MISSING: {
    en: "The hit policy needs the values of the column {column} in the order of their priority.",
    zh: "该命中策略需要列 {column} 按优先级列出取值。",
  },
  TABLE_AGGREGATION_TYPE: {
    en: "Only numbers can be added: the column {column} holds {type}.",
    zh: "只能对数字求和：列 {column} 的类型为 {type}。",
  },
  TABLE_VALUE_TYPE: { en: "{value} is not of the column's type {type}.", zh: "{value} 不符合列的类型 {type}。" },
  TABLE_VALUE_NOT_ALLOWED: {
    en: "{value} is not among the values of the column {column}.",
    zh: "{value} 不在列 {column} 的取值范围内。",
  },
  TABLE_INPUT_MISSING: {
    en: "The input {column} of the table {table} is missing. Map a value to it; null is allowed.",
    zh: "缺少决策表 {table} 的输入 {column}。请为其映射一个值，可以为空。",
  },
  TABLE_INPUT_UNKNOWN: {
    en: "The table {table} has no input column {column}.",
    zh: "决策表 {table} 没有输入列 {column}。",
  },
  TABLE_INPUT_TYPE: {
    en: "The input {column} of the table {table} must be {type}.",
    zh: "决策表 {table} 的输入 {column} 必须是 {type} 类型。",
  },
  TABLE_INPUT_NOT_ALLOWED: {
    en: "{value} is not among the values that the input {column} of the table {table} allows. Add the value to the column or correct the data.",
    zh: "{value} 不在决策表 {table} 的输入 {column} 允许的取值内。请在列中添加该值或更正数据。",
  },
  TABLE_AS_OF_MISSING: {
    en: "The table {table} has rows with dates: say as of which date it is asked.",
    zh: "决策表 {table} 含有带日期的行：请指定查询日期。",
  },
  TABLE_UNIQUE_VIOLATED: {
    en: "The rows {rows} of the table {table} match together, but its hit policy (unique) allows one. Make the rows exclude each other.",
    zh: "决策表 {table} 的行 {rows} 同时命中，但唯一策略只允许一行。请使各行互斥。",
  },
  TABLE_ANY_VIOLATED: {
    en: "The rows {rows} of the table {table} match with different results, but its hit policy (any) allows one result.",
    zh: "决策表 {table} 的行 {rows} 同时命中且结果不同，但任意策略只允许一种结果。",
  },
  TABLE_OUTPUT_INVALID: {
    en: "A result of the decision table cannot be computed or is not of its column's type.",
    zh: "决策表的结果无法计算，或不符合列的类型。",
  },
} as const;
export type TableIssueCode = keyof typeof TablesTexts;
