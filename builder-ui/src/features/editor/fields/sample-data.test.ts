import { expect, it } from "vitest";
import { fieldAt } from "../../../../../definitions/field-path.ts";
import { shortValue, withSamplePaths } from "./sample-data.ts";

const scope = {
  trigger: { body: { name: "Li", tags: ["a"], address: { city: "Bonn" }, "odd name": 1 } },
  record: null,
  steps: { score: { output: { points: 84 } } },
  vars: {},
  run: { id: "r", workflow: "w", version: 1, startedAt: "2026-03-02T09:00:00Z", now: "2026-03-02T09:00:00Z" },
};

it("offers the members that the sample has where no schema tells them, by names that can be written", () => {
  const paths = withSamplePaths(
    [
      { path: "trigger.body", kind: "any" },
      { path: "record", kind: "any" },
      { path: "steps.score.output.points", kind: "number" },
    ],
    scope,
  );
  expect(paths).toEqual([
    { path: "trigger.body", kind: "any" },
    { path: "trigger.body.name", kind: "string" },
    { path: "trigger.body.tags", kind: "list" },
    { path: "trigger.body.address.city", kind: "string" },
    { path: "record", kind: "any" },
    { path: "steps.score.output.points", kind: "number" },
  ]);
});

it("finds values by path, and nothing where there is none", () => {
  expect(fieldAt(scope, "steps.score.output.points")).toBe(84);
  expect(fieldAt(scope, "steps.mail.output")).toBeUndefined();
  expect(fieldAt(scope, "trigger.toString")).toBeUndefined();
});

it("shortens what is long", () => {
  expect(shortValue("x".repeat(30), 10)).toBe(`${"x".repeat(10)} …`);
  expect(shortValue({ a: 1 })).toBe('{"a":1}');
});
