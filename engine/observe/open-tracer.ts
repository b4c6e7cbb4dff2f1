import type { Environment } from "../runtime/configuration.ts";
import { PLAIN_TRACER, type Tracer } from "./tracer.ts";

/**
 * The process's tracer: OTLP over HTTP where OpenTelemetry's own variables name a collector (OTEL_EXPORTER_OTLP_ENDPOINT or
 * OTEL_EXPORTER_OTLP_TRACES_ENDPOINT), else one that exports nothing. The packages are loaded only then. Throws
 * CONFIGURATION_INVALID for a sampler that there is not.
 */
export async function openTracer(part: string, environment: Environment = process.env): Promise<Tracer> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: traces } = environment;
  if (isEmpty(endpoint) && isEmpty(traces)) return PLAIN_TRACER;
  if (environment["OTEL_SDK_DISABLED"] === "true" || environment["OTEL_TRACES_EXPORTER"] === "none")
    return PLAIN_TRACER;
  const { createOtlpTracer } = await import("./otlp-tracer.ts");
  return createOtlpTracer(part, environment);
}

function isEmpty(value: string | undefined): boolean {
  return value === undefined || value === "";
}
