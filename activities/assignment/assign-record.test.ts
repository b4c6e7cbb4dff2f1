import { beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/json.ts";
import { createActivities, type OperationActivity } from "../create-activities.ts";
import { createBuiltInRegistry } from "../built-in-registry.ts";
import { createInMemoryPorts, type InMemoryPorts } from "../testing/in-memory-ports.ts";
import { addPolicy, addTeam, createCall, createUser, WORKSPACE } from "../testing/fixtures.ts";
import type { AssignmentResult } from "./assign-record.ts";
import knownCases from "./fixtures/known-cases.json" with { type: "json" };

let ports: InMemoryPorts;
let activities: Record<string, OperationActivity>;
let steps: number;

beforeEach(() => {
  ports = createInMemoryPorts();
  activities = createActivities({ ports, registry: createBuiltInRegistry() });
  steps = 0;
});

async function addLead(fields: JsonObject = {}, object = "lead"): Promise<string> {
  const name: JsonObject = object === "ticket" ? { subject: "Help" } : { name: "Ann" };
  return (await ports.records.create(object, { ...name, ...fields }, { workspaceId: WORKSPACE, chain: [] })).id;
}
async function perform(operation: string, input: JsonObject, nodeId?: string): Promise<AssignmentResult> {
  steps += 1;
  const activity = activities[operation] ?? activities["default"];
  return (await activity?.(createCall(operation, input, nodeId ?? `node${steps}`))) as unknown as AssignmentResult;
}
const assign = async (id: string, policy = "inbound", nodeId?: string) =>
  perform("crm.assign", { object: "lead", id, policy }, nodeId);
async function assignMany(count: number, fields: JsonObject = {}): Promise<(string | null)[]> {
  const owners: (string | null)[] = [];
  for (let turn = 0; turn < count; turn += 1) owners.push((await assign(await addLead(fields))).owner?.id ?? null);
  return owners;
}
const roundRobin = (more: JsonObject = {}) => ({
  rules: [{ id: "turns", strategy: "round-robin", candidates: { team: "sales" }, ...more }],
});

const CASES: Record<string, () => Promise<unknown>> = {
  "fr-01": async () => {
    addTeam(
      ports,
      ["test", "test1", "test2"].map((id) => createUser(id)),
    );
    addPolicy(ports, "inbound", roundRobin());
    const owners = await assignMany(2);
    for (const record of ports.workspace(WORKSPACE).records.values()) record["owner"] = null;
    return { assigned: [...owners, ...(await assignMany(2))] };
  },
  "fr-02": async () => {
    addTeam(
      ports,
      ["test", "test1", "test2"].map((id) => createUser(id)),
    );
    addPolicy(ports, "inbound", roundRobin());
    await assignMany(1);
    activities = createActivities({ ports, registry: createBuiltInRegistry() });
    return { next: (await assignMany(1))[0] };
  },
  "fr-03": async () => openAfter([0, 0, 0], 30),
  "fr-04": async () => openAfter([5, 10, 10], 5),
  "fr-05": async () => {
    addTeam(
      ports,
      ["test", "test1"].map((id) => createUser(id)),
    );
    addPolicy(ports, "inbound", {
      rules: [
        {
          id: "turns",
          strategy: "weighted",
          candidates: {
            users: [
              { id: "test", weight: 1 },
              { id: "test1", weight: 2 },
            ],
          },
        },
      ],
    });
    return { count: countBy(await assignMany(5)) };
  },
  "fr-06": async () => {
    addTeam(
      ports,
      ["test1", "test2"].map((id) => createUser(id)),
    );
    addPolicy(ports, "inbound", {
      rules: [{ id: "byField", strategy: "field", field: "source", candidates: { team: "sales" } }],
    });
    return { assigned: [...(await assignMany(1, { source: "test1" })), ...(await assignMany(1, { source: "test2" }))] };
  },
  "fr-07": async () => {
    addTeam(ports, [createUser("test")]);
    const when = { all: [{ fact: "record", path: "visits", operator: "equal", value: 1 }] };
    addPolicy(ports, "inbound", roundRobin({ when }));
    return { assigned: (await assignMany(1, { visits: 0 }))[0] };
  },
  "ca-01": async () => chatwootTurns(["m0", "m4"], 1),
  "ca-02": async () => chatwootTurns(["m3", "m2"], 2),
  "ca-04": async () => {
    addTeam(ports, []);
    addPolicy(ports, "inbound", roundRobin());
    return { assigned: (await assignMany(1))[0] };
  },
  "ca-10": async () => {
    addTeam(ports, [createUser("a", { active: false })]);
    addPolicy(ports, "inbound", roundRobin());
    return { assigned: (await assignMany(1)).filter((owner) => owner !== null).length };
  },
  "es-03": async () => {
    addTeam(
      ports,
      ["a", "b", "c"].map((id) => createUser(id)),
    );
    addPolicy(ports, "inbound", {
      rules: [{ id: "least", strategy: "least-open", candidates: { team: "sales" } }],
    });
    for (const owner of ["a", "a", "b", "c"]) await addLead({ owner });
    await addLead({ owner: "b", status: "converted" });
    return { assigned: (await assignMany(1))[0] };
  },
};

async function openAfter(before: number[], count: number): Promise<unknown> {
  const ids = ["test", "test1", "test2"];
  addTeam(
    ports,
    ids.map((id) => createUser(id)),
  );
  addPolicy(ports, "inbound", { rules: [{ id: "least", strategy: "least-open", candidates: { team: "sales" } }] });
  for (const [index, open] of before.entries()) {
    for (let turn = 0; turn < open; turn += 1) await addLead({ owner: ids[index] ?? null });
  }
  await assignMany(count);
  const open = await ports.records.countOpenByOwner(WORKSPACE, "lead", ids);
  return { openPerUser: ids.map((id) => open.get(id)) };
}
/** Chatwoot's list ends with the next one; ours starts with it. */
async function chatwootTurns(allowed: string[], calls: number): Promise<unknown> {
  const ids = ["m0", "m1", "m2", "m3", "m4"];
  addTeam(
    ports,
    ids.map((id) => createUser(id, { active: allowed.includes(id) })),
  );
  addPolicy(ports, "inbound", roundRobin());
  const assigned = await assignMany(calls);
  const cursor = ports.workspace(WORKSPACE).cursors.get("assignment/inbound") as { turns: { queue: string[] } };
  return { assigned: calls === 1 ? assigned[0] : assigned, queue: [...cursor.turns.queue].reverse() };
}
function countBy(owners: (string | null)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const owner of owners) counts[String(owner)] = (counts[String(owner)] ?? 0) + 1;
  return counts;
}

