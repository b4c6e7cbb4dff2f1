import { expect, test } from "vitest";
import { fieldAt } from "../../../../definitions/field-path.ts";
import { inputFields, readValue } from "./input-fields.ts";

const input = { to: ["ann@example.com"], values: { name: "Yuki", urgent: true, "a.b": 1 } };

test("the fields of an input are its paths, outer ones first", () => {
  expect(inputFields(input)).toEqual(["to", "values", "to.0", "values.name", "values.urgent"]);
  expect(fieldAt(input, "to.0")).toBe("ann@example.com");
  expect(fieldAt(input, "values.none")).toBeUndefined();
  expect(fieldAt(input, "toString")).toBeUndefined();
});

test("what is written becomes a value of the kind that was there", () => {
  expect(readValue("true", "text before")).toBe("true");
  expect(readValue("true", false)).toBe(true);
  expect(readValue("12", undefined)).toBe(12);
  expect(readValue("twelve", undefined)).toBe("twelve");
  expect(readValue("twelve", 12)).toBeUndefined();
  expect(readValue('["b@example.com"]', ["a@example.com"])).toEqual(["b@example.com"]);
});
