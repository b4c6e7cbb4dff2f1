import type { SimulationResult } from "../../../../definitions/simulation.ts";
import type { Mocks, WorkflowTestCase } from "../../../../definitions/workflow-test.ts";
import type { SampleStart } from "./sample-start.ts";

export interface SimulationStart {
  trigger: string;
  sample: SampleStart;
  mocks: Mocks;
}

/** What the API is sent of a start. */
export function startBody({ trigger, sample, mocks }: SimulationStart) {
  return { trigger, [sample.kind]: sample.value, mocks };
}

/** A test that expects what this simulation did: its end, its way, the ports taken and the mails' addressees. */
export function testOfResult(name: string, start: SimulationStart, result: SimulationResult): WorkflowTestCase {
  const ran = result.steps.filter(({ status }) => status !== "skipped");
  const ports = Object.fromEntries(ran.map(({ nodeId, port }) => [nodeId, port]));
  return {
    name,
    ...startBody(start),
    at: result.startedAt,
    events: [],
    expect: {
      status: result.status,
      path: ran.map(({ nodeId }) => nodeId),
      ports,
      mails: result.mails.map(({ nodeId = null, to = null }) => ({ nodeId, to })),
    },
  };
}
