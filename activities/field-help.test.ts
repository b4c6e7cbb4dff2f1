import { expect, it } from "vitest";
import { createBuiltInRegistry } from "./built-in-registry.ts";

/** Fields whose control shows what can be chosen; others show an example. */
const CHOSEN = new Set(["policy", "user", "team", "mail-template", "record-object", "rule-set", "scoring-model"]);

const fields = createBuiltInRegistry()
  .describe()
  .flatMap(({ operations }) => operations)
  .flatMap(({ name, input }) =>
    Object.entries((input["properties"] ?? {}) as Record<string, Record<string, unknown>>).map(
      ([field, schema]) => [`${name}.${field}`, schema] as const,
    ),
  );

it("every input of every operation has a name and a help in both languages", () => {
  expect(fields.length).toBeGreaterThan(90);
  const silent = fields.filter(
    ([, schema]) =>
      !["title", "x-title-zh", "description", "x-description-zh"].every(
        (keyword) => typeof schema[keyword] === "string" && schema[keyword] !== "",
      ),
  );
  expect(silent.map(([name]) => name)).toEqual([]);
});

it("and an example, where nothing is chosen from a list", () => {
  const bare = fields.filter(([, schema]) => {
    const isChosen =
      CHOSEN.has(String(schema["x-widget"])) || schema["enum"] !== undefined || schema["type"] === "boolean";
    return !isChosen && !(Array.isArray(schema["examples"]) && schema["examples"].length > 0);
  });
  expect(bare.map(([name]) => name)).toEqual([]);
});
