import { expect, it } from "vitest";
import { formatTraceparent, newTraceContext, parseTraceparent, traceOfRun } from "./trace-context.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";

it("a valid traceparent is taken, its flags aside", () => {
  const place = { traceId: TRACE, spanId: SPAN };
  for (const header of [`00-${TRACE}-${SPAN}-01`, `00-${TRACE}-${SPAN}-00`, `cc-${TRACE}-${SPAN}-01-later-parts`])
    expect(parseTraceparent(header)).toEqual(place);
  expect(formatTraceparent(place)).toBe(`00-${TRACE}-${SPAN}-01`);
});

it.each([
  undefined,
  "",
  ["00"],
  `00-${TRACE}-${SPAN}`,
  `00-${TRACE}-${SPAN}-01-more`,
  `ff-${TRACE}-${SPAN}-01`,
  `00-${TRACE.toUpperCase()}-${SPAN}-01`,
  `00-${"0".repeat(32)}-${SPAN}-01`,
  `00-${TRACE}-${"0".repeat(16)}-01`,
  `00-${TRACE}-${SPAN}-01\r\nx-injected: 1`,
])("an invalid traceparent begins a new trace: %s", (header) => expect(parseTraceparent(header)).toBeNull());

it("a place of its own in the same trace, or in a new one", () => {
  const child = newTraceContext({ traceId: TRACE });
  expect(child).toEqual({ traceId: TRACE, spanId: expect.stringMatching(/^[\da-f]{16}$/u) });
  expect(child.spanId).not.toBe(newTraceContext({ traceId: TRACE }).spanId);
  expect(parseTraceparent(formatTraceparent(newTraceContext()))).not.toBeNull();
});

it("a run's place is the same in every process, and no run without a valid trace id has one", () => {
  expect(traceOfRun("r1", TRACE)).toEqual(traceOfRun("r1", TRACE));
  expect(traceOfRun("r1", TRACE)?.spanId).not.toBe(traceOfRun("r2", TRACE)?.spanId);
  for (const traceId of [undefined, "", 'x"}', `${TRACE}0`]) expect(traceOfRun("r1", traceId)).toBeNull();
});
