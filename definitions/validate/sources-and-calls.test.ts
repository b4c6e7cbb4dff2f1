import { describe, expect, it } from "vitest";
import { exampleCatalogue } from "../fixtures/catalogue.ts";
import { validateWorkflow } from "./index.ts";

type Part = Record<string, unknown>;
const startedBy = (trigger: Part, node: Part): Part => ({
  schemaVersion: 1,
  key: "w",
  name: "W",
  triggers: [{ id: "t", ...trigger }],
  nodes: [node],
  edges: [{ id: "e", source: "t", sourcePort: "out", target: node["id"] }],
});
const chain = (node: Part) => startedBy({ type: "manual" }, node);

describe("connections and how triggers are told", () => {
  const operation = (name: string, kind: "action" | "trigger", delivery?: "poll" | "push") => ({
    name,
    kind,
    title: name,
    input: { type: "object" },
    output: { type: "object" },
    sideEffect: false,
    internal: false,
    ...(delivery === undefined ? {} : { delivery }),
  });
  const catalogue = {
    ...exampleCatalogue,
    connectors: [
      {
        id: "http",
        version: "1.0.0",
        title: "HTTP",
        group: "systems" as const,
        icon: "globe",
        auth: { type: "object" },
        authOptional: true,
        operations: [operation("http.request", "action"), operation("http.new-items", "trigger", "poll")],
      },
      {
        id: "erp",
        version: "1.0.0",
        title: "ERP",
        group: "systems" as const,
        icon: "factory",
        auth: { type: "object" },
        operations: [operation("erp.get", "action"), operation("erp.changed", "trigger", "push")],
      },
    ],
  };
  const errors = (definition: Part) =>
    validateWorkflow(definition, catalogue)
      .filter(({ severity }) => severity === "error")
      .map(({ code }) => code);
  const withTrigger = (trigger: Part) => startedBy(trigger, { id: "a", type: "set", values: {} });

  it("asks for a connection where the connector cannot do without, and not of a trigger that is pushed", () => {
    const action = (name: string) => chain({ id: "a", type: "action", operation: name, input: {} });
    expect(errors(action("http.request"))).toEqual([]);
    expect(errors(action("erp.get"))).toEqual(["CONNECTION_MISSING"]);
    expect(errors(withTrigger({ type: "app-event", operation: "erp.changed" }))).toEqual([]);
  });

  it("wants a poll to ask and an app event to be told", () => {
    expect(errors(withTrigger({ type: "poll", operation: "http.new-items" }))).toEqual([]);
    expect(errors(withTrigger({ type: "app-event", operation: "http.new-items" }))).toEqual([
      "TRIGGER_DELIVERY_MISMATCH",
    ]);
    expect(errors(withTrigger({ type: "poll", operation: "erp.changed" }))).toEqual(["TRIGGER_DELIVERY_MISMATCH"]);
  });

  it("lets a call run inline only what it waits for, fixed at publish, and another workflow", () => {
    const call = (more: Part) => chain({ id: "a", type: "call", workflow: "w", mode: "inline", ...more });
    const codesOf = (more: Part) => errors(call(more)).filter((code) => code.startsWith("CALL_"));
    expect(codesOf({})).toEqual(["CALL_INLINE_CYCLE"]);
    expect(codesOf({ workflow: "other" })).toEqual([]);
    expect(codesOf({ workflow: "other", wait: false, version: "latest" })).toEqual([
      "CALL_INLINE_NOT_WAITED",
      "CALL_INLINE_LATEST",
    ]);
  });
});
