import { describe, expect, test } from "vitest";
import type { JsonObject } from "../json.ts";
import type { DecisionTable } from "../resources.ts";
import { compileGraph, graphOfTable, readDmn, writeDmn } from "./index.ts";
import { dmnFile, inputData, literal, tableDecision } from "./testing/dmn-files.ts";

const read = async (parts: string, version?: string) => readDmn(dmnFile(parts, version));
async function ask(parts: string, decision: string | undefined, input: JsonObject = {}) {
  return compileGraph((await read(parts)).graph, decision).evaluate(input);
}

const GRAPH =
  inputData("Age", "number") +
  inputData("Monthly Income", "number") +
  literal("Score", "Age * 2 + Monthly Income / 1000", "in_Age", "in_Monthly_Income") +
  tableDecision({
    name: "Risk Level",
    policy: "UNIQUE",
    inputs: [{ expression: "Score", type: "number" }],
    outputs: [{ name: "Risk Level", type: "string" }],
    rules: [
      ["< 50", '"high"'],
      [">= 50", '"low"'],
    ],
    required: ["Score"],
  }) +
  tableDecision({
    name: "Offer",
    policy: "FIRST",
    inputs: [
      { expression: "Risk Level", type: "string" },
      { expression: "Age", type: "number" },
    ],
    outputs: [
      { name: "Product", type: "string" },
      { name: "Rate", type: "number" },
    ],
    rules: [
      ['"low"', "> 30", '"Gold"', "2.5"],
      ["-", "-", '"Basic"', "5"],
    ],
    required: ["Risk_Level", "in_Age"],
    prefix: "offer",
  });

describe("decision requirement graphs", () => {
  test("decisions feed decisions, and only what a decision needs is asked", async () => {
    const input = { Age: 40, "Monthly Income": 3000 };
    expect(await ask(GRAPH, "Offer", input)).toMatchObject({
      outputs: { Product: "Gold", Rate: 2.5 },
      hits: ["offer1"],
      decisions: { Score: 83, "Risk Level": "low" },
    });
    expect(await ask(GRAPH, undefined, input)).toMatchObject({ outputs: { Product: "Gold" } });
    const age =
      inputData("Age", "number") +
      inputData("B", "number") +
      literal("Twice", "Age * 2", "in_Age") +
      literal("Other", "B", "in_B");
    expect(await ask(age, "Twice", { Age: 4 })).toMatchObject({ outputs: 8 });
    await expect(ask(age, undefined, { Age: 4 })).rejects.toMatchObject({ code: "DECISION_UNKNOWN" });
  });

  test("a required table's column is a name too, as in Camunda's files, which declare no variables and no inputs", async () => {
    const season = tableDecision({
      name: "Season decision",
      policy: "UNIQUE",
      inputs: [{ expression: "temperature", type: "integer" }],
      outputs: [{ name: "season", type: "string" }],
      rules: [
        ["> 30", '"Summer"'],
        ["< 10", '"Winter"'],
      ],
    }).replace('<variable name="Season decision"/>', "");
    const dish = tableDecision({
      name: "Dish",
      policy: "UNIQUE",
      inputs: [{ expression: "season", type: "string" }],
      outputs: [{ name: "desiredDish", type: "string" }],
      rules: [['"Winter"', '"Roastbeef"']],
      required: ["Season_decision"],
      prefix: "dish",
    });
    expect(await ask(dish + season, undefined, { temperature: 5 })).toEqual({
      outputs: "Roastbeef",
      hits: ["dish1"],
      explanation: expect.any(Array),
      decisions: { "Season decision": "Winter" },
    });
  });

  test("a cycle is refused and named; a long chain is no recursion", async () => {
    const cycle = literal("A", "B + 1", "B") + literal("B", "C + 1", "C") + literal("C", "A + 1", "A");
    await expect(read(cycle)).rejects.toMatchObject({
      code: "DECISION_GRAPH_CYCLE",
      details: { decisions: "A → B → C → A" },
    });
    await expect(read(literal("A", "A + 1", "A"))).rejects.toMatchObject({ code: "DECISION_GRAPH_CYCLE" });
    const chain = Array.from({ length: 2_000 }, (_, index) =>
      index === 0 ? literal("D0", "1") : literal(`D${index}`, `D${index - 1} + 1`, `D${index - 1}`),
    );
    expect(await ask(chain.toReversed().join(""), "D1999")).toMatchObject({ outputs: 2_000 });
  });

  test.each([
    ["https://www.omg.org/spec/DMN/20211108/MODEL/"],
    ["https://www.omg.org/spec/DMN/20230324/MODEL/"],
    ["http://www.omg.org/spec/DMN/20180521/MODEL/"],
    ["http://www.omg.org/spec/DMN/20151101/dmn.xsd"],
  ])("reads %s", async (version) => {
    const { graph, unsupported } = await read(GRAPH, version);
    expect(unsupported).toEqual([]);
    expect(graph.decisions.map(({ name }) => name)).toEqual(["Score", "Risk Level", "Offer"]);
  });

  test.each([
    ["-10+-5", -15],
    ["10**-2", 0.01],
    ["5+2**5+3", 40],
    ["(10+20)/0", null],
    ["10 + null", null],
    ["1.2*10**3", 1200],
    ['"a" + "b"', "ab"],
    ["1 < 2 and not(2 <= 1)", true],
    ["null and false", false],
    ["null or false", null],
    ['if "b" in ("a","b") then 1 else 2', 1],
    ["5 between 1 and 5", true],
    ['date("2026-01-31") + duration("P1M")', "2026-02-28"],
    ['date("2026-01-31") < date("2026-02-01")', true],
    ["floor(-1.5) + modulo(-12, 5)", 1],
    ["decimal(2.5, 0)", 2],
    ["round", "DECISION_INPUT_MISSING"],
    ["1 +", "DECISION_UNSUPPORTED"],
    ["for x in [1] return x", "DECISION_UNSUPPORTED"],
    [`${"(".repeat(200)}1${")".repeat(200)}`, "DECISION_UNSUPPORTED"],
  ])("literal expression %s is %s", async (text, expected) => {
    const answer = await ask(literal("D", text), "D").then(
      ({ outputs }) => outputs,
      (error: { code: string }) => error.code,
    );
    expect(answer).toEqual(expected);
  });
});

