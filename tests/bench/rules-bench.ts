import { ZenEngine } from "@gorules/zen-engine";
import { Engine, type RuleProperties } from "json-rules-engine";
import type { Condition } from "../../definitions/condition.ts";
import { compileCondition } from "../../definitions/rules/compile.ts";
import { compileTable, evaluateTable } from "../../definitions/tables/index.ts";
import type { BenchRow } from "./bench-row.ts";
import { median } from "./measure.ts";
import {
  asDecisionTable,
  asEngineRules,
  asZenContent,
  type BenchInput,
  makeInputs,
  makeLadder,
  makeRuleRows,
} from "./rules-tables.ts";

const ROUNDS = 5;
const ROUND_MS = 250;
const INPUTS = 1_000;
const CHECKED = 30;

/** Answers the owner that a table gives for an input, and null where no row matches. */
type Ask = (input: BenchInput) => string | null | Promise<string | null>;

interface Contender {
  name: string;
  ask: Ask;
}

function makeOurs(rows: ReturnType<typeof makeRuleRows>): Ask {
  const compiled = compileTable(asDecisionTable(rows));
  return (input) => evaluateTable(compiled, { ...input }, { explain: false }).outputs as string | null;
}

function makeZen(rows: ReturnType<typeof makeRuleRows>): Ask {
  const decision = new ZenEngine().createDecision(asZenContent(rows));
  return async (input) => {
    const { result } = await decision.evaluate(input);
    return (result as { owner?: string } | null)?.owner ?? null;
  };
}

/** All rules at one priority, which it is fastest with: its events come in the order of the rules, and the first is taken. */
function makeRulesEngine(rows: ReturnType<typeof makeRuleRows>): Ask {
  const engine = new Engine(asEngineRules(rows) as RuleProperties[]);
  return async (input) => {
    const { events } = await engine.run(input);
    return (events[0]?.params?.["owner"] as string | undefined) ?? null;
  };
}

/** Evaluations/s over one round: inputs in turn until the time is up, three at least. */
async function measureRate(ask: Ask, inputs: readonly BenchInput[]): Promise<number> {
  let done = 0;
  const startedAt = performance.now();
  let elapsed = 0;
  while (done < 3 || elapsed < ROUND_MS) {
    // Waiting for what is no promise would cost more than the evaluation.
    const batch = elapsed === 0 ? 1 : Math.min(256, Math.max(1, Math.floor(done / 8)));
    for (let index = 0; index < batch; index += 1) {
      const answer = ask(inputs[(done + index) % inputs.length] as BenchInput);
      if (answer instanceof Promise) await answer;
    }
    done += batch;
    elapsed = performance.now() - startedAt;
  }
  return (done * 1_000) / elapsed;
}

async function checkSameAnswers(contenders: readonly Contender[], inputs: readonly BenchInput[]): Promise<void> {
  for (const input of inputs.slice(0, CHECKED)) {
    const answers = await Promise.all(contenders.map(async ({ ask }) => ask(input)));
    if (new Set(answers).size !== 1 || answers[0] === null) {
      const told = contenders.map(({ name }, index) => `${name}: ${answers[index]}`).join(", ");
      throw new Error(`the engines differ on ${JSON.stringify(input)}: ${told}`);
    }
  }
}

/** The median rate of each, turn by turn so that all see the same machine; the first round warms up and does not count. */
async function measureTurns(contenders: readonly Contender[], inputs: readonly BenchInput[]): Promise<number[]> {
  const rates: number[][] = contenders.map(() => []);
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [index, { ask }] of contenders.entries()) {
      const rate = await measureRate(ask, inputs);
      if (round > 0) rates[index]?.push(rate);
    }
  }
  return rates.map(median);
}

async function benchTables(): Promise<BenchRow[]> {
  const lines: BenchRow[] = [];
  for (const count of [10, 100, 1_000, 10_000]) {
    const rows = makeRuleRows(count);
    const inputs = makeInputs(rows, INPUTS);
    const contenders = [
      { name: "ours", ask: makeOurs(rows) },
      { name: "zen", ask: makeZen(rows) },
      { name: "json-rules-engine", ask: makeRulesEngine(rows) },
    ];
    await checkSameAnswers(contenders, inputs);
    const [ours = 0, zen = 1, rulesEngine = 1] = await measureTurns(contenders, inputs);
    const what = `decision table of ${count.toLocaleString("en")} rows, evaluations/s`;
    lines.push(compare(what, ours, "GoRules Zen", zen, count === 1_000 ? 100 : null));
    lines.push(compare(what, ours, "json-rules-engine", rulesEngine, count === 1_000 ? 1_000 : null));
  }
  return lines;
}

