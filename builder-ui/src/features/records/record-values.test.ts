import { describe, expect, it } from "vitest";
import type { ObjectDescription } from "../../../../definitions/catalogue.ts";
import { BUILT_IN_OBJECTS } from "../../../../definitions/records.ts";
import { editableFields, readChanges, toFormValues, toLocalInput } from "./record-values.ts";

const deal: ObjectDescription = {
  name: "deal",
  title: "Deal",
  plural: "Deals",
  nameField: "name",
  fields: [
    { name: "name", type: "string", title: "Name", required: true, maxLength: 5 },
    { name: "amount", type: "number", title: "Amount" },
    { name: "open", type: "boolean", title: "Open" },
    { name: "lines", type: "list", title: "Lines" },
    { name: "at", type: "instant", title: "At" },
    { name: "createdAt", type: "instant", title: "Created" },
  ],
};

describe("the form of an object", () => {
  it("leaves out what the store sets, for every built-in object", () => {
    for (const object of BUILT_IN_OBJECTS) {
      const names = editableFields(object).map((field) => field.name);
      expect(names).toContain(object.nameField);
      expect(names).not.toContain("createdAt");
      expect(names).not.toContain("updatedAt");
    }
  });

  it("sends only what was changed, typed as the field says", () => {
    const record = { name: "Big", amount: 10, open: false, lines: null, at: null };
    const before = toFormValues(deal, record);
    const after = { ...before, amount: "12.5", open: true, lines: '[{"sku":"a"}]' };
    expect(readChanges(deal, before, after, false)).toEqual({
      changes: { amount: 12.5, open: true, lines: [{ sku: "a" }] },
      problems: {},
    });
    expect(readChanges(deal, before, before, false)).toEqual({ changes: {}, problems: {} });
  });

  it("empties a field with null and never with an empty text", () => {
    const before = toFormValues(deal, { name: "Big", amount: 10 });
    expect(readChanges(deal, before, { ...before, amount: "" }, false).changes).toEqual({ amount: null });
  });

  it("names what is wrong", () => {
    const before = toFormValues(deal, undefined);
    const after = { ...before, name: "much too long", amount: "ten", lines: '{"not":"a list"}' };
    expect(readChanges(deal, before, after, true).problems).toEqual({
      name: "tooLong",
      amount: "number",
      lines: "json",
    });
    expect(readChanges(deal, before, before, true).problems).toEqual({ name: "required" });
    expect(readChanges(deal, { name: "Big" }, { name: " " }, false).problems).toEqual({ name: "required" });
  });

  it("keeps an instant through the form", () => {
    const instant = "2026-11-23T10:30:00.000Z";
    const before = toFormValues(deal, { at: null });
    const read = readChanges(deal, before, { ...before, at: toLocalInput(instant) }, false);
    expect(read.changes).toEqual({ at: instant });
    expect(toLocalInput("nonsense")).toBe("");
  });
});
