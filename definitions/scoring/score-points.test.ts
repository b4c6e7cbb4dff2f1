import { describe, expect, it } from "vitest";
import { pointsModelSchema } from "./points-model.ts";
import { compilePoints, runPointsTests } from "./score-points.ts";

const NOW = "2026-03-31T00:00:00Z";
const leaf = (path: string, operator: string, value: unknown) => ({ fact: "record", path, operator, value });
const MODEL = {
  schemaVersion: 1,
  type: "points",
  key: "lead-points",
  name: "Lead points",
  object: "lead",
  categories: [
    { id: "fit", maximum: 30 },
    { id: "interest", minimum: -10 },
  ],
  rules: [
    {
      id: "size",
      name: { en: "Large", zh: "大企业" },
      category: "fit",
      points: 25,
      when: leaf("employees", "greaterThan", 100),
    },
    { id: "country", category: "fit", points: 15, when: leaf("country", "in", ["DE", "CN"]) },
    {
      id: "visits",
      category: "interest",
      points: 40,
      when: leaf("visits", "greaterThanInclusive", 3),
      decay: { type: "half-life", since: "contactedAt", over: "P30D" },
    },
    {
      id: "form",
      category: "interest",
      points: 20,
      when: { condition: "from-form" },
      decay: { type: "linear", since: "contactedAt", over: "P60D" },
    },
    { id: "free", category: "interest", points: -50, when: leaf("email", "endsWith", "@free.example") },
  ],
  grades: [
    { grade: "B", from: 30 },
    { grade: "A", from: 60 },
  ],
};
const NAMED = { "from-form": leaf("source", "equal", "form") as never };
const LEAD = {
  employees: 500,
  country: "DE",
  visits: 3,
  contactedAt: "2026-03-01T00:00:00Z",
  source: "form",
  email: "",
};
const compiled = compilePoints(pointsModelSchema.parse(MODEL), NAMED);

describe("points", () => {
  it("adds up by category, within caps, faded by time, graded, explained", () => {
    const result = compiled.score(LEAD, NOW);
    expect(result).toMatchObject({
      score: 60,
      grade: "A",
      categories: [
        { id: "fit", points: 40, counted: 30 },
        { id: "interest", points: 30, counted: 30 },
      ],
      rules: [
        { id: "size", held: true, points: 25 },
        { id: "country", points: 15 },
        { id: "visits", points: 20, remaining: 0.5 },
        { id: "form", points: 10, remaining: 0.5, explanation: { kind: "named", id: "from-form", held: true } },
        { id: "free", held: false, points: 0, explanation: { held: false, actual: "" } },
      ],
    });
    expect(result.reasons[0]?.text).toEqual({ en: "Large: +25", zh: "大企业：+25" });
  });

  it("subtracts down to the category's and the model's floor", () => {
    const poor = { ...LEAD, employees: 1, country: "US", visits: 0, source: "web", email: "a@free.example" };
    const result = compiled.score(poor, NOW);
    expect(result.categories[1]).toEqual({ id: "interest", points: -50, counted: -10 });
    expect(result).toMatchObject({ score: 0, grade: null });
  });

  it("fades: nothing before the date, all gone after the span, nothing while the date is empty", () => {
    const at = (contactedAt: string | null) =>
      compiled.score({ ...LEAD, contactedAt }, NOW).rules.map((rule) => rule.points);
    expect(at("2026-05-01T00:00:00Z").slice(2, 4)).toEqual([40, 20]);
    expect(at("2025-12-01T00:00:00Z")[3]).toBe(0);
    expect(at("2026-03-01").slice(2, 4)).toEqual([20, 10]);
    expect(at(null).slice(2, 4)).toEqual([0, 0]);
    expect(() => at("yesterday")).toThrow(expect.objectContaining({ code: "SCORE_FIELD_TYPE" }));
    const { contactedAt: _at, ...undated } = LEAD;
    expect(() => compiled.score(undated, NOW)).toThrow(expect.objectContaining({ code: "SCORE_FIELD_MISSING" }));
  });

  it("refuses unknown categories, repeated ids, crossed bounds, two grades at one score, unknown shared conditions", () => {
    const problems = (change: object) => pointsModelSchema.safeParse({ ...MODEL, ...change }).error?.issues[0]?.message;
    expect(problems({ categories: [{ id: "fit" }] })).toBe("no category interest");
    expect(problems({ rules: [MODEL.rules[0], MODEL.rules[0]] })).toBe("size is there twice");
    expect(problems({ minimum: 50, maximum: 10 })).toContain("the least");
    expect(
      problems({
        grades: [
          { grade: "A", from: 1 },
          { grade: "B", from: 1 },
        ],
      }),
    ).toContain("begin at one score");
    expect(() => compilePoints(pointsModelSchema.parse(MODEL))).toThrow(
      expect.objectContaining({ code: "CONDITION_UNKNOWN" }),
    );
  });

  it("runs the tests that are stored with it", () => {
    const tests = [
      { name: "good", record: LEAD, now: NOW, expect: { score: 60, grade: "A" } },
      { name: "wrong", record: LEAD, expect: { rules: ["size"] } },
      { name: "broken", record: {}, expect: { score: 0 } },
    ];
    const results = runPointsTests(pointsModelSchema.parse({ ...MODEL, tests }), NOW, NAMED);
    expect(results.map(({ ok }) => ok)).toEqual([true, false, false]);
    expect(results[1]?.actual?.rules).toEqual(["size", "country", "visits", "form"]);
    expect(results[2]?.error).toContain("employees");
  });
});
