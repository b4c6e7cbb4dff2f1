import { isDeepStrictEqual } from "node:util";
import type { Difference, SimulatedStep, SimulationResult } from "../../definitions/simulation.ts";
import type { Expectation } from "../../definitions/workflow-test.ts";

type Check = (expectation: Expectation, result: SimulationResult, ran: SimulatedStep[]) => Difference[];

/** Compares a simulation with what a test expects. */
export function compareExpectation(expectation: Expectation, result: SimulationResult): Difference[] {
  const ran = result.steps.filter((step) => step.status !== "skipped");
  return CHECKS.flatMap((check) => check(expectation, result, ran));
}

const CHECKS: readonly Check[] = [
  ({ status }, result) => differ("status", status, result.status),
  ({ path }, _result, ran) =>
    differ(
      "path",
      path,
      ran.map((step) => step.nodeId),
    ),
  ({ ports }, _result, ran) =>
    differByNode("ports", ports, ran, (steps, expected) => listOrLast(steps, expected, (step) => step.port)),
  ({ counts }, _result, ran) => differByNode("counts", counts, ran, (steps) => steps.length),
  ({ inputs }, _result, ran) => differByNode("inputs", inputs, ran, (steps) => steps.map((step) => step.input)),
  ({ outputs }, _result, ran) => differByNode("outputs", outputs, ran, (steps) => steps.map((step) => step.output)),
  ({ startedAt }, _result, ran) =>
    differByNode("startedAt", startedAt, ran, (steps) => steps.map((step) => step.startedAt), sameInstants),
  ({ attempts }, _result, ran) =>
    differByNode("attempts", attempts, ran, (steps, expected) => listOrLast(steps, expected, (step) => step.attempts)),
  ({ compensated }, result) => differ("compensated", compensated, result.compensated),
  ({ emitted }, result) =>
    differ(
      "emitted",
      emitted,
      // Only the members that the expectation names are compared; a surplus event is a difference.
      result.events.map((event, index) => pick(event, Object.keys(emitted?.[index] ?? event))),
    ),
  ({ mails }, result) =>
    differ(
      "mails",
      mails,
      result.mails.map((mail, index) => pick(mail, Object.keys(mails?.[index] ?? mail))),
    ),
  ({ output }, result) => differ("output", output, result.output),
  ({ error }, result) => differ("error", error, error && result.error && pick(result.error, Object.keys(error))),
  ({ endedAt }, result) => differ("endedAt", endedAt, result.endedAt, sameInstant),
];

type Same = (expected: unknown, actual: unknown) => boolean;

function differ(
  expectation: keyof Expectation,
  expected: unknown,
  actual: unknown,
  same: Same = isDeepStrictEqual,
): Difference[] {
  return expected === undefined || same(expected, actual) ? [] : [{ expectation, expected, actual }];
}

function differByNode<T>(
  expectation: keyof Expectation,
  byNode: Record<string, T> | undefined,
  ran: SimulatedStep[],
  read: (steps: SimulatedStep[], expected: T) => unknown,
  same: Same = isDeepStrictEqual,
): Difference[] {
  return Object.entries(byNode ?? {}).flatMap(([node, expected]) => {
    const steps = ran.filter((step) => step.nodeId === node);
    return differ(expectation, expected, read(steps, expected), same).map((difference) =>
      Object.assign(difference, { node }),
    );
  });
}

function listOrLast<T>(
  steps: SimulatedStep[],
  expected: unknown,
  read: (step: SimulatedStep) => T,
): T[] | T | undefined {
  const values = steps.map(read);
  return Array.isArray(expected) ? values : values.at(-1);
}

function sameInstant(expected: unknown, actual: unknown): boolean {
  if (typeof expected !== "string" || typeof actual !== "string") return expected === actual;
  return Date.parse(expected) === Date.parse(actual);
}

function sameInstants(expected: unknown, actual: unknown): boolean {
  if (!Array.isArray(expected) || !Array.isArray(actual)) return false;
  return expected.length === actual.length && expected.every((instant, index) => sameInstant(instant, actual[index]));
}

function pick(from: object, keys: string[]): Record<string, unknown> {
  return Object.fromEntries(keys.map((key) => [key, (from as Record<string, unknown>)[key]]));
}
