import { expect, it } from "vitest";
import type { RunDetail, RunStatus } from "../../definitions/run.ts";
import { createRunStates } from "./run-states.ts";

function runOf(status: RunStatus, about: Partial<RunDetail> = {}): RunDetail {
  return {
    id: "R1",
    workflowKey: "greet",
    version: 1,
    status,
    origin: { triggerId: "byHand", triggerType: "manual", chain: [] },
    record: null,
    createdAt: "2026-01-01T00:00:00.000Z",
    startedAt: null,
    endedAt: null,
    waitingFor: [],
    trigger: {},
    recordFields: null,
    vars: {},
    steps: [],
    liveEdges: [],
    deadEdges: [],
    ...about,
  };
}
/** Answers of the store and of the run, changed by the tests; questions are counted. */
function world(stored: RunDetail, live: RunDetail | null) {
  const state = { stored, live, questions: 0, now: 0 };
  const states = createRunStates({
    gateway: {
      readState: async () => {
        state.questions += 1;
        return state.live;
      },
    },
    readStored: async () => ({ run: state.stored, temporalId: "default:greet:d" }),
    everyMs: 20,
    now: () => state.now,
  });
  return { state, states };
}

it("asks an open run itself, and keeps what only the store knows", async () => {
  const { states } = world(runOf("running", { workflowName: "Greet" }), runOf("waiting", { id: "", vars: { a: 1 } }));
  const { run, source } = await states.read("default", "R1");
  expect({ source, status: run.status, id: run.id, name: run.workflowName, vars: run.vars }).toEqual({
    source: "live",
    status: "waiting",
    id: "R1",
    name: "Greet",
    vars: { a: 1 },
  });
});

it("asks once for all who want to know within the same second", async () => {
  const { state, states } = world(runOf("running"), runOf("running"));
  await Promise.all([states.read("default", "R1"), states.read("default", "R1"), states.read("default", "R1")]);
  expect(state.questions).toBe(1);
  state.now = 25;
  await states.read("default", "R1");
  expect(state.questions).toBe(2);
});

it("never asks a closed or queued run", async () => {
  for (const status of ["completed", "cancelled", "queued"] as const) {
    const { state, states } = world(runOf(status), runOf("running"));
    expect((await states.read("default", "R1")).source).toBe("stored");
    expect(state.questions).toBe(0);
  }
});

it("leaves a run alone for a while whose worker did not answer", async () => {
  const { state, states } = world(runOf("running"), null);
  expect((await states.read("default", "R1")).source).toBe("stored");
  state.now = 1_000;
  await states.read("default", "R1");
  expect(state.questions).toBe(1);
  state.live = runOf("waiting");
  state.now = 6_000;
  expect((await states.read("default", "R1")).source).toBe("live");
});

it("tells a watcher of changes alone, and ends with the run", async () => {
  const { state, states } = world(runOf("running"), runOf("running"));
  const seen: string[] = [];
  for await (const run of states.watch("default", "R1", new AbortController().signal)) {
    seen.push(run.status);
    state.now += 100;
    if (run.status === "running") {
      state.live = runOf("waiting");
    } else if (run.status === "waiting") state.stored = runOf("completed");
  }
  expect(seen).toEqual(["running", "waiting", "completed"]);
});

it("lets a watcher go at once", async () => {
  const { states } = world(runOf("running"), runOf("running"));
  const gone = new AbortController();
  const watching = states.watch("default", "R1", gone.signal);
  await watching.next();
  const next = watching.next();
  gone.abort();
  expect((await next).done).toBe(true);
});
