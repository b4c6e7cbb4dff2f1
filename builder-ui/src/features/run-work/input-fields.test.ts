import { expect, test } from "vitest";
import { inputFields, readValue, valueAt } from "./input-fields.ts";

const input = { to: ["ann@example.com"], values: { name: "Yuki", urgent: true, "a.b": 1 } };

test("the fields of an input are its paths, outer ones first", () => {
  expect(inputFields(input)).toEqual(["to", "values", "to.0", "values.name", "values.urgent"]);
  expect(valueAt(input, "to.0")).toBe("ann@example.com");
  expect(valueAt(input, "values.none")).toBeUndefined();
  expect(valueAt(input, "toString")).toBeUndefined();
});

test("what is written becomes a value of the kind that was there", () => {
  expect(readValue("true", "text before")).toBe("true");
  expect(readValue("true", false)).toBe(true);
  expect(readValue("12", undefined)).toBe(12);
  expect(readValue("twelve", undefined)).toBe("twelve");
  expect(readValue("twelve", 12)).toBeUndefined();
  expect(readValue('["b@example.com"]', ["a@example.com"])).toEqual(["b@example.com"]);
});
