import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type * as z from "zod";
import { formatOf, parseDefinition } from "./definition-text.ts";
import { FlowrightError, userError } from "../../definitions/errors.ts";
import { type Calendar, calendarSchema, type DecisionTable, decisionTableSchema } from "../../definitions/resources.ts";
import { type WorkflowDefinition, workflowDefinitionSchema } from "../../definitions/workflow.ts";

const DEFINITION_FILE = /\.(json|ya?ml)$/iu;
export const TEST_FILE = /\.test\.(json|ya?ml)$/iu;

/** Reads a JSON or YAML file as one of ours. Throws `WORKFLOW_FILE_INVALID` naming file, place and problem. */
export function readJsonAs<T>(file: string, schema: z.ZodType<T>, what: string): T {
  return parseAs(file, schema, what, readJson(file, what));
}

/** What was read of a file, checked. Throws `WORKFLOW_FILE_INVALID` naming file, place and problem. */
export function parseAs<T>(file: string, schema: z.ZodType<T>, what: string, content: unknown): T {
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw fileError(file, what, `${first?.path.join(".") ?? ""}: ${first?.message ?? "does not fit"}`);
}

export function readJson(file: string, what: string): unknown {
  try {
    return parseDefinition(readFileSync(file, "utf8"), formatOf(file));
  } catch (error) {
    throw fileError(file, what, error instanceof Error ? error.message : String(error));
  }
}

export function readWorkflow(file: string): WorkflowDefinition {
  return readJsonAs(file, workflowDefinitionSchema, "workflow");
}

/** `KEY.json` beside a file, or its YAML where that is there. */
export function workflowBeside(file: string, key: string): string {
  const [json, ...yaml] = ["json", "yaml", "yml"].map((ending) => join(dirname(file), `${key}.${ending}`));
  return yaml.find((one) => existsSync(one)) ?? json ?? "";
}

/** The workflow file beside another that a call inline runs; undefined where there is none. */
export function readCalledBeside(
  file: string,
  key: string,
): { definition: WorkflowDefinition; version: number } | undefined {
  const called = workflowBeside(file, key);
  return existsSync(called) ? { definition: readWorkflow(called), version: 1 } : undefined;
}

/** An argument that is JSON, or the name of a file that holds it. */
export function readJsonArgument<T>(argument: string, cwd: string, schema: z.ZodType<T>, what: string): T {
  const file = resolve(cwd, argument);
  if (existsSync(file)) return readJsonAs(file, schema, what);
  try {
    const parsed = schema.safeParse(JSON.parse(argument));
    if (parsed.success) return parsed.data;
    throw fileError("the argument", what, parsed.error.issues[0]?.message ?? "does not fit");
  } catch (error) {
    if (error instanceof FlowrightError) throw error;
    throw fileError(argument, what, "neither a file nor JSON");
  }
}

/** The calendars and decision tables in the folder of a file, whatever their files are called. */
export function readResourcesBeside(file: string): { calendars: Calendar[]; tables: DecisionTable[] } {
  const folder = dirname(file);
  const calendars: Calendar[] = [];
  const tables: DecisionTable[] = [];
  for (const name of readdirSync(folder).filter((one) => DEFINITION_FILE.test(one) && !TEST_FILE.test(one))) {
    if (name === basename(file)) continue;
    const content = readJson(join(folder, name), "resource");
    if (typeof content !== "object" || content === null) continue;
    if ("hours" in content && "tz" in content)
      calendars.push(readJsonAs(join(folder, name), calendarSchema, "calendar"));
    else if ("hitPolicy" in content) tables.push(readJsonAs(join(folder, name), decisionTableSchema, "decision table"));
  }
  return { calendars, tables };
}

/** Test files among the paths, folders searched through. Throws `WORKFLOW_FILE_INVALID` for a path that is not there. */
export function findTestFiles(paths: readonly string[], cwd: string): string[] {
  return paths.flatMap((path) => {
    const full = resolve(cwd, path);
    if (!existsSync(full)) throw fileError(path, "workflow test", "no such file or folder");
    if (!statSync(full).isDirectory()) return [full];
    return readdirSync(full, { recursive: true, encoding: "utf8" })
      .filter((name) => TEST_FILE.test(name) && !name.includes("node_modules"))
      .sort()
      .map((name) => join(full, name));
  });
}

/** `WORKFLOW_FILE_INVALID`: which file, as what it was read, what is wrong. */
export function fileError(file: string, what: string, problem: string): FlowrightError {
  return userError("WORKFLOW_FILE_INVALID", `${file} cannot be read as a ${what}: ${problem}.`, {
    file,
    what,
    problem,
  });
}
