import { resolve } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { userError } from "../../../definitions/errors.ts";
import { isJsonObject } from "../../../definitions/is-json-object.ts";
import { type JsonObject, jsonObjectSchema } from "../../../definitions/json.ts";
import { calendarSchema, decisionTableSchema } from "../../../definitions/resources.ts";
import type { WorkflowDefinition } from "../../../definitions/workflow.ts";
import type { SimulationResult } from "../../../definitions/simulation.ts";
import { happeningSchema, mocksSchema } from "../../../definitions/workflow-test.ts";
import { simulate as runSimulation } from "../../simulate/simulate.ts";
import type { Command } from "../command.ts";
import {
  readJsonArgument,
  readCalledBeside,
  readJsonAs,
  readResourcesBeside,
  readWorkflow,
} from "../workflow-files.ts";

const OPTIONS = {
  input: { type: "string" },
  record: { type: "string" },
  records: { type: "string" },
  mocks: { type: "string" },
  events: { type: "string" },
  at: { type: "string" },
  until: { type: "string" },
  "until-node": { type: "string" },
  trigger: { type: "string" },
  calendar: { type: "string", multiple: true },
  table: { type: "string", multiple: true },
} as const;

/** Runs a workflow file on virtual time. */
export const simulate: Command = {
  name: "simulate",
  summary: "run a workflow on virtual time, with mocks",
  usage: [
    "flowright simulate FILE [--input JSON|FILE] [--mocks FILE] [--at ISO] [--json]",
    "",
    "  --input JSON|FILE    the trigger's payload; for a record trigger the record",
    "  --record JSON|FILE   the run's record, where it is not the input",
    "  --records JSON|FILE  more records of the simulated CRM",
    "  --mocks JSON|FILE    what nodes answer, by node id",
    "  --events JSON|FILE   what happens meanwhile: events, answers to tasks, an operator",
    "  --at ISO             when it starts",
    "  --until ISO|DURATION where it stops: an instant, or so long after the start (P3D)",
    "  --until-node ID      it stops as soon as a step of this node has ended",
    "  --trigger ID         the trigger; the first one else",
    "  --calendar FILE, --table FILE   resources that do not lie beside the workflow",
    "Exit code 0 when the simulation ran, whatever the run's status.",
  ].join("\n"),
  async run(args, io) {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    const [name] = positionals;
    if (name === undefined || positionals.length > 1)
      throw userError("COMMAND_ARGUMENT_INVALID", "Name one workflow file.");
    const file = resolve(io.cwd, name);
    const definition = readWorkflow(file);
    const beside = readResourcesBeside(file);
    const read = <T>(argument: string | undefined, schema: z.ZodType<T>, what: string) =>
      argument === undefined ? undefined : readJsonArgument(argument, io.cwd, schema, what);
    const files = <T>(names: string[] | undefined, schema: z.ZodType<T>, what: string) =>
      (names ?? []).map((one) => readJsonAs(resolve(io.cwd, one), schema, what));
    const input = read(values.input, jsonObjectSchema, "input") ?? {};
    const result = await runSimulation(definition, {
      input,
      record: read(values.record, jsonObjectSchema, "record") ?? recordOf(definition, values.trigger, input),
      crm: { records: read(values.records, z.array(jsonObjectSchema), "list of records") ?? [] },
      mocks: read(values.mocks, mocksSchema, "set of mocks") ?? {},
      events: read(values.events, z.array(happeningSchema), "list of events") ?? [],
      calendars: [...beside.calendars, ...files(values.calendar, calendarSchema, "calendar")],
      tables: [...beside.tables, ...files(values.table, decisionTableSchema, "decision table")],
      workflows: (key) => readCalledBeside(file, key),
      ...(values.at === undefined ? {} : { at: values.at }),
      ...(values.until === undefined ? {} : { until: values.until }),
      ...(values["until-node"] === undefined ? {} : { untilNode: values["until-node"] }),
      ...(values.trigger === undefined ? {} : { trigger: values.trigger }),
    });
    io.report(result, () => describe(result));
    return 0;
  },
};

/** A record trigger's input is the record, or holds it as `record`. */
function recordOf(definition: WorkflowDefinition, id: string | undefined, input: JsonObject): JsonObject | null {
  const trigger = id === undefined ? definition.triggers[0] : definition.triggers.find((one) => one.id === id);
  const { record } = input;
  if (isJsonObject(record)) return record;
  const isRecord = trigger?.type === "record" || (trigger?.type === "manual" && trigger.object !== undefined);
  return isRecord && Object.keys(input).length > 0 ? input : null;
}

function describe(result: SimulationResult): string {
  const steps = result.steps
    .filter(({ status }) => status !== "skipped")
    .map(({ startedAt, stepId, status, port, error }) =>
      [
        startedAt,
        stepId,
        status,
        port === null ? "" : `→ ${port}`,
        error === null ? "" : `${error.code}: ${error.message}`,
      ]
        .filter((part) => part !== "")
        .join("  "),
    );
  const end = `${result.status}${result.endedAt === null ? "" : ` at ${result.endedAt}`}: ${JSON.stringify(result.output)}`;
  return [...steps, end].join("\n");
}
