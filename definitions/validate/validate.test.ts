import { describe, expect, it } from "vitest";
import type { Issue } from "../api.ts";
import type { Json } from "../json.ts";
import { ExpressionTexts } from "../error-texts/expression.ts";
import { RulesTexts } from "../error-texts/rules.ts";
import { ValidateTexts } from "../error-texts/validate.ts";
import { exampleCatalogue } from "../fixtures/catalogue.ts";
import leadRouting from "../fixtures/lead-routing.json" with { type: "json" };
import wonDeal from "../fixtures/won-deal.json" with { type: "json" };
import { workflowDefinitionSchema } from "../workflow.ts";
import { checkNamedConditions, scopeAt, validateWorkflow } from "./index.ts";

type Part = Record<string, unknown>;
const TEXTS: Record<string, { en: string; zh: string }> = { ...ExpressionTexts, ...RulesTexts, ...ValidateTexts };

/** A small valid workflow that each test breaks in its own way. */
function workflow(nodes: Part[], edges: [string, string, string][], more: Part = {}): Part {
  return {
    schemaVersion: 1,
    key: "w",
    name: "W",
    triggers: [{ id: "created", type: "record", object: "lead", on: ["created"] }],
    variables: [{ name: "count", type: "number", initial: 0 }],
    nodes,
    edges: edges.map(([source, sourcePort, target], index) => ({ id: `e${index}`, source, sourcePort, target })),
    ...more,
  };
}
const chain = (...nodes: Part[]): Part =>
  workflow(
    nodes,
    nodes.map((node, index) => [index === 0 ? "created" : String(nodes[index - 1]?.["id"]), "out", String(node["id"])]),
  );
