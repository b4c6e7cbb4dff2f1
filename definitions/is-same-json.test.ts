import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isSameJson } from "./is-same-json.ts";

/** JSON text with the keys of every object in order: a second, slower way to the same answer. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part !== "object" || part === null || Array.isArray(part)
      ? part
      : Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  );
}

test("two JSON values are the same exactly where they are deeply equal, whatever the order of keys", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const parsed = [a, b].map((value) => JSON.parse(JSON.stringify(value)) as unknown);
      expect(isSameJson(parsed[0], parsed[1])).toBe(canonical(parsed[0]) === canonical(parsed[1]));
      expect(isSameJson(parsed[0], JSON.parse(JSON.stringify(a)))).toBe(true);
    }),
  );
  expect(isSameJson({ a: 1, b: [2, { c: null }] }, { b: [2, { c: null }], a: 1 })).toBe(true);
  expect(isSameJson([1, 2], [2, 1])).toBe(false);
});

test("an absent key is as good as undefined, but not as null; inherited names are no keys", () => {
  expect(isSameJson({ a: 1, b: undefined }, { a: 1 })).toBe(true);
  expect(isSameJson({ a: null }, {})).toBe(false);
  expect(isSameJson(JSON.parse('{"__proto__":{}}'), {})).toBe(false);
  expect(isSameJson({ constructor: 1 }, {})).toBe(false);
});
