import { ROOT_CONTEXT, SpanKind } from "@opentelemetry/api";
import { SamplingDecision } from "@opentelemetry/sdk-trace";
import { expect, it } from "vitest";
import { openTracer } from "./open-tracer.ts";
import { samplerOf } from "./otlp-tracer.ts";
import { PLAIN_TRACER } from "./tracer.ts";

const decide = (sampler: ReturnType<typeof samplerOf>, traceId: string) =>
  sampler.shouldSample(ROOT_CONTEXT, traceId, "s", SpanKind.SERVER, {}, []).decision ===
  SamplingDecision.RECORD_AND_SAMPLED;

it("keeps all traces, none, or a part of them by their ids", () => {
  const low = `${"0".repeat(16)}${"0".repeat(15)}1`;
  const high = "f".repeat(32);
  expect([low, high].map((id) => decide(samplerOf(undefined, undefined), id))).toEqual([true, true]);
  expect(decide(samplerOf("parentbased_always_off", undefined), low)).toBe(false);
  expect(decide(samplerOf("traceidratio", "0"), high)).toBe(false);
  expect(decide(samplerOf("parentbased_traceidratio", "1"), high)).toBe(true);
});

it.each([
  ["jaeger_remote", undefined, "OTEL_TRACES_SAMPLER"],
  ["traceidratio", "often", "OTEL_TRACES_SAMPLER_ARG"],
  ["traceidratio", "2", "OTEL_TRACES_SAMPLER_ARG"],
])("refuses a sampler that there is not: %s %s", (name, argument, variable) =>
  expect(() => samplerOf(name, argument)).toThrow(
    expect.objectContaining({ code: "CONFIGURATION_INVALID", details: expect.objectContaining({ variable }) }),
  ),
);

it("exports nothing unless a collector is named", async () => {
  expect(await openTracer("api", {})).toBe(PLAIN_TRACER);
  expect(await openTracer("api", { OTEL_EXPORTER_OTLP_ENDPOINT: "" })).toBe(PLAIN_TRACER);
  const off = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1", OTEL_SDK_DISABLED: "true" };
  expect(await openTracer("api", off)).toBe(PLAIN_TRACER);
});