function problems(definition: unknown, severity: Issue["severity"] = "error"): Issue[] {
  const found = validateWorkflow(definition, exampleCatalogue);
  for (const issue of found) {
    const texts = TEXTS[issue.code];
    expect(texts, `${issue.code} has a text`).toBeDefined();
    expect(texts?.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(issue.message).not.toMatch(/\{\w+\}/);
  }
  return found.filter((issue) => issue.severity === severity);
}
const codes = (definition: unknown, severity?: Issue["severity"]) =>
  problems(definition, severity).map((issue) => issue.code);
const leaf = (path: string, operator: string, value: Json, fact = "record") => ({ fact, path, operator, value });
const set = (id: string, value: unknown, more: Part = {}): Part => ({ id, type: "set", values: { x: value }, ...more });
const branch = (when: unknown): Part => ({ id: "ask", type: "condition", branches: [{ id: "yes", when }] });

describe("the examples", () => {
  it.each([
    ["lead-routing", leadRouting],
    ["won-deal", wonDeal],
  ])("%s has no error and no warning", (_, definition) => {
    expect(problems(definition)).toEqual([]);
    expect(problems(definition, "warning")).toEqual([]);
    expect(codes(definition, "info")).toContain("PORT_UNCONNECTED");
  });
});

describe("schema", () => {
  it("reports what the schema refuses, at the node, and still checks the rest", () => {
    const found = problems(
      chain(
        { id: "bad", type: "wait", for: "3 days" },
        set("good", "=recrod.name"),
        set("after", "=steps.bad.output.x"),
      ),
    );
    expect(found.map((issue) => [issue.code, issue.nodeId, issue.path])).toEqual([
      ["DEFINITION_INVALID", "bad", "for"],
      ["EXPRESSION_NAME_UNKNOWN", "good", "values.x"],
    ]);
  });
  it("takes any input", () => {
    for (const input of [null, 3, "x", [], {}, { nodes: 3 }]) expect(codes(input)).toContain("DEFINITION_INVALID");
  });
});

describe("graph", () => {
  it.each<[string, Part, string, string | undefined]>([
    ["duplicate ids", workflow([set("a", 1), set("a", 2)], [["created", "out", "a"]]), "NODE_ID_DUPLICATE", "a"],
    [
      "an edge to nowhere",
      workflow(
        [set("a", 1)],
        [
          ["created", "out", "a"],
          ["a", "out", "b"],
        ],
      ),
      "EDGE_NODE_UNKNOWN",
      "e1",
    ],
    [
      "an unknown port",
      workflow(
        [set("a", 1), set("b", 1)],
        [
          ["created", "out", "a"],
          ["a", "error", "b"],
        ],
      ),
      "EDGE_PORT_UNKNOWN",
      "e1",
    ],
    [
      "an edge into a trigger",
      workflow(
        [set("a", 1)],
        [
          ["created", "out", "a"],
          ["a", "out", "created"],
        ],
      ),
      "EDGE_TARGET_INVALID",
      "e1",
    ],
    [
      "a circle",
      workflow(
        [set("a", 1), set("b", 1), set("c", 1)],
        [
          ["created", "out", "a"],
          ["a", "out", "b"],
          ["b", "out", "a"],
          ["b", "out", "c"],
        ],
      ),
      "NODE_CYCLE",
      undefined,
    ],
    ["an unknown container", workflow([set("a", 1, { parent: "box" })], []), "NODE_PARENT_UNKNOWN", "a"],
    [
      "a parent that is no container",
      workflow([set("a", 1), set("b", 1, { parent: "a" })], [["created", "out", "a"]]),
      "NODE_PARENT_INVALID",
      "b",
    ],
    ["an empty container", chain({ id: "box", type: "scope" }), "CONTAINER_EMPTY", "box"],
    [
      "two entries",
      workflow(
        [{ id: "box", type: "scope" }, set("a", 1, { parent: "box" }), set("b", 1, { parent: "box" })],
        [["created", "out", "box"]],
      ),
      "CONTAINER_ENTRIES_SEVERAL",
      "box",
    ],
    [
      "an edge across a border",
      workflow(
        [{ id: "box", type: "scope" }, set("a", 1, { parent: "box" }), set("b", 1)],
        [
          ["created", "out", "box"],
          ["a", "out", "b"],
        ],
      ),
      "EDGE_CROSSES_BODY",
      "e1",
    ],
    [
      "a join that waits for too many",
      workflow([set("a", 1, { join: { type: "count", n: 2 } })], [["created", "out", "a"]]),
      "NODE_JOIN_INVALID",
      "a",
    ],
  ])("finds %s", (_, definition, code, nodeId) => {
    const found = problems(definition).filter((issue) => issue.code === code);
    expect(found).toHaveLength(1);
    expect(found[0]?.nodeId).toBe(nodeId ?? found[0]?.nodeId);
  });
  it("names the steps of a circle, in order", () => {
    const circle = workflow(
      [set("a", 1), set("b", 1), set("c", 1)],
      [
        ["created", "out", "a"],
        ["a", "out", "b"],
        ["b", "out", "c"],
        ["c", "out", "b"],
      ],
    );
    const issue = problems(circle).find((entry) => entry.code === "NODE_CYCLE");
    expect(issue?.details?.["nodes"]).toHaveLength(2);
    expect(new Set(issue?.details?.["nodes"] as string[])).toEqual(new Set(["b", "c"]));
  });
  it("warns of steps that no trigger reaches, and of a workflow without one", () => {
    const lost = workflow(
      [set("a", 1), { id: "box", type: "scope" }, set("in", 1, { parent: "box" })],
      [["created", "out", "a"]],
    );
    expect(problems(lost, "warning").map((issue) => [issue.code, issue.nodeId])).toEqual([
      ["NODE_UNREACHABLE", "box"],
      ["NODE_UNREACHABLE", "in"],
    ]);
    expect(codes({ ...chain(set("a", 1)), triggers: [], edges: [] }, "warning")).toEqual(["TRIGGER_MISSING"]);
  });
});

describe("references", () => {
  const action = (operation: string, input: Part, more: Part = {}): Part =>
    chain({ id: "a", type: "action", operation, input, ...more });
  it.each<[string, Part, string, string]>([
    ["operation", action("crm.asign", {}), "OPERATION_UNKNOWN", "operation"],
    [
      "connection",
      action("smtp.send", { to: "a", subject: "b" }, { connection: "other" }),
      "CONNECTION_UNKNOWN",
      "connection",
    ],
    ["missing connection", action("smtp.send", { to: "a", subject: "b" }), "CONNECTION_MISSING", "connection"],
    [
      "policy",
      action("crm.assign", { object: "lead", id: "=record.id", policy: "nobody" }),
      "POLICY_UNKNOWN",
      "input.policy",
    ],
    ["required input", action("crm.assign", { object: "lead", policy: "inbound" }), "INPUT_MISSING", "input.id"],
    ["unknown input", action("crm.notify", { user: "u1", text: "x", colour: "red" }), "INPUT_UNKNOWN", "input.colour"],
    ["literal of the wrong type", action("crm.notify", { user: 3, text: "x" }), "INPUT_TYPE_MISMATCH", "input.user"],
    [
      "expression of the wrong type",
      action("crm.notify", { user: "=record.visits", text: "x" }),
      "INPUT_TYPE_MISMATCH",
      "input.user",
    ],
    ["table", chain({ id: "t", type: "decision-table", table: "no" }), "TABLE_UNKNOWN", "table"],
    [
      "unmapped column",
      chain({
        id: "t",
        type: "decision-table",
        table: "lead-score",
        input: { source: "x", minutesOnSite: "=record.visits" },
      }),
      "TABLE_COLUMN_UNMAPPED",
      "input.occupation",
    ],
    [
      "column of the wrong type",
      chain({
        id: "t",
        type: "decision-table",
        table: "lead-score",
        input: { source: "=record.visits", minutesOnSite: "=record.visits", occupation: "x" },
      }),
      "INPUT_TYPE_MISMATCH",
      "input.source",
    ],
    [
      "calendar",
      chain({ id: "s", type: "wait", for: { duration: "PT4H", calendar: "no" } }),
      "CALENDAR_KEY_UNKNOWN",
      "for.calendar",
    ],
    [
      "calendar for an opening",
      chain({ id: "s", type: "wait", untilOpen: {} }),
      "CALENDAR_KEY_MISSING",
      "untilOpen.calendar",
    ],
    [
      "months in business time",
      chain({ id: "s", type: "wait", for: { duration: "P1M", calendar: "sales" } }),
      "DURATION_UNSUPPORTED",
      "for.duration",
    ],
    ["instant", chain({ id: "s", type: "wait", until: "tomorrow" }), "INSTANT_INVALID", "until"],
    ["workflow", chain({ id: "c", type: "call", workflow: "no" }), "WORKFLOW_UNKNOWN", "workflow"],
    ["user", chain({ id: "h", type: "approval", assignees: { users: ["u9"] } }), "USER_UNKNOWN", "assignees.users"],
    ["team", chain({ id: "h", type: "human-task", assignees: { team: "none" } }), "TEAM_UNKNOWN", "assignees.team"],
    ["list", chain({ id: "f", type: "for-each", items: "=record.name" }), "INPUT_TYPE_MISMATCH", "items"],
    [
      "variable",
      chain({ id: "v", type: "set", values: { count: "=record.name" } }),
      "VARIABLE_TYPE_MISMATCH",
      "values.count",
    ],
  ])("finds a wrong %s", (_, definition, code, path) => {
    expect(problems(definition)).toContainEqual(expect.objectContaining({ code, path }));
  });
  it("checks settings and triggers", () => {
    const definition = {
      ...chain(set("a", 1)),
      triggers: [
        { id: "created", type: "record", object: "leed", on: ["created"] },
        { id: "daily", type: "schedule", cron: "61 * * * *", timeZone: "Mars/Base" },
        { id: "both", type: "schedule" },
        {
          id: "hook",
          type: "webhook",
          dedupeKey: "=record.",
          upsert: { object: "lead", match: ["emial"], fields: {} },
        },
      ],
      settings: {
        timeZone: "Moon",
        calendar: "no",
        concurrency: { limit: 1, key: "=nobody.id" },
        exitWhen: [{ when: leaf("count", "greaterThan", "x", "vars") }],
      },
    };
    expect(codes(definition)).toEqual(
      expect.arrayContaining([
        "TIME_ZONE_UNKNOWN",
        "CALENDAR_KEY_UNKNOWN",
        "EXPRESSION_NAME_UNKNOWN",
        "CONDITION_TYPE_MISMATCH",
        "OBJECT_UNKNOWN",
        "TRIGGER_CRON_INVALID",
        "TRIGGER_SCHEDULE_INVALID",
        "EXPRESSION_SYNTAX_INVALID",
        "FIELD_UNKNOWN",
      ]),
    );
  });
});

describe("names and types", () => {
  it("places a bad expression within the string", () => {
    const text = "Hello {{ record.nmae }}!";
    const [issue] = problems(chain(set("a", text)));
    expect(issue).toMatchObject({ code: "EXPRESSION_PATH_UNKNOWN", nodeId: "a", path: "values.x" });
    expect(text.slice(issue?.range?.start, issue?.range?.end)).toContain("nmae");
  });
  it("knows which steps run before", () => {
    const parallel = workflow(
      [set("a", 1), set("b", "=steps.a.output.x + steps.c.output.x"), set("c", "=steps.nobody.output")],
      [
        ["created", "out", "a"],
        ["a", "out", "b"],
        ["a", "out", "c"],
      ],
    );
    expect(problems(parallel).map((issue) => [issue.nodeId, issue.code, issue.details?.["step"]])).toEqual([
      ["b", "STEP_NOT_BEFORE", "c"],
      ["c", "STEP_UNKNOWN", "nobody"],
    ]);
  });
  it("shows a body after its container, and what is around in it", () => {
    const definition = workflow(
      [
        set("a", 1),
        { id: "each", type: "for-each", items: "=record.name == '' ? [] : ['x']", collect: "=steps.inner.output.x" },
        set("inner", "=item + string(index) + string(steps.a.output.x)", { parent: "each" }),
        set("after", "=size(steps.each.output) + size(steps.inner.output.x)"),
        set("wrong", "=item"),
      ],
      [
        ["created", "out", "a"],
        ["a", "out", "each"],
        ["each", "out", "after"],
        ["after", "out", "wrong"],
      ],
    );
    expect(problems(definition).map((issue) => [issue.nodeId, issue.code])).toEqual([
      ["wrong", "EXPRESSION_NAME_UNKNOWN"],
    ]);
  });
  it("warns of what a sender may leave out, unless it is guarded", () => {
    const form = (value: string) => ({
      ...workflow([set("a", value)], [["form", "out", "a"]]),
      triggers: [
        {
          id: "form",
          type: "form",
          fields: {
            type: "object",
            properties: { name: { type: "string" }, city: { type: "string" } },
            required: ["name"],
          },
        },
      ],
    });
    expect(codes(form("=trigger.name + trigger.body.city"), "warning")).toEqual(["EXPRESSION_PATH_OPTIONAL"]);
    expect(codes(form("=has(trigger.city) ? trigger.city : trigger.body.?city.orValue('')"), "warning")).toEqual([]);
    expect(codes(form("=trigger.town"))).toEqual(["EXPRESSION_PATH_UNKNOWN"]);
  });
  it("follows types through steps", () => {
    const definition = chain(set("a", "=record.visits * 2"), set("b", "=steps.a.output.x + 'text'"));
    expect(problems(definition).map((issue) => [issue.nodeId, issue.code])).toEqual([
      ["b", "EXPRESSION_TYPE_MISMATCH"],
    ]);
  });
});

describe("conditions", () => {
  it.each<[string, unknown, string | null]>([
    [
      "good",
      {
        all: [
          leaf("status", "equal", "new"),
          { not: leaf("visits", "between", [1, 5]) },
          { condition: "isKeyAccount" },
        ],
      },
      null,
    ],
    [
      "good with dates",
      {
        any: [
          leaf("createdAt", "withinLast", "P7D"),
          leaf("createdAt", "lessThan", "2026-01-01"),
          leaf("createdAt", "before", { fact: "run", path: "now" }),
        ],
      },
      null,
    ],
    ["a good null", leaf("owner", "equal", null), null],
    ["an unknown operator", leaf("status", "like", "n"), "CONDITION_OPERATOR_UNKNOWN"],
    ["an empty group", { any: [] }, "CONDITION_GROUP_EMPTY"],
    ["an empty inner group", { all: [leaf("status", "equal", "new"), { all: [] }] }, "CONDITION_GROUP_EMPTY"],
    ["an undeclared field", leaf("stauts", "equal", "new"), "CONDITION_PATH_MISSING"],
    ["an undeclared fact", leaf("x", "equal", 1, "item"), "CONDITION_FACT_MISSING"],
    ["a step that is not there", leaf("nobody.output", "isEmpty", true, "steps"), "STEP_UNKNOWN"],
    ["mixed types", leaf("visits", "greaterThan", "10"), "CONDITION_TYPE_MISMATCH"],
    ["mixed types in a list", leaf("status", "in", ["new", 3]), "CONDITION_TYPE_MISMATCH"],
    ["mixed fields", leaf("visits", "equal", { fact: "record", path: "name" }), "CONDITION_TYPE_MISMATCH"],
    ["an order with nothing", leaf("visits", "greaterThan", null), "CONDITION_TYPE_MISMATCH"],
    ["an unfit operator", leaf("visits", "startsWith", "1"), "CONDITION_OPERATOR_UNFIT"],
    ["a value of the wrong shape", leaf("visits", "between", 3), "CONDITION_VALUE_INVALID"],
    ["a bad duration", leaf("createdAt", "withinLast", "7 days"), "CONDITION_VALUE_INVALID"],
    ["a bad pattern", leaf("name", "matchesPattern", "("), "CONDITION_PATTERN_INVALID"],
    ["a bad path", leaf("a..b", "equal", 1), "CONDITION_PATH_INVALID"],
    ["an unknown shared condition", { condition: "no" }, "CONDITION_NAME_UNKNOWN"],
  ])("%s", (_, when, code) => {
    expect(codes(chain(branch(when)))).toEqual(code === null ? [] : [code]);
  });
  it("finds circles of shared conditions", () => {
    expect(checkNamedConditions({ a: { condition: "b" }, b: { all: [{ not: { condition: "a" } }] } })[0]).toMatchObject(
      {
        code: "CONDITION_CYCLE",
        details: { names: ["a", "b", "a"] },
      },
    );
    expect(checkNamedConditions({ a: { condition: "b" }, b: { any: [leaf("x", "equal", 1)] } })).toEqual([]);
    expect(checkNamedConditions({ a: { condition: "gone" } })[0]?.code).toBe("CONDITION_NAME_UNKNOWN");
  });
});

describe("scopeAt", () => {
  const definition = workflowDefinitionSchema.parse(leadRouting);
  it("lists the names and types that a node sees", () => {
    const { names } = scopeAt(definition, exampleCatalogue, "remind");
    expect(Object.keys(names)).toEqual(["trigger", "record", "steps", "vars", "run", "index"]);
    const { steps, record } = names;
    expect(steps?.kind === "object" && Object.keys(steps.fields)).toEqual([
      "score",
      "hot",
      "assignSenior",
      "assign",
      "owner",
      "mail",
      "mailFailed",
      "contacted",
    ]);
    expect(record?.kind === "object" && record.fields["minutesOnSite"]).toEqual({ kind: "number" });
    const score = steps?.kind === "object" ? steps.fields["score"] : undefined;
    expect(score).toMatchObject({ fields: { output: { fields: { points: { kind: "number" } } } } });
  });
  it("gives a trigger its own payload, and an unknown node no steps", () => {
    expect(scopeAt(definition, exampleCatalogue, "website").names["trigger"]).toMatchObject({
      fields: { body: { kind: "any" } },
    });
    expect(scopeAt(definition, exampleCatalogue, "nobody").names["steps"]).toEqual({
      kind: "object",
      fields: {},
      open: false,
    });
  });
});

describe("size", () => {
  it("checks 2,000 steps within seconds on a busy machine", () => {
    const steps = Array.from({ length: 2_000 }, (_, index) =>
      set(`n${index}`, index === 0 ? 1 : `=steps.n${index - 1}.output.x + ${index}`),
    );
    const definition = chain(...steps);
    for (let turn = 0; turn < 3; turn += 1) expect(problems(definition)).toEqual([]);
  }, 15_000);
});
