import * as z from "zod";

/** A pino line: numeric level, epoch milliseconds, message, and whatever else. */
const pinoLineSchema = z.looseObject({
  level: z.number(),
  time: z.number().optional(),
  msg: z.string().optional(),
  err: z.looseObject({ message: z.string().optional(), code: z.unknown().optional() }).optional(),
});

const INFO = 30;
const LEVEL_NAMES: Readonly<Record<number, string>> = {
  10: "trace",
  20: "debug",
  30: "info",
  40: "warn",
  50: "error",
  60: "fatal",
};
const COLOURS: Readonly<Record<string, string>> = {
  warn: "\u001B[33m",
  error: "\u001B[31m",
  fatal: "\u001B[31m",
  trace: "\u001B[2m",
  debug: "\u001B[2m",
};
const RESET = "\u001B[0m";
const HIDDEN_FIELDS = new Set([
  "level",
  "time",
  "msg",
  "err",
  "pid",
  "hostname",
  "name",
  "v",
  "part",
  "traceId",
  "requestId",
]);
const MAX_FIELD_LENGTH = 120;

/** What ordinary runs tell is for the log files: a thousand leads would hide everything else. */
export function isRunChatter(line: string): boolean {
  const parsed = parsePinoLine(line);
  return parsed !== undefined && parsed.level <= INFO && typeof parsed["runId"] === "string";
}

/** One line of a part as the console shows it: time, part, level where it is not info, message, short fields. */
export function formatLogLine(part: string, line: string, options: { colour: boolean; now?: Date }): string {
  const parsed = parsePinoLine(line);
  const at = parsed?.time === undefined ? (options.now ?? new Date()) : new Date(parsed.time);
  const level = parsed === undefined ? "info" : (LEVEL_NAMES[parsed.level] ?? "info");
  const text = parsed === undefined ? line : textOf(parsed);
  const shown = `${at.toTimeString().slice(0, 8)} ${part.padEnd(9)}${level === "info" ? "" : `${level.toUpperCase()} `}${text}`;
  const colour = COLOURS[level];
  return options.colour && colour !== undefined ? `${colour}${shown}${RESET}` : shown;
}

function parsePinoLine(line: string): z.infer<typeof pinoLineSchema> | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return pinoLineSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function textOf(line: z.infer<typeof pinoLineSchema>): string {
  const fields = Object.entries(line)
    .filter(([name, value]) => !HIDDEN_FIELDS.has(name) && (typeof value !== "object" || value === null))
    .map(([name, value]) => `${name}=${String(value).slice(0, MAX_FIELD_LENGTH)}`);
  const problem = line.err?.message === undefined ? [] : [`: ${line.err.message}`];
  return [`${line.msg ?? ""}${problem.join("")}`, ...fields].filter((text) => text !== "").join("  ");
}
