import { expect, test } from "vitest";
import { fieldAt, setField } from "./field-path.ts";

const input = { to: "ann@example.com", body: { lines: [{ sku: "a" }, { sku: "b" }], note: null } };

test("finds what is at the path, and nothing where there is none", () => {
  expect(fieldAt(input, "body.lines.1.sku")).toBe("b");
  for (const path of ["body.none", "to.name", "body.note.text", "body.lines.2", "toString", "body.toString"])
    expect(fieldAt(input, path)).toBeUndefined();
});

test("replaces what is at the path and leaves the given input as it was", () => {
  const before = JSON.stringify(input);
  expect(setField(input, "to", "bea@example.com")).toEqual({ ...input, to: "bea@example.com" });
  expect(setField(input, "body.lines.1.sku", "c")?.["body"]).toMatchObject({ lines: [{ sku: "a" }, { sku: "c" }] });
  expect(setField(input, "body.note", null)).toEqual(input);
  expect(JSON.stringify(input)).toBe(before);
});

test("adds to an object that is there, and to nothing else", () => {
  expect(setField(input, "cc", ["x"])).toMatchObject({ cc: ["x"] });
  expect(setField(input, "body.total", 3)).toMatchObject({ body: { total: 3, note: null } });
  for (const field of ["to.name", "absent.name", "body.lines.2.sku", "body.lines.x", "body.note.text"])
    expect(setField(input, field, 1)).toBeNull();
});

test("a name that JavaScript knows is a name like others", () => {
  const changed = setField({}, "__proto__", { admin: true });
  expect(Object.keys(changed ?? {})).toEqual(["__proto__"]);
  expect((changed as { admin?: boolean }).admin).toBeUndefined();
});