describe("what is not supported is named", () => {
  test("elements, requirements, languages and boxed expressions of every kind", async () => {
    const { graph, unsupported } = await read(
      `<import name="other" namespace="urn:o" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>
       <businessKnowledgeModel id="bkm" name="Rate"/>
       <knowledgeSource id="ks" name="Policy"/>
       <decision id="a" name="A"><question>Why?</question><knowledgeRequirement><requiredKnowledge href="#bkm"/></knowledgeRequirement>
         <context><contextEntry><literalExpression><text>1</text></literalExpression></contextEntry></context></decision>
       <decision id="b" name="B"><literalExpression expressionLanguage="http://www.java.com/java"><text>x()</text></literalExpression></decision>
       <decision id="c" name="C"><conditional><if/></conditional></decision>
       <decision id="d" name="D"/>
       <textAnnotation id="t"><text>Hello</text></textAnnotation>`,
    );
    const named = unsupported.map(({ what, where }) => `${where}: ${what}`).join("\n");
    for (const part of [
      "import of another file",
      "BusinessKnowledgeModel Rate: BusinessKnowledgeModel",
      "KnowledgeSource Policy: KnowledgeSource",
      "Decision A: question",
      "Decision A: knowledge requirement",
      "Decision A: Context",
      "expression language http://www.java.com/java",
      "element conditional",
      "Decision D: decision without logic",
      "artifact",
    ])
      expect(named).toContain(part);
    for (const decision of ["A", "B", "C", "D"])
      expect(() => compileGraph(graph, decision)).toThrow(expect.objectContaining({ code: "DECISION_UNSUPPORTED" }));
  });

  test("a cell that is no test says which and why, and only its decision cannot be asked", async () => {
    const table = { policy: "FIRST", inputs: [{ expression: "x", type: "string" }], outputs: [{ name: "o" }] };
    const { graph, unsupported } = await read(
      tableDecision({ ...table, name: "Bad", rules: [["High", "1"]] }) +
        tableDecision({ ...table, name: "Good", prefix: "g", rules: [['"High"', "1"]] }),
    );
    expect(unsupported).toEqual([
      { what: expect.stringContaining("the cell High cannot be read"), where: "Decision Bad" },
    ]);
    expect(compileGraph(graph, "Good").evaluate({ x: "High" })).toMatchObject({ outputs: 1 });
  });
});

