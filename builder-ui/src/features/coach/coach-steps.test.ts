import { describe, expect, it } from "vitest";
import { TEMPLATES } from "../../../../definitions/templates/index.ts";
import { candidatesOf, triggerToTry, whoGetsIt } from "./coach-steps.ts";

const template = (id: string) => {
  const found = TEMPLATES.find((entry) => entry.id === id);
  if (found === undefined) throw new Error(`no template ${id}`);
  return found;
};

describe("what the coach points at", () => {
  it("is the step that assigns, with its policy", () => {
    expect(whoGetsIt(template("lead-assignment").definition)).toEqual({ nodeId: "assign", policy: "inbound" });
    expect(whoGetsIt(template("ticket-routing").definition)).toEqual({ nodeId: "route", policy: "tickets" });
  });

  it("is who is told, where nobody is assigned", () => {
    expect(whoGetsIt(template("follow-up-reminder").definition)).toEqual({ nodeId: "remind", policy: null });
  });

  it("is nothing where nobody is concerned", () => {
    expect(whoGetsIt({ nodes: [{ id: "s", type: "set", values: {} } as never], triggers: [], edges: [] })).toBeNull();
  });

  it("is tried by the trigger that a new record starts, else by one that something is sent to", () => {
    expect(triggerToTry(template("lead-assignment").definition.triggers)?.id).toBe("created");
    expect(triggerToTry(template("welcome-form").definition.triggers)?.type).toBe("form");
    expect(triggerToTry([])).toBeUndefined();
  });
});

it("reads whom a policy chooses from", () => {
  const policy = template("lead-assignment").resources.find(({ kind }) => kind === "policies")?.value ?? {};
  expect(candidatesOf(policy)).toEqual({ teams: ["sales"], users: [] });
  expect(candidatesOf({ rules: [{ candidates: { users: [{ id: "u1" }, { id: "u2" }] } }] })).toEqual({
    teams: [],
    users: ["u1", "u2"],
  });
});
