import { MockAgent } from "undici";
import * as z from "zod";
import type { Json, JsonObject, JsonSchemaDocument } from "../../definitions/json.ts";
import type { Connector } from "../sdk/define-connector.ts";
import type { Operation } from "../sdk/define-operation.ts";
import { toJsonSchema } from "../sdk/describe-connector.ts";
import type { EgressGuard } from "../sdk/egress-guard.ts";
import { createFakeHost } from "./fake-host.ts";

/** How a system may answer a list's question: not at all now, or with something else than expected. */
const ANSWERS = [
  ["a system that is down", 503, ""],
  ["an empty answer", 200, "{}"],
  ["an empty list", 200, "[]"],
] as const;
/** What a list may not do to the form that asks. */
const BROKEN: ReadonlySet<string> = new Set([
  "SYSTEM_UNEXPECTED",
  "OPERATION_OUTPUT_INVALID",
  "OPTIONS_WRITE_REFUSED",
  "SERVICE_MISSING",
]);

/**
 * Asks for the options of each field that has some, against systems that answer badly: they must only read, answer at
 * most a hundred values and throw coded errors. `guard` stands for one more system, for example recorded.
 */
export async function checkOptions(
  connector: Connector,
  operation: Operation,
  given: { settings?: JsonObject; guard?: EgressGuard },
  report: (where: string, problem: string) => void,
): Promise<void> {
  const settings = given.settings ?? sampleSettings(connector);
  for (const field of Object.keys(operation.options)) {
    const ask = async (guard: EgressGuard, what: string) => {
      const host = createFakeHost(connector, { settings, guard });
      const code = await host.options(operation.id, field, { input: {}, search: "a" }).then(
        () => "",
        (error: unknown) => String((error as { code?: unknown }).code ?? error),
      );
      await host.close();
      if (BROKEN.has(code)) report(operation.id, `the options of ${field} give ${code} for ${what}`);
    };
    for (const [what, status, body] of ANSWERS) await ask(answeringAlways(status, body), what);
    if (given.guard !== undefined) await ask(given.guard, "the system that was given");
  }
}

function answeringAlways(status: number, body: string): EgressGuard {
  const agent = new MockAgent();
  agent.disableNetConnect();
  agent
    .get(/.*/u)
    .intercept({ path: /.*/u, method: /.*/u })
    .reply(status, body, { headers: { "content-type": "application/json" } })
    .persist();
  return { agent, checkUrl() {}, close: async () => agent.close() };
}

/** Settings that the schema takes, so that a connector can be asked without anybody's credentials. */
function sampleSettings(connector: Connector): JsonObject | null {
  if (connector.auth === undefined) return null;
  const schema = toJsonSchema(connector.auth.settings, "input");
  const properties = z.record(z.string(), z.record(z.string(), z.json())).catch({}).parse(schema["properties"]);
  const required = z.array(z.string()).catch([]).parse(schema["required"]);
  return Object.fromEntries(required.map((name) => [name, sampleOf(properties[name] ?? {})]));
}

function sampleOf(schema: JsonSchemaDocument): Json {
  const { examples, enum: values, default: usual, type, format, minLength, minimum } = schema;
  const [first] = [examples, values].flatMap((list) => (Array.isArray(list) ? (list as Json[]) : []));
  if (usual !== undefined || first !== undefined) return (usual as Json | undefined) ?? first ?? null;
  if (type === "boolean") return true;
  if (type === "integer" || type === "number") return typeof minimum === "number" ? minimum : 1;
  if (format === "uri") return "https://system.example";
  if (format === "email") return "somebody@system.example";
  return "sample".padEnd(typeof minLength === "number" ? minLength : 0, "x");
}
