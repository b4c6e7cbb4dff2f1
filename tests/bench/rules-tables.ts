import type { DecisionTable } from "../../definitions/resources.ts";

/** One input of the bench's table: what a lead says of itself. */
export interface BenchInput {
  country: string;
  employees: number;
  source: string;
  score: number;
}

/** Numbers that look random and are the same in every run. */
export function makeRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const SOURCES = ["website", "referral", "event", "cold"];

/** A row as plain data, from which each engine gets its own form. */
export interface BenchRuleRow {
  id: string;
  country: string;
  low: number;
  high: number;
  source: string | null;
  score: number | null;
  owner: string;
}

/**
 * Rows of lead routing: a country and a range of employees, half of them also a source and a least score. There are as many
 * countries as it takes for ten ranges each, so that a larger table is a finer one, as tables are that grow.
 */
export function makeRuleRows(count: number): BenchRuleRow[] {
  const random = makeRandom(count);
  const rows: BenchRuleRow[] = [];
  for (let index = 0; index < count; index += 1) {
    const band = index % 10;
    rows.push({
      id: `r${index}`,
      country: `C${Math.floor(index / 10)}`,
      low: band * 100,
      high: (band + 1) * 100,
      source: random(2) === 0 ? null : (SOURCES[random(4)] ?? null),
      score: random(2) === 0 ? null : random(50),
      owner: `owner${index}`,
    });
  }
  return rows;
}

/** Inputs that each match one row at least: a random row's own values. */
export function makeInputs(rows: readonly BenchRuleRow[], count: number): BenchInput[] {
  const random = makeRandom(99);
  return Array.from({ length: count }, () => {
    const row = rows[random(rows.length)];
    if (row === undefined) throw new Error("there are no rows");
    return {
      country: row.country,
      employees: row.low + random(100),
      source: row.source ?? SOURCES[random(4)] ?? "cold",
      score: (row.score ?? 0) + random(50),
    };
  });
}

/** A ladder: one threshold a row, the highest first, as bands of scores or prices are written. */
export function makeLadder(count: number): { table: DecisionTable; inputs: { score: number }[] } {
  const random = makeRandom(7);
  const rows = Array.from({ length: count }, (_, index) => ({
    id: `r${index}`,
    when: [`>= ${count - index}`],
    then: [String(index)],
  }));
  return {
    table: {
      schemaVersion: 1,
      key: "ladder",
      name: "Ladder",
      hitPolicy: "F",
      inputs: [{ id: "score", type: "number" }],
      outputs: [{ id: "band", type: "number" }],
      rows,
      tests: [],
    },
    inputs: Array.from({ length: 1_000 }, () => ({ score: 1 + random(count) })),
  };
}

/** The rows as our decision table, hit policy F. */
export function asDecisionTable(rows: readonly BenchRuleRow[]): DecisionTable {
  return {
    schemaVersion: 1,
    key: "bench",
    name: "Bench",
    hitPolicy: "F",
    inputs: [
      { id: "country", type: "string" },
      { id: "employees", type: "number" },
      { id: "source", type: "string" },
      { id: "score", type: "number" },
    ],
    outputs: [{ id: "owner", type: "string" }],
    rows: rows.map((row) => ({
      id: row.id,
      when: cellsOf(row),
      then: [`"${row.owner}"`],
    })),
    tests: [],
  };
}

function cellsOf(row: BenchRuleRow): string[] {
  return [
    `"${row.country}"`,
    `[${row.low}..${row.high})`,
    row.source === null ? "-" : `"${row.source}"`,
    row.score === null ? "-" : `>= ${row.score}`,
  ];
}

/** The rows as the content of a GoRules decision, one decision table with hit policy first. */
export function asZenContent(rows: readonly BenchRuleRow[]): object {
  const inputs = ["country", "employees", "source", "score"];
  return {
    contentType: "application/vnd.gorules.decision",
    nodes: [
      { id: "input", type: "inputNode", name: "request", position: { x: 0, y: 0 } },
      {
        id: "table",
        type: "decisionTableNode",
        name: "table",
        position: { x: 200, y: 0 },
        content: {
          hitPolicy: "first",
          inputs: inputs.map((field) => ({ id: field, name: field, type: "expression", field })),
          outputs: [{ id: "owner", name: "owner", type: "expression", field: "owner" }],
          rules: rows.map((row) => {
            const cells = cellsOf(row);
            return {
              _id: row.id,
              ...Object.fromEntries(inputs.map((field, index) => [field, cells[index] === "-" ? "" : cells[index]])),
              owner: `"${row.owner}"`,
            };
          }),
        },
      },
      { id: "output", type: "outputNode", name: "response", position: { x: 400, y: 0 } },
    ],
    edges: [
      { id: "e1", sourceId: "input", targetId: "table", type: "edge" },
      { id: "e2", sourceId: "table", targetId: "output", type: "edge" },
    ],
  };
}

/** The rows as rules of json-rules-engine; falling priorities give it the order of rows. */
export function asEngineRules(rows: readonly BenchRuleRow[]): object[] {
  return rows.map((row, index) => ({
    name: row.id,
    priority: rows.length - index,
    conditions: {
      all: [
        { fact: "country", operator: "equal", value: row.country },
        { fact: "employees", operator: "greaterThanInclusive", value: row.low },
        { fact: "employees", operator: "lessThan", value: row.high },
        ...(row.source === null ? [] : [{ fact: "source", operator: "equal", value: row.source }]),
        ...(row.score === null ? [] : [{ fact: "score", operator: "greaterThanInclusive", value: row.score }]),
      ],
    },
    event: { type: "owner", params: { owner: row.owner } },
  }));
}
