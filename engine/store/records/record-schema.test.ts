import { describe, expect, it } from "vitest";
import type { ObjectDescription } from "../../../definitions/catalogue.ts";
import { FlowrightError } from "../../../definitions/errors.ts";
import type { Json, JsonObject } from "../../../definitions/json.ts";
import { changedFieldsOf, checkChanges, completeFields } from "./record-schema.ts";

const NOW = "2026-03-01T08:00:00.000Z";
const thing: ObjectDescription = {
  name: "thing",
  title: "Thing",
  plural: "Things",
  nameField: "name",
  stageField: "stage",
  fields: [
    { name: "name", type: "string", title: "Name", required: true, maxLength: 5 },
    { name: "stage", type: "choice", title: "Stage", values: ["new", "old"] },
    { name: "size", type: "number", title: "Size" },
    { name: "open", type: "boolean", title: "Open" },
    { name: "day", type: "date", title: "Day" },
    { name: "at", type: "instant", title: "At" },
    { name: "tags", type: "list", title: "Tags" },
    { name: "more", type: "object", title: "More" },
    { name: "owner", type: "reference", title: "Owner", object: "user" },
    { name: "createdAt", type: "instant", title: "Created" },
    { name: "updatedAt", type: "instant", title: "Updated" },
  ],
};

describe("a new record", () => {
  it("has every declared field, null where empty, and the first stage", () => {
    expect(completeFields(thing, { name: "Ann" }, NOW)).toEqual({
      name: "Ann",
      stage: "new",
      size: null,
      open: null,
      day: null,
      at: null,
      tags: null,
      more: null,
      owner: null,
      createdAt: NOW,
      updatedAt: NOW,
    });
  });

  it("is refused with every issue at once", () => {
    const wrong = { name: "", stage: "odd", size: "1", at: "yesterday" };
    expect(() => completeFields(thing, wrong, NOW)).toThrow(
      expect.objectContaining({
        code: "RECORD_INVALID",
        details: expect.objectContaining({
          issues: [
            expect.objectContaining({ path: "name", code: "FIELD_REQUIRED" }),
            expect.objectContaining({ path: "stage", code: "FIELD_CHOICE_UNKNOWN" }),
            expect.objectContaining({ path: "size", code: "FIELD_TYPE_WRONG" }),
            expect.objectContaining({ path: "at", code: "FIELD_TYPE_WRONG" }),
          ],
        }),
      }),
    );
    expect(() => completeFields(thing, { name: "Ann", id: "x" }, NOW)).toThrow(
      expect.objectContaining({ code: "RECORD_FIELD_UNKNOWN" }),
    );
  });
});

it.each<[string, Json, "taken" | "RECORD_INVALID"]>([
  ["name", "12345", "taken"],
  ["name", "123456", "RECORD_INVALID"],
  ["name", null, "RECORD_INVALID"],
  ["size", 1.5, "taken"],
  ["size", true, "RECORD_INVALID"],
  ["open", false, "taken"],
  ["open", "false", "RECORD_INVALID"],
  ["day", "2026-02-28", "taken"],
  ["day", "2026-02-28T00:00:00Z", "RECORD_INVALID"],
  ["at", "2026-02-28T00:00:00+08:00", "taken"],
  ["at", "2026-02-28T00:00:00", "RECORD_INVALID"],
  ["tags", ["a"], "taken"],
  ["tags", { a: 1 }, "RECORD_INVALID"],
  ["more", { a: 1 }, "taken"],
  ["more", [1], "RECORD_INVALID"],
  ["owner", "u1", "taken"],
  ["owner", 7, "RECORD_INVALID"],
  ["createdAt", NOW, "RECORD_INVALID"],
  ["size", null, "taken"],
])("a change of %s to %j gives %s", (name, value, outcome) => {
  expect(outcomeOf({ [name]: value })).toBe(outcome);
});

function outcomeOf(changes: JsonObject): string {
  try {
    checkChanges(thing, changes);
    return "taken";
  } catch (error) {
    return error instanceof FlowrightError ? error.code : "no code";
  }
}

it("sees which fields really changed", () => {
  const before = { size: 1, tags: [{ a: 1, b: 2 }], name: null };
  expect(changedFieldsOf(before, { size: 1, tags: [{ b: 2, a: 1 }], name: null })).toEqual([]);
  expect(changedFieldsOf(before, { size: 2, tags: [{ a: 1 }], owner: null })).toEqual(["size", "tags"]);
});
