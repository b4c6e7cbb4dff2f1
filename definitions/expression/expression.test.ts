import { describe, expect, it } from "vitest";
import { FlowrightError } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import {
  EXPRESSION_FUNCTIONS,
  checkExpression,
  evaluateExpression,
  evaluateMapped,
  evaluateMappedHtml,
  inferExpression,
  listReferences,
  parseMapped,
  type Scope,
} from "./index.ts";
import { BOOLEAN, INSTANT, listOf, NUMBER, objectOf, STRING, type ScopeTypes } from "./types.ts";

const scope: Scope = {
  trigger: { body: { email: "a@example.com" } },
  record: {
    id: "L1",
    name: "Li Wei",
    score: 10,
    empty: null,
    tags: ["a", "b"],
    createdAt: "2026-03-02T09:30:00+08:00",
    birthday: "2026-03-01",
    lines: [
      { quantity: 2, price: 10 },
      { quantity: 1, price: 2.5 },
    ],
  },
  steps: {
    assign: { output: { owner: { id: "u1" } } },
    book: { error: { code: "X", class: "user", retryable: false, message: "m" } },
  },
  vars: { reminders: 0, big: Array.from({ length: 400 }, (_, index) => index) },
  run: { id: "r1", workflow: "w", version: 1, startedAt: "2026-03-02T01:00:00Z", now: "2026-03-02T02:00:00Z" },
};
const value = (source: string) => evaluateExpression(source, scope);
function failure(run: () => unknown): FlowrightError {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof FlowrightError) return thrown;
    throw thrown;
  }
  throw new Error("nothing was thrown");
}

