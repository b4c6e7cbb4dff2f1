import * as fc from "fast-check";
import { expect, test } from "vitest";
import { COLUMN_TYPES } from "../../../../../definitions/resources.ts";
import { compileCell } from "../../../../../definitions/tables/cell-syntax.ts";
import { type CellChoice, COMPARISONS, readChoice, readField, writeChoice } from "./cell-choice.ts";

test.each<[string, CellChoice]>([
  ["-", { kind: "any" }],
  ["", { kind: "any" }],
  ['"DE","AT"', { kind: "values", values: ["DE", "AT"], isNot: false }],
  ['not("CN")', { kind: "values", values: ["CN"], isNot: true }],
  ["true", { kind: "values", values: [true], isNot: false }],
  [">= 80", { kind: "compare", sign: ">=", value: 80 }],
  ["!= -1", { kind: "compare", sign: "!=", value: -1 }],
  ['< date("2026-07-01")', { kind: "compare", sign: "<", value: "2026-07-01" }],
  ["[10..20)", { kind: "between", low: 10, high: 20, withLow: true, withHigh: false }],
  ['(@"P1D".. @"P7D"]', { kind: "between", low: "P1D", high: "P7D", withLow: false, withHigh: true }],
  ["> limit * 2", { kind: "other" }],
  ["[1..limit]", { kind: "other" }],
  ["< 5, > 9", { kind: "other" }],
])("%s is shown as a form", (cell, choice) => {
  expect(readChoice(cell)).toEqual(choice);
});

const numbers = fc.integer({ min: -1_000, max: 1_000 });
const choices: fc.Arbitrary<CellChoice> = fc.oneof(
  fc.record({
    kind: fc.constant("values" as const),
    values: fc.array(fc.oneof(numbers), { minLength: 1, maxLength: 4 }),
    isNot: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("compare" as const),
    sign: fc.constantFrom(...COMPARISONS.filter((sign) => sign !== "=")),
    value: numbers,
  }),
  fc.record({
    kind: fc.constant("between" as const),
    low: numbers,
    high: fc.integer({ min: 1_001, max: 2_000 }),
    withLow: fc.boolean(),
    withHigh: fc.boolean(),
  }),
);

test("what the form writes is a cell, and is read as it was chosen", () => {
  fc.assert(
    fc.property(choices, (choice) => {
      const cell = writeChoice(choice, "number") ?? "";
      compileCell(cell, "number", []);
      expect(readChoice(cell)).toEqual(choice);
    }),
  );
});

test("a field's text becomes a value of its column, and a cell that the checks take", () => {
  const texts = {
    string: 'say "hi"',
    number: "1.5",
    boolean: "true",
    date: "2026-01-02",
    dateTime: "2026-01-02T10:30",
    duration: "P2D",
  };
  for (const type of COLUMN_TYPES) {
    const value = readField(texts[type], type);
    expect(value).not.toBeUndefined();
    const cell = writeChoice({ kind: "values", values: [value ?? null], isNot: false }, type) ?? "";
    expect(compileCell(cell, type, [])).toMatchObject({ op: "equal" });
  }
  expect(readField("many", "number")).toBeUndefined();
  expect(readField(" ", "string")).toBeUndefined();
});
