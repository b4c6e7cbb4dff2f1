import type { WorkflowDefinitionInput } from "../../definitions/workflow.ts";
import { draw, type Nodes, REF } from "./draw-mixed.ts";
import type { Trouble } from "./other-system.ts";

/** The other system as a connection, and where it takes writes. */
export const CONNECTION_KEY = "other-system";
export const EFFECTS_PATH = "/effects";
export const LEFT_EVENT = "mix.left";
export const REPLY_EVENT = "mix.replied";
/** Turns of the long run: more than one execution of its history holds. */
export const LONG_TURNS = 4_000;
const CHILD_KEY = "mix-child";
/** Turns true for ever: an object of the run that never changes. */
const ALWAYS = { all: [{ fact: "trigger", path: "body.ref", operator: "notEqual", value: "" }] };
const RETRY = { maximumAttempts: 0, initialInterval: "PT1S", backoffCoefficient: 2, maximumInterval: "PT4S" };

export interface WorkflowSurroundings {
  people: readonly string[];
  leadId: string;
}

/** The workflows of the mixed run: each has a webhook trigger `hook` and takes `{ body: { ref, … } }`. */
export function mixedWorkflows(around: WorkflowSurroundings): Record<string, WorkflowDefinitionInput> {
  const call = (effect: string, trouble: Trouble | `=${string}` = "none", ref = REF) => ({
    method: "POST",
    path: EFFECTS_PATH,
    body: { ref, effect, trouble },
  });
  const act = (id: string, more: Partial<Record<"parent", string>> = {}, trouble?: Trouble | `=${string}`) => ({
    id,
    type: "action" as const,
    operation: "http.request",
    connection: CONNECTION_KEY,
    timeout: "PT10S",
    retry: RETRY,
    input: call(id, trouble),
    ...more,
  });
  const end = (id: string, output: unknown, status: "completed" | "failed" = "completed") =>
    ({ id, type: "end", status, output }) as Nodes[number];
  return {
    timers: draw(
      "timers",
      [
        { id: "short", type: "wait", for: "PT2S" },
        { id: "middle", type: "wait", for: "PT9S" },
        { id: "longer", type: "wait", for: "PT25S" },
        { ...act("note"), join: "all" },
        end("end", { ref: REF }),
      ],
      [
        ["hook", "out", "short"],
        ["hook", "out", "middle"],
        ["hook", "out", "longer"],
        ["short", "out", "note"],
        ["middle", "out", "note"],
        ["longer", "out", "note"],
        ["note", "out", "end"],
      ],
    ),
    race: draw(
      "race",
      [
        { id: "fast", type: "wait", for: "PT4S" },
        { id: "slow", type: "wait", for: "PT2H" },
        { ...act("won"), join: { type: "any", cancelOthers: true } },
        { id: "rest", type: "wait", for: "PT3S" },
        end("end", { ref: REF }),
      ],
      [
        ["hook", "out", "fast"],
        ["hook", "out", "slow"],
        ["fast", "out", "won"],
        ["slow", "out", "won"],
        ["won", "out", "rest"],
        ["rest", "out", "end"],
      ],
    ),
    items: draw(
      "items",
      [
        {
          id: "each",
          type: "for-each",
          items: "=trigger.body.items",
          concurrency: 3,
          onItemError: "continue",
          collect: "=steps.line.output.body.effect",
        },
        { ...act("line", { parent: "each" }), input: call("{{ item.name }}", "=item.trouble") },
        end("end", { lines: "=steps.each.output" }),
      ],
      [
        ["hook", "out", "each"],
        ["each", "out", "end"],
      ],
    ),
    long: draw(
      "long",
      [
        { id: "rounds", type: "loop", maxIterations: LONG_TURNS, while: ALWAYS },
        { id: "read", parent: "rounds", type: "action", operation: "crm.get", input: lead(around.leadId) },
        { id: "count", parent: "rounds", type: "set", values: { turns: "=vars.turns + 1" } },
        end("end", { turns: "=vars.turns" }),
      ],
      [
        ["hook", "out", "rounds"],
        ["read", "out", "count"],
        ["rounds", "out", "end"],
      ],
      { variables: [{ name: "turns", type: "number", initial: 0 }] },
    ),
    approval: draw(
      "approval",
      [
        {
          id: "ask",
          type: "approval",
          title: "Agree to {{ trigger.body.ref }}",
          assignees: { users: [...around.people] },
          required: 2,
          due: "PT3H",
        },
        act("agreed"),
        end("yes", { outcome: "approved" }),
        end("no", { outcome: "rejected" }),
      ],
      [
        ["hook", "out", "ask"],
        ["ask", "approved", "agreed"],
        ["agreed", "out", "yes"],
        ["ask", "rejected", "no"],
      ],
    ),
    late: draw(
      "late",
      [
        {
          id: "ask",
          type: "human-task",
          title: "Too late {{ trigger.body.ref }}",
          assignees: { users: [around.people[0]!] },
          due: "PT7S",
        },
        end("done", { outcome: "done" }),
        act("missed"),
        end("timeout", { outcome: "timeout" }),
      ],
      [
        ["hook", "out", "ask"],
        ["ask", "done", "done"],
        ["ask", "timeout", "missed"],
        ["missed", "out", "timeout"],
      ],
    ),
    child: draw(
      "child",
      [
        { id: "pause", type: "wait", for: "PT2S" },
        { ...act("called"), input: call("called", "none", "=trigger.ref") },
        {
          id: "good",
          type: "condition",
          branches: [{ id: "fails", when: { fact: "trigger", path: "fails", operator: "equal", value: true } }],
        },
        end("bad", null, "failed"),
        end("end", { said: "=trigger.ref" }),
      ],
      [
        ["go", "out", "pause"],
        ["pause", "out", "called"],
        ["called", "out", "good"],
        ["good", "fails", "bad"],
        ["good", "else", "end"],
      ],
      { triggers: [{ id: "go", type: "manual" }] },
    ),
    call: draw(
      "call",
      [
        { id: "sub", type: "call", workflow: CHILD_KEY, input: { ref: REF, fails: "=trigger.body.fails" } },
        end("end", { said: "=steps.sub.output.said" }),
        end("bad", { code: "=steps.sub.error.code" }),
      ],
      [
        ["hook", "out", "sub"],
        ["sub", "out", "end"],
        ["sub", "error", "bad"],
      ],
    ),
    flaky: draw(
      "flaky",
      [
        act("first", {}, "=trigger.body.trouble"),
        act("second"),
        {
          id: "mail",
          type: "action",
          operation: "smtp.send",
          connection: "default",
          timeout: "PT40S",
          retry: RETRY,
          input: MAIL,
        },
        {
          id: "keep",
          type: "action",
          operation: "crm.create",
          input: { object: "lead", fields: { name: REF, source: "chaos" } },
        },
        end("end", { ref: REF }),
      ],
      [
        ["hook", "out", "first"],
        ["first", "out", "second"],
        ["second", "out", "mail"],
        ["mail", "out", "keep"],
        ["keep", "out", "end"],
      ],
    ),
    undo: draw(
      "undo",
      [
        { id: "book", type: "scope" },
        {
          ...act("make", { parent: "book" }),
          compensate: { operation: "http.request", connection: CONNECTION_KEY, input: call("unmake") },
        },
        {
          ...act("extend", { parent: "book" }),
          compensate: { operation: "http.request", connection: CONNECTION_KEY, input: call("unextend") },
        },
        act("refused", { parent: "book" }, "refuse"),
        end("end", { ok: true }),
        end("undone", { code: "=steps.book.error.code" }),
      ],
      [
        ["hook", "out", "book"],
        ["make", "out", "extend"],
        ["extend", "out", "refused"],
        ["book", "out", "end"],
        ["book", "error", "undone"],
      ],
    ),
    incident: draw(
      "incident",
      [{ ...act("push"), input: { ...call("push", "refuse") } }, end("end", { by: "=steps.push.output.body.effect" })],
      [
        ["hook", "out", "push"],
        ["push", "out", "end"],
      ],
    ),
    exit: draw(
      "exit",
      [
        { id: "listen", type: "wait-for-event", event: REPLY_EVENT, correlate: REF },
        act("heard"),
        end("end", { heard: true }),
      ],
      [
        ["hook", "out", "listen"],
        ["listen", "received", "heard"],
        ["heard", "out", "end"],
      ],
      { settings: { onFailure: "incident", exitWhen: [{ event: LEFT_EVENT, correlate: REF }] } },
    ),
    stop: draw(
      "stop",
      [
        {
          ...act("make"),
          compensate: { operation: "http.request", connection: CONNECTION_KEY, input: call("unmake") },
        },
        { id: "listen", type: "wait-for-event", event: "mix.never" },
      ],
      [
        ["hook", "out", "make"],
        ["make", "out", "listen"],
      ],
    ),
  };
}

const MAIL = { to: "=trigger.body.ref + '@example.com'", subject: "{{ trigger.body.ref }}", text: "Once, please." };
const lead = (id: string) => ({ object: "lead", id });
