/** Texts of what can be wrong with a decision table or its use. */
export const TablesTexts = {
  TABLE_CELL_INVALID: {
    en: 'The cell {cell} cannot be read: {problem}. Write for example >= 80, [10..20), "DE","AT", not("cold") or -.',
    zh: '无法读取单元格 {cell}：{problemZh}。可写成 >= 80、[10..20)、"DE","AT"、not("cold") 或 -。',
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
    en: "Only numbers can be added, and yes and no have no order: the column {column} holds {type}.",
    zh: "只能对数字求和，是/否也没有大小之分：列 {column} 的类型为 {type}。",
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
  TABLE_ROWS_OVERLAP: {
    en: "Rows {other} and {row} both match {witness}, but the hit policy (unique) allows one. Make them exclude each other or choose another hit policy.",
    zh: "第 {other} 行和第 {row} 行同时匹配 {witness}，但唯一策略只允许一行。请使两行互斥，或选择其他命中策略。",
  },
  TABLE_ROWS_DISAGREE: {
    en: "Rows {other} and {row} both match {witness} and give different results, but the hit policy (any) wants the same. Make them exclude each other or give the same result.",
    zh: "第 {other} 行和第 {row} 行同时匹配 {witness} 但结果不同，任意策略要求结果相同。请使两行互斥或结果一致。",
  },
  TABLE_GAP: {
    en: "No row matches {region}, for example {witness}. Add a row for it or a default result.",
    zh: "没有行匹配 {region}，例如 {witness}。请为其添加一行或默认结果。",
  },
  TABLE_GAP_EMPTY: {
    en: "No row matches when {column} is empty, for example {witness}. Add a row for it or a default result where that can happen.",
    zh: "当 {column} 为空时没有行匹配，例如 {witness}。如可能出现，请为其添加一行或默认结果。",
  },
  TABLE_ROW_MASKED: {
    en: "Row {row} never decides: for each of its inputs another row comes first, for {witness} row {other}. Move it up, narrow the others or remove it.",
    zh: "第 {row} 行永远不起作用：其所有输入都先由其他行决定，例如 {witness} 由第 {other} 行决定。请上移该行、收窄其他行或将其删除。",
  },
  TABLE_ROW_NEVER_MATCHES: {
    en: "Row {row} can never match: no allowed value passes this cell. Correct the cell or the column's values.",
    zh: "第 {row} 行永远无法匹配：没有允许的取值能通过该单元格。请更正单元格或列的取值。",
  },
  TABLE_OUTPUT_UNREACHABLE: {
    en: "No row that decides gives {value}, which the column {column} allows.",
    zh: "列 {column} 允许的取值 {value} 没有任何起作用的行给出。",
  },
  TABLE_CELL_NOT_ANALYSED: {
    en: "The cell {cell} of row {row} depends on other columns: overlaps, masked rows and gaps are checked without this row.",
    zh: "第 {row} 行的单元格 {cell} 依赖其他列：检查重叠、被遮蔽的行和缺口时不包含此行。",
  },
  TABLE_OUTPUT_NOT_ANALYSED: {
    en: "Rows {other} and {row} both match {witness} and compute their results: whether these are always the same is not known.",
    zh: "第 {other} 行和第 {row} 行同时匹配 {witness} 且结果为计算得出：无法确定结果是否始终相同。",
  },
  TABLE_OVERLAPS_STOPPED: {
    en: "The search for overlaps stopped after {steps} steps: there may be more than is shown.",
    zh: "对重叠的行的检查在 {steps} 步后停止：可能还有未显示的问题。",
  },
  TABLE_OVERLAPS_MORE: {
    en: "There are more overlaps than the {count} that are shown. Mend these first.",
    zh: "重叠的行多于所显示的 {count} 个。请先处理这些。",
  },
  TABLE_MASKED_STOPPED: {
    en: "The search for rows that never decide stopped after {steps} steps: there may be more than is shown.",
    zh: "对不起作用的行的检查在 {steps} 步后停止：可能还有未显示的问题。",
  },
  TABLE_MASKED_MORE: {
    en: "There are more rows that never decide than the {count} that are shown. Mend these first.",
    zh: "不起作用的行多于所显示的 {count} 个。请先处理这些。",
  },
  TABLE_GAPS_STOPPED: {
    en: "The search for gaps stopped after {steps} steps: there may be more than is shown.",
    zh: "对缺口的检查在 {steps} 步后停止：可能还有未显示的问题。",
  },
  TABLE_GAPS_MORE: {
    en: "There are more gaps than the {count} that are shown. Mend these first.",
    zh: "缺口多于所显示的 {count} 个。请先处理这些。",
  },
} as const;
export type TableIssueCode = keyof typeof TablesTexts;
