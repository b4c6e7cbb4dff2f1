import { resolve } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { evaluateRuleSet } from "../../../activities/rule-sets/evaluate-rule-set.ts";
import { loadRules } from "../../../activities/rule-sets/load-rules.ts";
import { NO_SOURCES, runRuleSetTests } from "../../../activities/rule-sets/run-rule-set-tests.ts";
import type { Issue } from "../../../definitions/api.ts";
import type { Condition } from "../../../definitions/condition.ts";
import { userError } from "../../../definitions/errors.ts";
import { jsonObjectSchema } from "../../../definitions/json.ts";
import { BUILT_IN_OBJECTS } from "../../../definitions/records.ts";
import { checkRuleSet } from "../../../definitions/rule-sets/check-rules.ts";
import { type RuleSet, ruleSetSchema } from "../../../definitions/rule-sets/rule-set.ts";
import { conditionsByKey, sharedConditionSchema } from "../../../definitions/rule-sets/shared-condition.ts";
import { readAt, readLast, requireOne, requireOption } from "../argument-error.ts";
import { chooseSubcommand, type Subcommand } from "../choose-subcommand.ts";
import type { Command, CommandIo } from "../command.ts";
import { connectServer, SERVER_OPTIONS } from "../server/connect-server.ts";
import { readJsonArgument, readJsonAs } from "../workflow-files.ts";

/** Evaluates, checks and tests rule sets. */
export const rules: Command = {
  name: "rules",
  summary: "evaluate, check or test a rule set file",
  usage: [
    "flowright rules eval FILE --input JSON|FILE [--facts JSON|FILE] [--at ISO] [--conditions FILE] [--json]",
    "flowright rules check FILE [--conditions FILE] [--json]",
    "flowright rules test FILE [--at ISO] [--conditions FILE] [--json]",
    "flowright rules back-test FILE --server URL [--last N] [--json]",
    "",
    "  --server URL         the server, for example https://flowright.example.com",
    "  FLOWRIGHT_API_KEY    an API key of it (Settings, API keys), in the environment",
    "eval prints { events, rules, facts }: which rules held, and why. --facts gives the values of facts that would be",
    "fetched, by their ids. --conditions is a list of shared conditions. test runs the tests stored with the set and names",
    "the rules that none of them made hold. back-test shows which of the last N questions (1 to 1000, 100 where absent) that a",
    "server's runs asked would get another answer from this file, with the facts of then. Exit code 0 when it could be asked, has no error, or all tests passed.",
  ].join("\n"),
  run: (args, io) => chooseSubcommand("rules", { eval: evaluate, check, test, "back-test": backTest }, args, io),
};

const text = { type: "string" } as const;
const SHARED = { conditions: text } as const;

function readRuleSet(file: string, io: CommandIo): RuleSet {
  return readJsonAs(resolve(io.cwd, file), ruleSetSchema, "rule set");
}

function readShared(argument: string | undefined, io: CommandIo): Record<string, Condition> {
  if (argument === undefined) return {};
  return conditionsByKey(
    readJsonArgument(argument, io.cwd, z.array(sharedConditionSchema), "list of shared conditions"),
  );
}

/** Throws the first thing that is wrong. */
function refuseInvalid(ruleSet: RuleSet, conditions: Record<string, Condition>): void {
  const first = issuesOf(ruleSet, conditions).find(({ severity }) => severity === "error");
  if (first !== undefined)
    throw userError(first.code, `${first.path ?? ""}: ${first.message}`, { ...first.details, path: first.path });
}

function issuesOf(ruleSet: RuleSet, conditions: Record<string, Condition>): Issue[] {
  const issues = checkRuleSet(ruleSet, { objects: [...BUILT_IN_OBJECTS], conditions });
  if (issues.length === 0) loadRules(ruleSet, conditions, new Date(0).toISOString());
  return issues;
}

const evaluate: Subcommand = async (args, io) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { input: text, facts: text, at: text, ...SHARED },
    allowPositionals: true,
  });
  const ruleSet = readRuleSet(requireOne("rules", positionals, "rule set file"), io);
  const conditions = readShared(values.conditions, io);
  refuseInvalid(ruleSet, conditions);
  const result = await evaluateRuleSet(ruleSet, {
    input: readJsonArgument(requireOption("rules", "input", values.input), io.cwd, jsonObjectSchema, "input"),
    given: values.facts === undefined ? {} : readJsonArgument(values.facts, io.cwd, jsonObjectSchema, "list of facts"),
    now: readAt("rules", values.at),
    sources: NO_SOURCES,
    conditions,
  });
  io.report(result, () =>
    [
      ...result.events.map(({ type, params, rule }) => `${type} ${JSON.stringify(params)}  (rule ${rule})`),
      ...result.rules.map(({ id, status }) => `${id}: ${status}`),
    ].join("\n"),
  );
  return 0;
};

const check: Subcommand = async (args, io) => {
  const { values, positionals } = parseArgs({ args: [...args], options: SHARED, allowPositionals: true });
  const ruleSet = readRuleSet(requireOne("rules", positionals, "rule set file"), io);
  const issues = issuesOf(ruleSet, readShared(values.conditions, io));
  io.report({ ok: issues.length === 0, issues }, () =>
    issues.length === 0
      ? `${ruleSet.key}: ok`
      : issues.map(({ code, path, message }) => `[${code}] ${path ?? ""}: ${message}`).join("\n"),
  );
  return issues.length === 0 ? 0 : 1;
};

const test: Subcommand = async (args, io) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { at: text, ...SHARED },
    allowPositionals: true,
  });
  const ruleSet = readRuleSet(requireOne("rules", positionals, "rule set file"), io);
  const conditions = readShared(values.conditions, io);
  refuseInvalid(ruleSet, conditions);
  const { results, rulesNeverHeld } = await runRuleSetTests(ruleSet, readAt("rules", values.at), conditions);
  const passed = results.filter(({ ok }) => ok).length;
  io.report({ passed, failed: results.length - passed, results, rulesNeverHeld }, () =>
    [
      ...results.map(({ name, ok, expected, actual, error }) =>
        ok
          ? `ok     ${name}`
          : `FAILED ${name}: expected ${JSON.stringify(expected)}, got ${error ?? JSON.stringify(actual)}`,
      ),
      `${passed} of ${results.length} passed; rules that never held: ${rulesNeverHeld.join(", ") || "none"}`,
    ].join("\n"),
  );
  return passed === results.length ? 0 : 1;
};

const backTest: Subcommand = async (args, io) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { ...SERVER_OPTIONS, last: { type: "string", default: "100" } },
    allowPositionals: true,
  });
  const last = readLast("rules", values.last, 1_000);
  const ruleSet = readRuleSet(requireOne("rules", positionals, "rule set file"), io);
  const report = await connectServer("rules", values.server, io).call("backTestRuleSet", {
    params: { key: ruleSet.key },
    body: { ruleSet, last },
  });
  io.report(report, () => {
    const lines = report.steps.map(({ runId, record, input, before, after, error }) => {
      const now = error === null ? after?.held.join(", ") || "no rule" : `[${error.code}] ${error.message}`;
      const then = before.held.join(", ") || "no rule";
      return `${runId} ${record?.name ?? record?.id ?? ""} ${JSON.stringify(input)}: ${then} → ${now}`;
    });
    const { different, compared, runs, failed } = report;
    return [...lines, `${different} of ${compared} questions in ${runs} runs would differ, ${failed} would fail`].join(
      "\n",
    );
  });
  return report.failed === 0 ? 0 : 1;
};
