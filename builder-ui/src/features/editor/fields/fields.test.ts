import { describe, expect, test } from "vitest";
import { joinDuration, splitDuration } from "./duration-field.tsx";
import { hasForm, insertPath, toExpression, toLiteral } from "./expression-value.ts";
import { fieldKindOf, listShapeOf, schemaText, wordsOf } from "./field-kind.ts";
import { rowText, rowValue } from "./key-value-control.tsx";
import { readFormFields, writeFormFields } from "../inspector/forms/form-fields.ts";
import { pickablePaths } from "../view/scope-paths.ts";

test.each([
  [{ type: "string" }, "text"],
  [{ type: "string", "x-widget": "template" }, "long-text"],
  [{ type: "string", "x-widget": "policy" }, "policy"],
  [{ type: "integer", "x-options": true, "x-widget": "expression" }, "options"],
  [{ enum: ["a", "b"] }, "choice"],
  [{ type: ["number", "null"] }, "number"],
  [{ anyOf: [{ type: "boolean" }, { type: "null" }] }, "boolean"],
  [{ type: "object" }, "key-value"],
  [{ type: "object", properties: { a: { type: "string" } } }, "object"],
  [{ type: "array" }, "list"],
  [{ anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }], "x-widget": "expression" }, "list"],
  [{ type: "string", "x-widget": "expression" }, "text"],
  [{ anyOf: [{ type: "string" }, { type: "integer" }], "x-widget": "expression" }, "text"],
  [{ "x-widget": "expression" }, "expression"],
  [{}, "text"],
])("%j is edited as %s", (schema, kind) => {
  expect(fieldKindOf(schema)).toBe(kind);
});

test.each([
  [undefined, "="],
  ["ann", '="ann"'],
  [5, "=5"],
  ["=record.id", "=record.id"],
  ["{{ record.email }}", "=record.email"],
  ["Hi {{ record.name }}", '="Hi {{ record.name }}"'],
])("the literal %j as an expression is %s", (value, expression) => {
  expect(toExpression(value)).toBe(expression);
});

const addresses = { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] };
test.each([
  [["ann@example.com", "=record.email"], '=["ann@example.com", record.email]'],
  [["=vars.owners"], "=vars.owners"],
  [["{{ record.email }}"], "=record.email"],
])("the addresses %j as an expression are %s", (value, expression) => {
  expect(toExpression(value, listShapeOf(addresses))).toBe(expression);
});

test("an expression becomes what the field can hold of it, and nothing is lost where it can", () => {
  expect(toLiteral("=record.id", "number")).toBeUndefined();
  expect(toLiteral('="ann"', "text")).toBe("ann");
  expect(toLiteral("=record.email", "text")).toBe("{{ record.email }}");
  expect(toLiteral("=record.email", "list", listShapeOf(addresses))).toEqual(["=record.email"]);
  expect(toLiteral("=record.tags", "list", listShapeOf({ type: "array" }))).toBeUndefined();
});

test("picked data fills an empty field, joins text and lists, and extends an expression", () => {
  expect(insertPath(undefined, "record.email", "text")).toBe("=record.email");
  expect(insertPath("Hi ", "record.name", "text")).toBe("Hi {{ record.name }}");
  expect(insertPath(7, "record.score", "number")).toBe("=record.score");
  expect(insertPath("=vars.n", "record.score", "text")).toBe("=vars.n + record.score");
  expect(insertPath("ann@example.com", "record.email", "list")).toEqual(["ann@example.com", "=record.email"]);
});

test("written text is held against the schema's pattern, computed text is not", () => {
  const schema = { pattern: "^[^@]+@[^@]+$" };
  expect(
    ["ann@example.com", "ann", "=record.email", "{{ record.email }}", ""].map((text) => hasForm(text, schema)),
  ).toEqual([true, false, true, true, true]);
  expect(hasForm("ann", { pattern: "(" })).toBe(true);
});

test.each(["text", "12", "true", '{"a":1}', "=record.id", "12a", "[broken"])(
  "the row %s comes back as it was",
  (text) => {
    expect(rowText(rowValue(text))).toBe(text);
  },
);

test.each(["PT30S", "PT4H", "P3D", "P2W"])("%s has one unit", (iso) => {
  const parts = splitDuration(iso);
  expect(parts === null ? null : joinDuration(parts.amount, parts.unit)).toBe(iso);
});
test("a compound duration has none", () => {
  expect(splitDuration("P1DT2H")).toBeNull();
});

describe("form fields", () => {
  const schema = {
    type: "object",
    properties: { email: { type: "string", format: "email", title: "E-mail", "x-title-zh": "邮箱" } },
    required: ["email"],
  };
  test("are read in the page's language and keep the other one", () => {
    const fields = readFormFields(schema, "zh");
    expect(fields).toEqual([{ name: "email", title: "邮箱", kind: "email", isRequired: true, choices: [] }]);
    const [field] = fields;
    if (field === undefined) throw new Error("no field");
    const changed = writeFormFields([{ ...field, title: "电子邮箱" }], schema, "zh");
    expect(changed).toMatchObject({
      properties: { email: { title: "E-mail", "x-title-zh": "电子邮箱", format: "email" } },
    });
  });
  test("change their kind wholly", () => {
    const [field] = readFormFields(schema, "en");
    if (field === undefined) throw new Error("no field");
    const changed = writeFormFields([{ ...field, kind: "number", isRequired: false }], schema, "en");
    expect(changed["properties"]).toEqual({ email: { type: "number", title: "E-mail", "x-title-zh": "邮箱" } });
    expect(changed["required"]).toEqual([]);
  });
});

test("words of schemas and names", () => {
  expect(schemaText({ title: "Policy", "x-title-zh": "策略" }, "title", "zh")).toBe("策略");
  expect(schemaText({}, "title", "en")).toBe("");
  expect(wordsOf("externalKey")).toBe("External key");
});

test("the picker offers values, not the objects that only hold them", () => {
  const scope = {
    names: {
      record: {
        kind: "object",
        open: false,
        fields: {
          name: { kind: "string" },
          owner: { kind: "object", open: false, fields: { id: { kind: "string" } } },
        },
      },
      steps: { kind: "object", open: false, fields: {} },
    },
  } as const;
  expect(pickablePaths(scope).map((entry) => entry.path)).toEqual([
    "record",
    "record.name",
    "record.owner",
    "record.owner.id",
    "steps",
  ]);
});