describe("evaluateExpression", () => {
  it.each([
    ["7 / 2", 3.5],
    ["7 % 2", 1],
    ["size(record.tags) * 2", 4],
    ["size(record.tags) / size(record.name)", 2 / 6],
    ["record.score + 1", 11],
    ["1 + 1.5", 2.5],
    ["record.score * (1.0 - 20 / 100.0)", 8],
    ["true ? 1 : size(record.tags)", 1],
    ["record.tags[0]", "a"],
    ["record.tags[vars.reminders + 1]", "b"],
    ["-record.score", -10],
    ["record.score in [1, 10]", true],
    ["sum(record.lines.map(line, line.quantity * line.price))", 22.5],
    ["size(record.lines.filter(line, line.quantity > 1))", 1],
    ["record.tags.exists(tag, tag == 'b')", true],
    ["record.name.substring(3)", "Wei"],
    ["record.name.indexOf('W') + 1", 4],
    ["round(2.345, 2)", 2.35],
    ["round(-2.5)", -3],
    ["min(3, 2) + max([1, 4])", 6],
    ["join(split('a,b', ','), '-')", "a-b"],
    ["default(record.empty, 'none')", "none"],
    ["record.empty == null", true],
    ["{'a': 1, 'b': [1, 'x']}", { a: 1, b: [1, "x"] }],
    ["matchesRe2(record.name, '^Li .+')", true],
    ["int(7) / int(2)", 3],
    ["escapeHtml('<b>&')", "&#60;b&#62;&#38;"],
  ])("computes %s", (source, expected) => {
    expect(value(source)).toEqual(expected);
  });

  it.each([
    ["run.now", "2026-03-02T02:00:00Z"],
    ["run.now - duration('P1D')", "2026-03-01T02:00:00Z"],
    ["record.createdAt + duration('PT90M')", "2026-03-02T03:00:00Z"],
    ["run.now - timestamp(record.createdAt)", "PT30M"],
    ["duration('PT90M')", "PT1H30M"],
    ["record.createdAt < run.now", true],
    ["record.createdAt >= '2026-03-02T01:30:00Z'", true],
    ["timestamp('2026-03-01')", "2026-03-01T00:00:00Z"],
    ["daysBetween(record.birthday, record.createdAt, 'Asia/Shanghai')", 1],
    ["formatDate(record.createdAt, 'yyyy-MM-dd HH:mm', 'Asia/Shanghai')", "2026-03-02 09:30"],
    ["run.now.getHours() + 1", 3],
    ["record.createdAt.getHours() + record.createdAt.getHours('Asia/Shanghai')", 10],
    ["record.birthday.getFullYear()", 2026],
    ["record.createdAt.getDayOfWeek()", 1],
    ["record.createdAt.getMonth() + record.createdAt.getDayOfYear()", 62],
  ])("knows time: %s", (source, expected) => {
    expect(value(source)).toEqual(expected);
  });

  it("lets an author guard what may be absent", () => {
    expect(value("has(steps.assignSenior) ? 1 : 2.5")).toBe(2.5);
    expect(value("steps.?eachLine.?output.orValue([])")).toEqual([]);
    expect(value("has(steps.book.error) && !has(steps.book.output)")).toBe(true);
  });

  it("names the whole path of what is missing", () => {
    const error = failure(() => value("'x' + steps.nobody.output.owner.id"));
    expect(error.code).toBe("EXPRESSION_PATH_MISSING");
    expect(error.details).toMatchObject({ path: "steps.nobody.output.owner.id", missing: "steps.nobody" });
    expect(failure(() => value("record.owner")).details).toMatchObject({ path: "record.owner" });
    expect(failure(() => value("record.tags[5]")).code).toBe("EXPRESSION_PATH_MISSING");
  });

  it.each([
    ["record.empty + 1", "EXPRESSION_VALUE_EMPTY"],
    ["record.empty > 3", "EXPRESSION_VALUE_EMPTY"],
    ["'a' + 1", "EXPRESSION_TYPE_MISMATCH"],
    ["item", "EXPRESSION_NAME_UNKNOWN"],
    ["1 / 0", "EXPRESSION_RESULT_INVALID"],
    ["record.?name", "EXPRESSION_RESULT_INVALID"],
    ["1 +", "EXPRESSION_SYNTAX_INVALID"],
    ["", "EXPRESSION_SYNTAX_INVALID"],
    ["timestamp('soon')", "EXPRESSION_VALUE_INVALID"],
    ["matchesRe2('a', '(')", "EXPRESSION_VALUE_INVALID"],
    ["record.name.matches('(a+)+$')", "EXPRESSION_FUNCTION_REFUSED"],
    ["cel.bind(x, 'a', x + x)", "EXPRESSION_FUNCTION_REFUSED"],
    ["_counted([1])", "EXPRESSION_FUNCTION_REFUSED"],
    ["vars.big.map(a, vars.big.map(b, vars.big.map(c, c)))", "EXPRESSION_LIMIT_EXCEEDED"],
    ["vars.big.map(a, vars.big.exists(b, vars.big == []))", "EXPRESSION_LIMIT_EXCEEDED"],
    ["(".repeat(60) + "1" + ")".repeat(60) + " + " + "1+".repeat(600) + "1", "EXPRESSION_LIMIT_EXCEEDED"],
  ])("refuses %s", (source, code) => {
    expect(failure(() => value(source)).code).toBe(code);
  });

  it("matches patterns in linear time", () => {
    expect(value(`matchesRe2('${"a".repeat(400)}!', '(a+)+$')`)).toBe(false);
  }, 2_000);

  it("gives the same again from the cache, errors too", () => {
    expect(value("7 / 2")).toBe(value("7 / 2"));
    expect(failure(() => value("1 +")).code).toBe(failure(() => value("1 +")).code);
  });
});

describe("EXPRESSION_FUNCTIONS", () => {
  it("lists only functions that the evaluation knows", () => {
    const samples: Record<string, string> = {
      string: "'UTC'",
      number: "1",
      boolean: "true",
      list: "['a']",
      object: "{'a': 1}",
      instant: "run.now",
      date: "'2026-03-01'",
      duration: "duration('PT1H')",
      any: "1",
      optional: "record.?name",
      null: "null",
    };
    for (const { name, on, args } of EXPRESSION_FUNCTIONS) {
      const list = args.map((kinds) => samples[kinds[0] ?? "any"]).join(", ");
      const source = on === undefined ? `${name}(${list})` : `${samples[on[0] ?? "any"]}.${name}(${list})`;
      let code = "";
      try {
        evaluateExpression(source, scope);
      } catch (thrown) {
        code = (thrown as FlowrightError).code;
      }
      expect([source, code]).not.toEqual([source, "EXPRESSION_TYPE_MISMATCH"]);
    }
  });
});

describe("evaluateMapped", () => {
  it("keeps literals, types expressions and fills text, at any depth", () => {
    const mapped = {
      score: "=record.score",
      text: "Hi {{ record.name }}, {{ record.score + 0.5 }}{{ record.empty }}",
      list: ["=record.id", 3, null],
      brace: "{{ {'a': '}}'} }}",
    };
    expect(evaluateMapped(mapped, scope)).toEqual({
      score: 10,
      text: "Hi Li Wei, 10.5",
      list: ["L1", 3, null],
      brace: '{"a":"}}"}',
    });
  });
  it("refuses an open {{ with its place", () => {
    expect(failure(() => evaluateMapped("ab {{ record.name", scope)).details).toMatchObject({
      range: { start: 3, end: 17 },
    });
  });
  it("tells where each expression of a text stands", () => {
    expect(parseMapped("a {{ b }}")).toEqual({
      kind: "text",
      parts: [{ text: "a " }, { source: "b", start: 5, end: 6 }],
    });
  });
});

