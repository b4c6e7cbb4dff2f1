import { ANY, BOOLEAN, DURATION, INSTANT, NUMBER, STRING, listOf, type ValueType } from "./types.ts";

type ArgumentKind = ValueType["kind"];

/** A function of the language, for checks, help and completion. */
export interface FunctionDescription {
  name: string;
  /** Called on a value: `receiver.name(…)`; the kinds that the value may have. */
  on?: readonly ArgumentKind[];
  /** The kinds of each argument. */
  args: readonly (readonly ArgumentKind[])[];
  /** How many arguments must be given; all of them where absent. */
  required?: number;
  result: ValueType;
  en: string;
  zh: string;
}

const S = ["string"] as const;
const N = ["number"] as const;
const L = ["list"] as const;
const T = ["instant", "date", "string", "number"] as const;
const A = ["any"] as const;
const SIZED = ["string", "list", "object"] as const;

const part = (name: string, en: string, zh: string): FunctionDescription => ({
  name,
  on: ["instant", "date"],
  args: [S],
  required: 0,
  result: NUMBER,
  en,
  zh,
});

/** Every function that an expression may call. Macros over lists and `has` are syntax and checked apart. */
export const EXPRESSION_FUNCTIONS: readonly FunctionDescription[] = [
  { name: "size", args: [SIZED], result: NUMBER, en: "length of a text or list", zh: "文本或列表的长度" },
  { name: "size", on: SIZED, args: [], result: NUMBER, en: "length of a text or list", zh: "文本或列表的长度" },
  { name: "lower", args: [S], result: STRING, en: "in lower case", zh: "转为小写" },
  { name: "upper", args: [S], result: STRING, en: "in upper case", zh: "转为大写" },
  { name: "trim", args: [S], result: STRING, en: "without spaces at both ends", zh: "去掉首尾空格" },
  { name: "trim", on: S, args: [], result: STRING, en: "without spaces at both ends", zh: "去掉首尾空格" },
  { name: "lowerAscii", on: S, args: [], result: STRING, en: "in lower case", zh: "转为小写" },
  { name: "upperAscii", on: S, args: [], result: STRING, en: "in upper case", zh: "转为大写" },
  { name: "startsWith", on: S, args: [S], result: BOOLEAN, en: "begins with", zh: "以…开头" },
  { name: "endsWith", on: S, args: [S], result: BOOLEAN, en: "ends with", zh: "以…结尾" },
  { name: "contains", on: S, args: [S], result: BOOLEAN, en: "contains the text", zh: "包含文本" },
  {
    name: "indexOf",
    on: S,
    args: [S, N],
    required: 1,
    result: NUMBER,
    en: "place of a text, -1 if none",
    zh: "文本位置，没有则为 -1",
  },
  { name: "lastIndexOf", on: S, args: [S], result: NUMBER, en: "last place of a text", zh: "文本最后出现的位置" },
  { name: "substring", on: S, args: [N, N], required: 1, result: STRING, en: "a part of the text", zh: "截取文本" },
  { name: "replace", args: [S, S, S], result: STRING, en: "replaces every occurrence", zh: "替换所有匹配" },
  { name: "escapeHtml", args: [S], result: STRING, en: "safe within HTML", zh: "可安全放入 HTML" },
  { name: "split", args: [S, S], result: listOf(STRING), en: "splits a text", zh: "拆分文本" },
  { name: "split", on: S, args: [S], result: listOf(STRING), en: "splits a text", zh: "拆分文本" },
  { name: "join", args: [L, S], result: STRING, en: "joins a list into a text", zh: "把列表连接成文本" },
  {
    name: "join",
    on: L,
    args: [S],
    required: 0,
    result: STRING,
    en: "joins a list into a text",
    zh: "把列表连接成文本",
  },
  { name: "matchesRe2", args: [S, S], result: BOOLEAN, en: "matches an RE2 pattern", zh: "匹配 RE2 模式" },
  { name: "round", args: [N, N], required: 1, result: NUMBER, en: "rounds, to digits", zh: "四舍五入" },
  { name: "floor", args: [N], result: NUMBER, en: "rounds down", zh: "向下取整" },
  { name: "ceil", args: [N], result: NUMBER, en: "rounds up", zh: "向上取整" },
  { name: "abs", args: [N], result: NUMBER, en: "without its sign", zh: "绝对值" },
  { name: "min", args: [L], result: NUMBER, en: "the smallest of a list", zh: "列表的最小值" },
  { name: "min", args: [N, N], result: NUMBER, en: "the smallest of two", zh: "两数的最小值" },
  { name: "max", args: [L], result: NUMBER, en: "the largest of a list", zh: "列表的最大值" },
  { name: "max", args: [N, N], result: NUMBER, en: "the largest of two", zh: "两数的最大值" },
  { name: "sum", args: [L], result: NUMBER, en: "the sum of a list", zh: "列表之和" },
  { name: "default", args: [A, A], result: ANY, en: "the second where the first is empty", zh: "为空时用第二个值" },
  { name: "timestamp", args: [T], result: INSTANT, en: "an instant from a text", zh: "由文本得到时刻" },
  {
    name: "duration",
    args: [["string", "duration"]],
    result: DURATION,
    en: "a duration such as PT4H",
    zh: "时长，如 PT4H",
  },
  {
    name: "formatDate",
    args: [T, S, S],
    required: 2,
    result: STRING,
    en: "writes a date by a pattern in a time zone",
    zh: "按格式和时区输出日期",
  },
  {
    name: "daysBetween",
    args: [T, T, S],
    required: 2,
    result: NUMBER,
    en: "calendar days between two dates",
    zh: "两个日期相差的天数",
  },
  { name: "string", args: [A], result: STRING, en: "as text", zh: "转为文本" },
  { name: "double", args: [["number", "string"]], result: NUMBER, en: "as a number", zh: "转为数字" },
  { name: "int", args: [["number", "string"]], result: NUMBER, en: "as a whole number", zh: "转为整数" },
  { name: "bool", args: [["boolean", "string"]], result: BOOLEAN, en: "as yes or no", zh: "转为是或否" },
  { name: "dyn", args: [A], result: ANY, en: "without its type", zh: "不检查类型" },
  part("getFullYear", "the year", "年"),
  part("getMonth", "the month, from 0", "月（从 0 开始）"),
  part("getDate", "the day of the month", "日"),
  part("getDayOfMonth", "the day of the month, from 0", "日（从 0 开始）"),
  part("getDayOfWeek", "the day of the week, Sunday is 0", "星期（周日为 0）"),
  part("getDayOfYear", "the day of the year, from 0", "一年中的第几天（从 0 开始）"),
  { ...part("getHours", "the hour", "小时"), on: ["instant", "duration"] },
  { ...part("getMinutes", "the minutes", "分钟"), on: ["instant", "duration"] },
  { ...part("getSeconds", "the seconds", "秒"), on: ["instant", "duration"] },
  { ...part("getMilliseconds", "the milliseconds", "毫秒"), on: ["instant", "duration"] },
  { name: "hasValue", on: ["optional"], args: [], result: BOOLEAN, en: "whether there is a value", zh: "是否有值" },
  { name: "value", on: ["optional"], args: [], result: ANY, en: "the value", zh: "取值" },
];

const byName = new Map<string, FunctionDescription[]>();
for (const entry of EXPRESSION_FUNCTIONS) byName.set(entry.name, [...(byName.get(entry.name) ?? []), entry]);

/** The functions of this name; `isMethod` for those called on a value. */
export function findFunctions(name: string, isMethod: boolean): FunctionDescription[] {
  return (byName.get(name) ?? []).filter((entry) => (entry.on !== undefined) === isMethod);
}