/** Ours on 100 and 10,000 rows of one shape, turn by turn. */
async function benchGrowth(what: string, make: (count: number) => Growing): Promise<BenchRow> {
  const contenders = [100, 10_000].map(make);
  const times: number[][] = [[], []];
  for (let round = 0; round <= ROUNDS * 2; round += 1) {
    for (const [index, { ask, inputs }] of contenders.entries()) {
      const rate = await measureRate(ask, inputs);
      if (round > 0) times[index]?.push(1_000_000 / rate);
    }
  }
  const [small = 1, large = 1] = times.map(median);
  return {
    what: `${what} of 10,000 rows, µs an evaluation`,
    ours: large.toFixed(2),
    compared: `100 rows ${small.toFixed(2)}`,
    ratio: large / small,
    budget: 3,
    isAtLeast: false,
  };
}

/** A table at one size, and what it is asked. */
interface Growing {
  ask: Ask;
  inputs: BenchInput[];
}

function makeGrowingLeads(count: number): Growing {
  const rows = makeRuleRows(count);
  return { ask: makeOurs(rows), inputs: makeInputs(rows, INPUTS) };
}

function makeGrowingLadder(count: number): Growing {
  const { table, inputs } = makeLadder(count);
  const compiled = compileTable(table);
  const ask: Ask = (input) => JSON.stringify(evaluateTable(compiled, { ...input }, { explain: false }).outputs);
  return { ask, inputs: inputs as unknown as BenchInput[] };
}

function compare(what: string, ours: number, name: string, theirs: number, budget: number | null): BenchRow {
  const round = (rate: number) => Math.round(rate).toLocaleString("en");
  // Sizes without a budget of their own must still be ahead.
  return {
    what,
    ours: round(ours),
    compared: `${name} ${round(theirs)}`,
    ratio: ours / theirs,
    budget: budget ?? 1,
    isAtLeast: true,
  };
}

/** A condition whose leaves are all asked: groups of all with an any of one failing and one holding leaf in each five. */
function makeCondition(leaves: number): Condition {
  const kinds: Condition[] = [
    { fact: "record", path: "country", operator: "equal", value: "DE" },
    { fact: "record", path: "employees", operator: "greaterThan", value: 100 },
    { fact: "record", path: "source", operator: "in", value: ["website", "referral"] },
    { fact: "record", path: "address.city", operator: "notEqual", value: "Rome" },
    { fact: "record", path: "score", operator: "lessThanInclusive", value: 90 },
  ];
  return { all: Array.from({ length: leaves }, (_, index) => kinds[index % kinds.length] as Condition) };
}

const RECORD = { country: "DE", employees: 500, source: "referral", address: { city: "Berlin" }, score: 70 };

async function benchConditions(): Promise<BenchRow[]> {
  const lines: BenchRow[] = [];
  for (const leaves of [1, 10, 50]) {
    const condition = makeCondition(leaves);
    const compiled = compileCondition(condition);
    const facts = { record: RECORD };
    const engine = new Engine([], { pathResolver: (value: object, path: string) => readPath(value, path) });
    engine.addRule({ conditions: condition as RuleProperties["conditions"], event: { type: "held" } });
    const contenders: Contender[] = [
      { name: "ours", ask: () => (compiled.evaluate(facts) ? "held" : null) },
      { name: "json-rules-engine", ask: async () => (await engine.run(facts)).events[0]?.type ?? null },
    ];
    const inputs = [{}] as BenchInput[];
    await checkSameAnswers(contenders, inputs);
    const [ours = 0, theirs = 1] = await measureTurns(contenders, inputs);
    const what = `condition of ${leaves} ${leaves === 1 ? "leaf" : "leaves"}, evaluations/s`;
    lines.push(compare(what, ours, "json-rules-engine", theirs, null));
    if (leaves === 10) lines.push(compare(what, ours, "wanted", 500_000, null));
  }
  return lines;
}

function readPath(value: object, path: string): unknown {
  return path.split(".").reduce<unknown>((inner, name) => (inner as Record<string, unknown>)[name], value);
}

/**
 * Decision tables and conditions against GoRules Zen and json-rules-engine: the same rows and inputs (a random row's own
 * values), all held in memory and compiled before the clock starts, no explanation or trace asked of any, answers checked to
 * be the same first. Each measures in turn for a quarter of a second, five rounds after one to warm up; the median counts.
 * Zen evaluates in another thread and is waited for, as a caller would.
 */
export async function benchRules(): Promise<BenchRow[]> {
  return [
    ...(await benchTables()),
    await benchGrowth("decision table", makeGrowingLeads),
    await benchGrowth("ladder of thresholds", makeGrowingLadder),
    ...(await benchConditions()),
  ];
}