describe("cases known from other systems", () => {
  for (const [id, play] of Object.entries(CASES)) {
    const known = knownCases.find((candidate) => candidate.id === id);
    it(`${id}: ${known?.source ?? "missing"}`, async () => expect(await play()).toEqual(known?.expected));
  }

  it("ca-03: the queue is rebuilt to exactly the current members", async () => {
    addTeam(
      ports,
      ["a", "b", "c"].map((id) => createUser(id)),
    );
    addPolicy(ports, "inbound", roundRobin());
    await assignMany(1);
    const team = ports.workspace(WORKSPACE).teams[0];
    if (team !== undefined) team.members = ["c", "a", "d"];
    ports.workspace(WORKSPACE).users.push(createUser("d"));
    expect(await assignMany(3)).toEqual(["c", "a", "d"]);
  });

  it("ca-06: somebody's record stays with them; fr-11: rules also run for form submissions", async () => {
    addTeam(ports, [createUser("a"), createUser("b")]);
    addPolicy(ports, "inbound", roundRobin());
    const result = await assign(await addLead({ owner: "b" }));
    expect(result).toMatchObject({ owner: { id: "b" }, alreadyAssigned: true, rule: null });
    expect((await assign(await addLead({ source: "form" }))).owner?.id).toBe("a");
  });
});

