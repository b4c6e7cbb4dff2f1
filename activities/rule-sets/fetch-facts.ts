import { errorDataOf, FlowrightError, userError } from "../../definitions/errors.ts";
import { evaluateMapped, type Scope } from "../../definitions/expression/index.ts";
import type { Json, JsonObject } from "../../definitions/json.ts";
import { factsNeededBy, mappedInputOf } from "../../definitions/rule-sets/fact-order.ts";
import type { RuleFact } from "../../definitions/rule-sets/rule-set.ts";
import type { FactOutcome } from "../../definitions/rule-sets/rule-set-result.ts";
import { withTimeLimit } from "../time-limit.ts";
import type { FactCache } from "./fact-cache.ts";

/** Where facts come from. Each throws FlowrightError only. */
export interface FactSources {
  readRecord(object: string, id: string): Promise<JsonObject | null>;
  runOperation(fact: Extract<RuleFact, { type: "operation" }>, input: JsonObject): Promise<Json>;
  askRuleSet(key: string, input: JsonObject): Promise<Json>;
}

export interface FactRequest {
  facts: readonly RuleFact[];
  input: JsonObject;
  /** Values that the caller has, by fact; they are not fetched. */
  given: JsonObject;
  /** ISO 8601. */
  now: string;
  sources: FactSources;
  /** Kept values, under keys that begin with this. */
  cache?: { values: FactCache; prefix: string };
}

/** The facts of one evaluation: each is fetched once at most, when it is first asked for. */
export interface FactReader {
  read(id: string): Promise<Json>;
  outcomes(): FactOutcome[];
}

/** Throws `RULE_SET_FACT_UNKNOWN` for a given value of no fact. */
export function createFactReader(request: FactRequest): FactReader {
  const byId = new Map(request.facts.map((fact) => [fact.id, fact]));
  const unknown = Object.keys(request.given).find((id) => !byId.has(id));
  if (unknown !== undefined)
    throw userError("RULE_SET_FACT_UNKNOWN", `There is no fact ${unknown}.`, { fact: unknown });
  const readings = new Map<string, Promise<Json>>();
  const outcomes: FactOutcome[] = [];
  const read = async (id: string): Promise<Json> => {
    const known = readings.get(id);
    if (known !== undefined) return known;
    const reading = readFact(id);
    readings.set(id, reading);
    return reading;
  };
  const readFact = async (id: string): Promise<Json> => {
    const fact = byId.get(id);
    if (fact === undefined) throw userError("RULE_SET_FACT_UNKNOWN", `There is no fact ${id}.`, { fact: id });
    const startedAt = performance.now();
    const { from, value } = await obtain(fact, request, read);
    outcomes.push({ id, from, value, milliseconds: Math.round(performance.now() - startedAt) });
    return value;
  };
  return { read, outcomes: () => outcomes };
}

async function obtain(
  fact: RuleFact,
  request: FactRequest,
  read: (id: string) => Promise<Json>,
): Promise<Pick<FactOutcome, "from" | "value">> {
  const given = request.given[fact.id];
  if (given !== undefined) return { from: "given", value: given };
  const facts: JsonObject = {};
  for (const id of factsNeededBy(fact)) facts[id] = await read(id);
  const asked = evaluateMapped(mappedInputOf(fact), scopeOf(request, facts));
  const { cache } = request;
  const key = `${cache?.prefix ?? ""}\n${JSON.stringify([{ ...fact, name: undefined }, asked])}`;
  const at = Date.now();
  const kept = fact.cacheSeconds === 0 ? undefined : cache?.values.read(key, at);
  if (kept !== undefined) return { from: "cached", value: kept };
  const value = await withinTime(fact, fetchFact(fact, asked, request.sources));
  if (fact.cacheSeconds > 0) cache?.values.keep(key, value, at + fact.cacheSeconds * 1_000);
  return { from: "fetched", value };
}

function scopeOf({ input, now }: FactRequest, facts: JsonObject): Scope {
  const run = { id: "", workflow: "", version: 0, startedAt: now, now };
  return { trigger: {}, record: null, steps: {}, vars: {}, run, input, facts };
}

async function fetchFact(fact: RuleFact, asked: Json, sources: FactSources): Promise<Json> {
  if (fact.type === "record") {
    if (asked === null || asked === "") return null;
    return sources.readRecord(fact.object, typeof asked === "string" ? asked : JSON.stringify(asked));
  }
  return fact.type === "operation"
    ? sources.runOperation(fact, asked as JsonObject)
    : sources.askRuleSet(fact.ruleSet, asked as JsonObject);
}

/** Throws `RULE_SET_FACT_TIMEOUT`, and `RULE_SET_FACT_FAILED` with the source's own error in its details. */
async function withinTime(fact: RuleFact, fetching: Promise<Json>): Promise<Json> {
  try {
    return await withTimeLimit(fetching, fact.timeoutSeconds * 1_000, () => timeoutError(fact));
  } catch (error) {
    const data = errorDataOf(error);
    if (data.code.startsWith("RULE_SET_")) throw error;
    throw new FlowrightError(
      {
        code: "RULE_SET_FACT_FAILED",
        class: data.class,
        retryable: data.retryable,
        message: `The fact ${fact.id} could not be fetched: ${data.message}`,
        details: { fact: fact.id, problem: data.message, code: data.code },
      },
      { cause: error },
    );
  }
}

function timeoutError(fact: RuleFact): FlowrightError {
  return new FlowrightError({
    code: "RULE_SET_FACT_TIMEOUT",
    class: "connector",
    retryable: true,
    message: `The fact ${fact.id} was not there within ${fact.timeoutSeconds} seconds.`,
    details: { fact: fact.id, seconds: fact.timeoutSeconds },
  });
}