describe("bad files: a clear code in bounded time", () => {
  const laughs = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, index) => `<!ENTITY lol${index + 1} "${`&lol${index || ""};`.repeat(10)}">`).join("")}]>`;
  test.each([
    ["a billion laughs", () => dmnFile(literal("A", "&lol9;")).replace("?>", `?>${laughs}`), "DMN_DOCTYPE_REFUSED"],
    [
      "an external entity",
      () => `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>${dmnFile("&x;")}`,
      "DMN_DOCTYPE_REFUSED",
    ],
    [
      "a document type elsewhere",
      () => `<!DOCTYPE d SYSTEM "http://127.0.0.1/d.dtd">${dmnFile("")}`,
      "DMN_DOCTYPE_REFUSED",
    ],
    ["nothing", () => "", "DMN_INVALID"],
    ["no XML", () => "hello", "DMN_INVALID"],
    ["another document", () => "<html/>", "DMN_INVALID"],
    ["a comment without end", () => `<!--${"x".repeat(100_000)}`, "DMN_INVALID"],
    ["no decision", () => dmnFile(inputData("A")), "DMN_INVALID"],
    ["deep nesting", () => dmnFile("<a>".repeat(200_000) + "</a>".repeat(200_000)), "DMN_TOO_LARGE"],
    ["too much text", () => dmnFile(literal("A", "1".repeat(9_000_000))), "DMN_TOO_LARGE"],
    ["elements that nobody knows", () => dmnFile("<a/>".repeat(60_000)), "DMN_TOO_LARGE"],
    ["too many elements", () => dmnFile("<text/>".repeat(600_000)), "DMN_TOO_LARGE"],
    ["one angle after the other", () => "<".repeat(1_000_000), "DMN_INVALID"],
    ["an id that is used twice", () => dmnFile(literal("A", "1") + literal("A", "2")), "DMN_INVALID"],
  ])(
    "%s",
    async (_, make, code) => {
      const xml = make();
      await expect(readDmn(xml)).rejects.toMatchObject({ code, class: "user" });
    },
    20_000,
  );

  test("a table of 5 MB is read", async () => {
    const rules = Array.from({ length: 10_000 }, (_, index) => [`${index}`, `"${"x".repeat(400)}"`]);
    const xml = dmnFile(
      tableDecision({
        name: "Big",
        policy: "FIRST",
        inputs: [{ expression: "x", type: "number" }],
        outputs: [{ name: "o", type: "string" }],
        rules,
      }),
    );
    expect(xml.length).toBeGreaterThan(4_500_000);
    const { graph } = await readDmn(xml);
    expect(compileGraph(graph).evaluate({ x: 9_999 }).hits).toEqual(["r10000"]);
  });
});

test("a table whose cells hold too many expressions is named, and stops nothing else", async () => {
  const rules = Array.from({ length: 5_000 }, (_, index) => [`${index}`, `max(x, ${index})`]);
  const big = tableDecision({
    name: "Big",
    policy: "FIRST",
    inputs: [{ expression: "x + 0", type: "number" }],
    outputs: [{ name: "o", type: "number" }],
    rules,
  });
  const { graph, unsupported } = await read(big + literal("Other", "1"));
  expect(unsupported).toEqual([{ what: expect.stringContaining("more than 64"), where: "Decision Big" }]);
  expect(compileGraph(graph, "Other").evaluate({})).toMatchObject({ outputs: 1 });
});

describe("writing", () => {
  test("a graph that was read is written and read again as it was", async () => {
    const { graph } = await read(GRAPH);
    const { xml, unsupported } = await writeDmn(graph);
    expect(unsupported).toEqual([]);
    expect(xml).toContain('xmlns:dmn="https://www.omg.org/spec/DMN/20191111/MODEL/"');
    const again = await readDmn(xml);
    expect(again.unsupported).toEqual([]);
    expect(again.graph).toEqual(graph);
    expect(compileGraph(again.graph, "Offer").evaluate({ Age: 20, "Monthly Income": 1 })).toMatchObject({
      outputs: { Product: "Basic", Rate: 5 },
    });
  });

  test("ids are NCNames and unique in the file", async () => {
    const { xml } = await writeDmn((await read(GRAPH)).graph);
    const ids = [...xml.matchAll(/ id="([^"]*)"/gu)].map(([, id]) => id ?? "");
    expect(ids.every((id) => /^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("a table of ours keeps rows, values, defaults, notes, labels and dates; what has no place is named", async () => {
    const table: DecisionTable = {
      schemaVersion: 1,
      key: "score",
      name: "Score",
      hitPolicy: "P",
      inputs: [
        { id: "grade", type: "string", values: ["A", "B & <C>"] },
        { id: "since", type: "dateTime" },
      ],
      outputs: [
        { id: "points", type: "number", values: [2, 1], default: "0" },
        { id: "total", type: "number" },
      ],
      rows: [
        {
          id: "top",
          when: ['"A"', '>= date and time("2026-01-01T00:00:00Z")'],
          then: ["2", "3"],
          note: "Best",
          label: "best",
          from: "2026-01-01",
          to: "2026-12-31",
        },
        { id: "rest", when: ["-", "-"], then: ["1", "0"] },
      ],
      tests: [{ name: "t", input: {}, expect: 1 }],
    };
    const { xml, unsupported } = await writeDmn(graphOfTable(table));
    expect(unsupported.map(({ what }) => what)).toEqual([expect.stringContaining("dates of rows"), "1 tests"]);
    const { graph, unsupported: named } = await readDmn(xml);
    expect(named).toEqual([]);
    const logic = graph.decisions[0]?.logic;
    expect(logic?.kind === "table" && logic.table).toEqual({ ...table, tests: [] });
  });

  test("cells that stand for expressions go back to their places", async () => {
    const parts =
      inputData("a", "number") +
      inputData("b", "number") +
      tableDecision({
        name: "T",
        policy: "FIRST",
        inputs: [{ expression: "a", type: "number" }],
        outputs: [{ name: "T", type: "number" }],
        rules: [
          ["> b", "abs(a) + b"],
          ["-", "0"],
        ],
        required: ["in_a", "in_b"],
      });
    const { graph } = await read(parts);
    const { xml } = await writeDmn(graph);
    expect(xml).toContain("<dmn:text>abs(a) + b</dmn:text>");
    const again = await readDmn(xml);
    for (const input of [
      { a: 5, b: 1 },
      { a: -5, b: 1 },
    ])
      expect(compileGraph(again.graph, "T").evaluate(input).outputs).toEqual(
        compileGraph(graph, "T").evaluate(input).outputs,
      );
  });
});