describe("listReferences", () => {
  it("lists the paths that a value reads, without those of macros' own names", () => {
    const value: JsonObject = {
      a: "=steps.assign.output.owner",
      b: "{{ record.lines.map(l, l.q + vars.r) }} {{ record['name'] }}",
      c: "record.no",
    };
    expect(listReferences(value)).toEqual(["record.lines", "record.name", "steps.assign.output.owner", "vars.r"]);
  });
});

describe("checkExpression", () => {
  const types: ScopeTypes = {
    names: {
      record: objectOf({ id: STRING, score: NUMBER, isHot: BOOLEAN, createdAt: INSTANT, tags: listOf(STRING) }),
      run: objectOf({ now: INSTANT }),
      steps: objectOf({ assign: objectOf({ output: objectOf({ owner: objectOf({ id: STRING }) }) }) }),
    },
  };
  it.each([
    "record.score + 1 > 2",
    "has(steps.assign) ? steps.assign.output.owner.id : 'x'",
    "record.tags.map(t, size(t)).exists(n, n > 3)",
    "run.now - record.createdAt > duration('PT4H')",
    "record.createdAt < '2026-01-01T00:00:00Z'",
    "record.?score.orValue(0) + 1",
    "record.score == null",
    "default(record.score, 0) * 2",
    "record.createdAt.getFullYear() == 2026",
  ])("accepts %s", (source) => {
    expect(checkExpression(source, types)).toEqual([]);
  });
  it.each([
    ["record.scroe + 1", "EXPRESSION_PATH_UNKNOWN", { start: 7, end: 12 }],
    ["recrod.score", "EXPRESSION_NAME_UNKNOWN", { start: 0, end: 6 }],
    ["1 + record.id", "EXPRESSION_TYPE_MISMATCH", { start: 0, end: 13 }],
    ["record.id > 1", "EXPRESSION_TYPE_MISMATCH", { start: 0, end: 13 }],
    ["nope(1)", "EXPRESSION_FUNCTION_UNKNOWN", { start: 0, end: 7 }],
    ["lower(record.score)", "EXPRESSION_TYPE_MISMATCH", { start: 6, end: 18 }],
    ["upper()", "EXPRESSION_ARGUMENTS_INVALID", { start: 0, end: 7 }],
    ["record.score ? 1 : 2", "EXPRESSION_TYPE_MISMATCH", { start: 0, end: 12 }],
    ["record.id.matches('a')", "EXPRESSION_FUNCTION_REFUSED", { start: 0, end: 22 }],
    ["steps.assgin.output", "EXPRESSION_PATH_UNKNOWN", { start: 6, end: 12 }],
  ])("finds what is wrong with %s, and where", (source, code, range) => {
    const [problem] = checkExpression(source, types);
    expect(problem).toMatchObject({ code });
    expect(source.slice(problem?.range.start, problem?.range.end)).toContain(source.slice(range.start, range.end));
  });
  it("tells the type of the result", () => {
    expect(inferExpression("record.tags.map(t, size(t))", types).type).toEqual(listOf(NUMBER));
    expect(inferExpression("run.now - record.createdAt", types).type.kind).toBe("duration");
    expect(inferExpression("has(record.id) ? record.score : 1", types).type).toEqual(NUMBER);
  });
});

describe("evaluateMappedHtml", () => {
  const shown = { ...scope, record: { name: `<b onclick="x('y')">A & B</b>` } };
  it("escapes what is put into the text, and leaves the author's own HTML", () => {
    expect(evaluateMappedHtml("<p>{{ record.name }}</p>", shown)).toBe(
      "<p>&lt;b onclick=&quot;x(&#39;y&#39;)&quot;&gt;A &amp; B&lt;/b&gt;</p>",
    );
    expect(evaluateMappedHtml("=record.name", shown)).toBe(`<b onclick="x('y')">A & B</b>`);
    expect(evaluateMappedHtml("<p>A & B</p>", shown)).toBe("<p>A & B</p>");
  });
});
