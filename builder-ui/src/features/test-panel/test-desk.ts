import { createStore, type StoreApi } from "zustand/vanilla";
import type { Catalogue } from "../../../../definitions/catalogue.ts";
import type { SimulationResult } from "../../../../definitions/simulation.ts";
import type { Mock, Mocks } from "../../../../definitions/workflow-test.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import { call } from "../../api/client.ts";
import { assumedAnswers } from "./assumed-answers.ts";
import { startBody, type TestStart } from "./test-start.ts";

/** Where a simulation stops before its end. */
export interface Stop {
  until?: string;
  untilNode?: string;
}
/** A simulation that was done: of which draft, with which answers, stopped where. */
export interface Tried {
  draft: WorkflowDefinition;
  trigger: string;
  stop: Stop;
  result: SimulationResult;
  mocks: Mocks;
  /** Steps that ran on an answer that nobody gave. */
  assumed: string[];
}
/** What the test panel and the inspector know of trying one workflow. */
export interface TestDesk {
  start: TestStart | null;
  tried: Tried | null;
  /** The instants of the last simulation that was not stopped at an instant: where virtual time can be taken to. */
  whole: SimulationResult | null;
  isBusy: boolean;
  error: unknown;
}
export type TestDeskStore = StoreApi<TestDesk>;

const MAX_ASKED = 30;
const desks = new Map<string, TestDeskStore>();
const storageKey = (workflow: string) => `flowright-test:${workflow}`;

function storedStart(workflow: string): TestStart | null {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(storageKey(workflow)) ?? "null");
    const isStart = typeof stored === "object" && stored !== null && "borrowed" in stored && "mocks" in stored;
    return isStart ? (stored as TestStart) : null;
  } catch {
    return null;
  }
}

/** The desk of a workflow. Its start, with the answers that were given, is kept in this browser. */
export function testDeskOf(workflow: string): TestDeskStore {
  const known = desks.get(workflow);
  if (known !== undefined) return known;
  const desk = createStore<TestDesk>()(() => ({
    start: storedStart(workflow),
    tried: null,
    whole: null,
    isBusy: false,
    error: null,
  }));
  desk.subscribe((state, before) => {
    if (state.start === before.start) return;
    try {
      window.localStorage.setItem(storageKey(workflow), JSON.stringify(state.start));
    } catch {
      // A full storage only means that the sample is gone after a reload.
    }
  });
  desks.set(workflow, desk);
  return desk;
}

/** Gives a step's answer, or takes it back with null. */
export function pinAnswer(desk: TestDeskStore, nodeId: string, answer: Mock | Mock[] | null): void {
  const { start } = desk.getState();
  if (start === null) return;
  const { [nodeId]: _, ...rest } = start.mocks;
  desk.setState({ start: { ...start, mocks: answer === null ? rest : { ...rest, [nodeId]: answer } } });
}

/** The outputs of a step in a simulation as its answer: one, or a list where it ran several times. */
export function answerOf(result: SimulationResult, nodeId: string): Mock | Mock[] | null {
  const outputs = result.steps
    .filter((step) => step.nodeId === nodeId && step.status === "completed")
    .map(({ output }) => ({ output }));
  return outputs.length > 1 ? outputs : (outputs[0] ?? null);
}

let asked = 0;

/**
 * Simulates a draft from the desk's start; the newest wish wins. Steps that reach outside and have no answer get an
 * assumed one. Gives the result, or null where it failed (`error` says why) or was overtaken.
 */
export async function simulateDraft(
  desk: TestDeskStore,
  draft: WorkflowDefinition,
  catalogue: Catalogue,
  stop: Stop = {},
): Promise<SimulationResult | null> {
  const { start } = desk.getState();
  if (start === null) return null;
  const turn = ++asked;
  desk.setState({ isBusy: true, error: null });
  const assumed = assumedAnswers(draft, catalogue, start.mocks, start.borrowed);
  for (let asks = 0; ; asks += 1) {
    const mocks = { ...assumed, ...start.mocks };
    try {
      const body = { definition: draft, ...startBody(start), mocks, ...stop };
      const result = await call("simulateWorkflow", { params: { key: draft.key }, body });
      if (turn !== asked) return null;
      const ran = new Set(result.steps.flatMap(({ nodeId, status }) => (status === "skipped" ? [] : [nodeId])));
      const used = Object.fromEntries(Object.entries(mocks).filter(([id]) => ran.has(id) || id in start.mocks));
      const tried = {
        draft,
        trigger: start.trigger,
        stop,
        result,
        mocks: used,
        assumed: Object.keys(assumed).filter((id) => ran.has(id)),
      };
      desk.setState({ tried, isBusy: false, ...(stop.until === undefined ? { whole: result } : {}) });
      return result;
    } catch (error) {
      if (turn !== asked) return null;
      const missing = missingNode(error);
      if (missing === null || asks >= MAX_ASKED || missing in assumed) {
        desk.setState({ error, isBusy: false });
        return null;
      }
      assumed[missing] = start.borrowed[missing] ?? { output: {} };
    }
  }
}

/** The node whose answer a simulation missed. */
function missingNode(error: unknown): string | null {
  const { code, details } = (error ?? {}) as { code?: string; details?: { node?: unknown } };
  return code === "SIMULATION_MOCK_MISSING" && typeof details?.node === "string" ? details.node : null;
}
