import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  type IdGenerator,
  RandomIdGenerator,
  type Sampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { Environment } from "../runtime/configuration.ts";
import { runtimeError } from "../runtime/runtime-error.ts";
import type { TraceContext } from "./trace-context.ts";
import type { SpanStart, Tracer } from "./tracer.ts";

const KINDS: Readonly<Record<SpanStart["kind"], SpanKind>> = {
  server: SpanKind.SERVER,
  consumer: SpanKind.CONSUMER,
  client: SpanKind.CLIENT,
  internal: SpanKind.INTERNAL,
};

/**
 * Which traces are kept, by OTEL_TRACES_SAMPLER. Always decided by the trace's id, so that every process decides alike;
 * `parentbased_` is the same here, since a caller's own choice is not taken over. Throws CONFIGURATION_INVALID.
 */
export function samplerOf(name: string | undefined, argument: string | undefined): Sampler {
  const kind = (name ?? "").replace(/^parentbased_/u, "");
  if (kind === "" || kind === "always_on") return new AlwaysOnSampler();
  if (kind === "always_off") return new AlwaysOffSampler();
  const variable = kind === "traceidratio" ? "OTEL_TRACES_SAMPLER_ARG" : "OTEL_TRACES_SAMPLER";
  const ratio = argument === undefined || argument === "" ? 1 : Number(argument);
  if (kind === "traceidratio" && ratio >= 0 && ratio <= 1) return new TraceIdRatioBasedSampler(ratio);
  const problem = kind === "traceidratio" ? "give a number from 0 to 1" : "give always_on, always_off or traceidratio";
  throw runtimeError("CONFIGURATION_INVALID", `The setting ${variable} is not usable: ${problem}.`, {
    variable,
    problem,
  });
}

/** Exports spans in batches as OTLP over HTTP; where to, with which headers and limits, OpenTelemetry's variables say. */
export function createOtlpTracer(part: string, environment: Environment): Tracer {
  const serviceName = environment["OTEL_SERVICE_NAME"] ?? `flowright-${part}`;
  const ids = new ChosenIds();
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(detectResources({ detectors: [envDetector] }))
      .merge(resourceFromAttributes({ "service.name": serviceName, "service.namespace": "flowright" })),
    sampler: samplerOf(environment["OTEL_TRACES_SAMPLER"], environment["OTEL_TRACES_SAMPLER_ARG"]),
    idGenerator: ids,
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
  const spans = provider.getTracer("flowright");
  return {
    start({ name, kind, parent, context, attributes }) {
      ids.next = context ?? null;
      const within = parent === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, remote(parent));
      const span = spans.startSpan(name, { kind: KINDS[kind], attributes: { ...attributes } }, within);
      ids.next = null;
      const { traceId, spanId } = span.spanContext();
      return {
        context: { traceId, spanId },
        end(outcome) {
          if (outcome?.name !== undefined) span.updateName(outcome.name);
          if (outcome?.attributes !== undefined) span.setAttributes(outcome.attributes);
          if (outcome?.error !== undefined)
            span
              .setStatus({ code: SpanStatusCode.ERROR, message: outcome.error })
              .setAttribute("error.type", outcome.error);
          span.end();
        },
      };
    },
    close: async () => provider.shutdown().catch(() => undefined),
  };
}

function remote(parent: TraceContext) {
  return { ...parent, traceFlags: TraceFlags.SAMPLED, isRemote: true };
}

/** Random ids, but for spans whose place is known beforehand. Spans start synchronously: nobody comes between. */
class ChosenIds implements IdGenerator {
  next: TraceContext | null = null;
  readonly #random = new RandomIdGenerator();

  generateTraceId(): string {
    return this.next?.traceId ?? this.#random.generateTraceId();
  }
  generateSpanId(): string {
    return this.next?.spanId ?? this.#random.generateSpanId();
  }
}
