import { basename, resolve } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { businessSecondsBetween, dueAt, type Pause, workingPeriods } from "../../../definitions/calendar/index.ts";
import { type Calendar, calendarSchema } from "../../../definitions/resources.ts";
import { argumentError, requireOption } from "../argument-error.ts";
import { chooseSubcommand, type Subcommand } from "../choose-subcommand.ts";
import type { Command, CommandIo } from "../command.ts";
import { fileError, parseAs, readJson, readJsonAs } from "../workflow-files.ts";

const pausesSchema = z.array(z.tuple([z.string(), z.string()]));

/** Asks a calendar file about working time. */
export const calendar: Command = {
  name: "calendar",
  summary: "due times, elapsed working time and open periods of a calendar file",
  usage: [
    "flowright calendar due     --calendar FILE --start ISO --seconds N [--pauses FILE] [--json]",
    "flowright calendar elapsed --calendar FILE --start ISO --end ISO   [--pauses FILE] [--json]",
    "flowright calendar periods --calendar FILE --start ISO --end ISO   [--pauses FILE] [--json]",
    "",
    "  --calendar FILE  { tz, hours, holidays, overrides }; a key is not needed",
    "  --start, --end   instants in ISO 8601 with an offset",
    "  --seconds N      the budget of working time, in seconds",
    "  --pauses FILE    [[from, to], …]: time that does not count",
    "Prints { dueAt }, { businessSeconds } or { periods: [[from, to], …] }, instants in UTC.",
  ].join("\n"),
  run: (args, io) => chooseSubcommand("calendar", { due, elapsed, periods }, args, io),
};

const due: Subcommand = async (args, io) => {
  const { calendar: hours, start, pauses, values } = readQuestion(args, io);
  if (values.end !== undefined)
    throw argumentError("calendar", "--end is for elapsed and periods; due takes --seconds");
  const text = requireOption("calendar", "seconds", values.seconds);
  const seconds = Number(text);
  if (text.trim() === "" || Number.isNaN(seconds))
    throw argumentError("calendar", `${text} is not a number of seconds`);
  const at = dueAt(hours, start, seconds, pauses);
  io.report({ dueAt: at }, () => at);
  return 0;
};

const elapsed: Subcommand = async (args, io) => {
  const { calendar: hours, start, pauses, values } = readQuestion(args, io);
  const businessSeconds = businessSecondsBetween(hours, start, readEnd(values), pauses);
  io.report({ businessSeconds }, () => String(businessSeconds));
  return 0;
};

const periods: Subcommand = async (args, io) => {
  const { calendar: hours, start, pauses, values } = readQuestion(args, io);
  const found = workingPeriods(hours, start, readEnd(values), pauses);
  io.report({ periods: found }, () => found.map(([from, to]) => `${from}  ${to}`).join("\n"));
  return 0;
};

interface QuestionValues {
  seconds?: string | undefined;
  end?: string | undefined;
}

function readEnd({ end, seconds }: QuestionValues): string {
  if (seconds !== undefined) throw argumentError("calendar", "--seconds is for due; this takes --end");
  return requireOption("calendar", "end", end);
}

function readQuestion(args: readonly string[], io: CommandIo) {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { calendar: text, start: text, seconds: text, end: text, pauses: text },
  });
  const pauses: Pause[] =
    values.pauses === undefined ? [] : readJsonAs(resolve(io.cwd, values.pauses), pausesSchema, "list of pauses");
  return {
    calendar: readCalendar(resolve(io.cwd, requireOption("calendar", "calendar", values.calendar))),
    start: requireOption("calendar", "start", values.start),
    pauses,
    values,
  };
}

/** A calendar that stands alone needs no key: it is called as its file. */
function readCalendar(file: string): Calendar {
  const content = readJson(file, "calendar");
  if (typeof content !== "object" || content === null) throw fileError(file, "calendar", "not an object");
  return parseAs(basename(file), calendarSchema, "calendar", { key: "calendar", ...content });
}