describe("crm.assign", () => {
  beforeEach(() => {
    addTeam(
      ports,
      ["a", "b", "c"].map((id) => createUser(id)),
    );
  });

  it("is done once: a repeat of the step gives the first answer and moves no turn", async () => {
    addPolicy(ports, "inbound", roundRobin());
    const lead = await addLead();
    const first = await assign(lead, "inbound", "assign");
    expect(await assign(lead, "inbound", "assign")).toEqual(first);
    expect(first).toEqual({
      owner: { id: "a", name: "User a", email: "a@example.com", language: "en" },
      queue: null,
      policy: "inbound",
      rule: "turns",
      alreadyAssigned: false,
    });
    expect(await assignMany(1)).toEqual(["b"]);
  });

  it("respects somebody who was faster, and keeps the first answer of a step that died before it wrote", async () => {
    addPolicy(ports, "inbound", roundRobin());
    const lead = await addLead();
    const update = ports.records.update;
    ports.records.update = async (...args) => {
      ports.records.update = update;
      await update("lead", lead, { owner: "c" }, { workspaceId: WORKSPACE, chain: [] });
      return update(...args);
    };
    expect(await assign(lead)).toMatchObject({ owner: { id: "c" }, alreadyAssigned: true });
    const other = await addLead();
    ports.records.update = async () => Promise.reject(new Error("the process died"));
    await expect(assign(other, "inbound", "dying")).rejects.toMatchObject({ code: "SYSTEM_UNEXPECTED" });
    ports.records.update = update;
    expect(await assign(other, "inbound", "dying")).toMatchObject({ owner: { id: "b" }, alreadyAssigned: false });
  });

  it("chooses nobody who is inactive, absent today in the workflow's time zone, full or without the skill", async () => {
    ports.workspace(WORKSPACE).users = [
      createUser("a", { active: false, skills: ["cn"] }),
      createUser("b", { absences: [{ from: "2026-03-02", to: "2026-03-02" }], skills: ["cn"] }),
      createUser("c", { skills: ["cn"] }),
      createUser("d"),
    ];
    const team = ports.workspace(WORKSPACE).teams[0];
    team?.members.push("d");
    addPolicy(ports, "inbound", roundRobin({ candidates: { team: "sales", skills: ["cn"] }, maxOpen: 1 }));
    expect(await assignMany(2)).toEqual(["c", null]);
    const late = createCall("crm.assign", { object: "lead", id: await addLead(), policy: "inbound" }, "late", {
      now: "2026-03-02T20:00:00Z",
      timeZone: "Asia/Shanghai",
    });
    expect(await activities["crm.assign"]?.(late)).toMatchObject({ owner: { id: "b" } });
  });

  it("takes the first rule that holds, then the fallback", async () => {
    const chinese = { all: [{ fact: "record", path: "country", operator: "in", value: ["CN", "HK"] }] };
    addPolicy(ports, "inbound", {
      rules: [
        { id: "china", when: chinese, strategy: "round-robin", candidates: { users: [{ id: "c" }] } },
        {
          id: "big",
          when: { all: [{ fact: "record", path: "employees", operator: "greaterThan", value: 100 }] },
          strategy: "round-robin",
          candidates: { users: [{ id: "b" }] },
        },
      ],
      fallback: { user: "a" },
    });
    expect(await assign(await addLead({ country: "CN", employees: 500 }))).toMatchObject({
      rule: "china",
      owner: { id: "c" },
    });
    expect(await assign(await addLead({ employees: 500 }))).toMatchObject({ rule: "big", owner: { id: "b" } });
    expect(await assign(await addLead())).toMatchObject({ rule: "fallback", owner: { id: "a" } });
  });

  it("answers unknown records, policies and teams with codes", async () => {
    addPolicy(ports, "inbound", roundRobin());
    addPolicy(ports, "for-tickets", { object: "ticket", ...roundRobin() });
    addPolicy(ports, "no-team", roundRobin({ candidates: { team: "nobody" } }));
    const lead = await addLead();
    await expect(assign("lead-x")).rejects.toMatchObject({ code: "RECORD_UNKNOWN", retryable: false });
    await expect(assign(lead, "other")).rejects.toMatchObject({ code: "POLICY_UNKNOWN" });
    await expect(assign(lead, "for-tickets")).rejects.toMatchObject({ code: "POLICY_OBJECT_MISMATCH" });
    await expect(assign(lead, "no-team")).rejects.toMatchObject({ code: "TEAM_UNKNOWN" });
    await expect(perform("crm.asign", {})).rejects.toMatchObject({ code: "OPERATION_UNKNOWN", retryable: false });
  });
});

describe("crm.reassign and crm.route-ticket", () => {
  it("gives the record to somebody else", async () => {
    addTeam(
      ports,
      ["a", "b", "c"].map((id) => createUser(id)),
    );
    addPolicy(ports, "inbound", roundRobin());
    const lead = await addLead({ owner: "a" });
    const result = await perform("crm.reassign", { object: "lead", id: lead, policy: "inbound", exclude: ["b"] });
    expect(result).toMatchObject({ owner: { id: "c" }, alreadyAssigned: false });
    expect((await ports.records.get(WORKSPACE, "lead", lead))?.["owner"]).toBe("c");
  });

  it("routes a ticket to queue and agent by priority and skill", async () => {
    addTeam(
      ports,
      [createUser("a", { skills: ["billing"] }), createUser("b", { skills: ["billing", "zh"] })],
      "support",
    );
    const urgent = { all: [{ fact: "record", path: "priority", operator: "equal", value: "urgent" }] };
    addPolicy(ports, "tickets", {
      object: "ticket",
      rules: [
        {
          id: "urgent",
          when: urgent,
          strategy: "least-open",
          matchSkills: true,
          queue: "urgent",
          candidates: { team: "support" },
        },
        { id: "rest", strategy: "queue", queue: "general", candidates: {} },
      ],
    });
    const route = async (fields: JsonObject) => {
      const id = await addLead(fields, "ticket");
      const result = await perform("crm.route-ticket", { id, policy: "tickets" });
      const record = await ports.records.get(WORKSPACE, "ticket", id);
      return { ...result, owner: result.owner?.id ?? null, written: [record?.["owner"], record?.["queue"]] };
    };
    expect(await route({ priority: "urgent", skills: ["billing", "zh"] })).toMatchObject({
      owner: "b",
      queue: "urgent",
      written: ["b", "urgent"],
    });
    expect(await route({ priority: "urgent", skills: ["law"] })).toMatchObject({
      owner: null,
      queue: "urgent",
      written: [null, "urgent"],
    });
    expect(await route({ priority: "low" })).toMatchObject({
      owner: null,
      queue: "general",
      rule: "rest",
      written: [null, "general"],
    });
  });
});
