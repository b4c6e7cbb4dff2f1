import * as z from "zod";
import type { LocalizedText } from "../../definitions/text.ts";
import type { JsonObject, JsonSchemaDocument } from "../../definitions/json.ts";
import type { Connector, ConnectorTrigger } from "../sdk/define-connector.ts";
import type { EgressGuard } from "../sdk/egress-guard.ts";
import type { PushSignature } from "../sdk/push.ts";
import { describeConnector, toJsonSchema } from "../sdk/describe-connector.ts";
import { checkOptions } from "./check-options.ts";
import { createFakeHost } from "./fake-host.ts";

export interface ConformanceProblem {
  /** `connector`, or an operation's id. */
  where: string;
  problem: string;
}

const SECRET_NAME = /pass|secret|token|api-?key/iu;
/** What an unknown field of an input is called in the check. */
const UNKNOWN_FIELD = "fieldThatNoOperationKnows";

/**
 * What every connector must keep to, whatever its system. Returns the problems found, none for a good connector:
 * labels in both languages, plain JSON Schema, unknown input refused, secrets marked, hosts declared, names that fit,
 * pushes without the right signature refused, and options of fields that only read and fail with codes. A connection's
 * settings are made up from their schema where `settings` gives none; `guard` is a system that options are asked of too.
 */
export async function checkConformance(
  connector: Connector,
  given: { settings?: JsonObject; guard?: EgressGuard } = {},
): Promise<ConformanceProblem[]> {
  const problems: ConformanceProblem[] = [];
  const report = (where: string, problem: string) => problems.push({ where, problem });
  if (!hasBothLanguages(connector.name)) report("connector", "its name is not in English and Chinese");
  checkPlainData(connector, report);
  checkAuth(connector, report);
  for (const operation of connector.operations) {
    if (!hasBothLanguages(operation.title)) report(operation.id, "its title is not in English and Chinese");
    const input = toJsonSchema(operation.input, "input");
    const output = toJsonSchema(operation.output, "output");
    for (const problem of unlabelled(input)) report(operation.id, `input ${problem}`);
    for (const problem of unlabelled(output)) report(operation.id, `output ${problem}`);
    if (input["additionalProperties"] !== false) report(operation.id, "its input lets unknown fields through");
    if (!operation.internal && operation.sideEffect && operation.defaultTimeout === undefined) {
      report(operation.id, "it writes to the outside without a default timeout");
    }
    await checkRefusal(connector, operation.id, report);
    await checkOptions(connector, operation, given, report);
  }
  for (const trigger of connector.triggers) checkTrigger(connector, trigger, report);
  return problems;
}

type Report = (where: string, problem: string) => void;

function checkPlainData(connector: Connector, report: Report): void {
  const description = describeConnector(connector);
  if (JSON.stringify(JSON.parse(JSON.stringify(description))) !== JSON.stringify(description)) {
    report("connector", "its description is not plain JSON");
  }
}

function checkAuth(connector: Connector, report: Report): void {
  if (connector.auth === undefined) return;
  const { hosts } = connector.permissions;
  if (hosts.length === 0) report("connector", "it has a connection but declares no host");
  const properties = propertiesOf(toJsonSchema(connector.auth.settings, "input"));
  for (const [name, schema] of Object.entries(properties)) {
    if (SECRET_NAME.test(name) && schema["x-widget"] !== "secret") {
      report("connector", `the setting ${name} looks like a secret and is not marked as one`);
    }
    if (typeof schema["title"] !== "string" || typeof schema["x-title-zh"] !== "string") {
      report("connector", `the setting ${name} has no label in both languages`);
    }
  }
}

function checkTrigger(connector: Connector, trigger: ConnectorTrigger, report: Report): void {
  if (!hasBothLanguages(trigger.title)) report(trigger.id, "its title is not in English and Chinese");
  const input = toJsonSchema(trigger.input, "input");
  for (const problem of unlabelled(input)) report(trigger.id, `input ${problem}`);
  if (input["additionalProperties"] !== false) report(trigger.id, "its input lets unknown fields through");
  if (trigger.push !== undefined) checkPush(connector, trigger, trigger.push.signature, report);
}

/** Nobody but the other system starts runs, and what it sends wrongly is named. */
function checkPush(connector: Connector, { id }: ConnectorTrigger, signature: PushSignature, report: Report): void {
  const { header, timeHeader, secretSetting } = signature;
  const host = createFakeHost(connector, {
    settings: secretSetting === undefined ? null : { [secretSetting]: "secret-1" },
  });
  const codeOf = (headers: Record<string, string> | undefined, ageSeconds = 0) => {
    try {
      host.push(id, ["no event at all"], { ageSeconds, ...(headers === undefined ? {} : { headers }) });
      return "nothing";
    } catch (error) {
      return (error as { code?: string }).code ?? String(error);
    }
  };
  const time = timeHeader === undefined ? {} : { [timeHeader.toLowerCase()]: "1772442000" };
  const expectCode = (given: string, wanted: string, what: string) => {
    if (given !== wanted) report(id, `${what} gives ${given}`);
  };
  expectCode(codeOf({}), "SIGNATURE_MISSING", "a push without signature");
  expectCode(codeOf({ ...time, [header.toLowerCase()]: "00" }), "SIGNATURE_INVALID", "a push with a wrong signature");
  if (timeHeader !== undefined) expectCode(codeOf(undefined, 3_600), "SIGNATURE_EXPIRED", "an old push");
  expectCode(codeOf(undefined), "BODY_INVALID", "a push of another shape");
}

async function checkRefusal(connector: Connector, operationId: string, report: Report): Promise<void> {
  const host = createFakeHost(connector, { settings: null });
  const failure = await host.run(operationId, { [UNKNOWN_FIELD]: 1 }).then(
    () => "nothing",
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );
  await host.close();
  if (failure !== "OPERATION_INPUT_INVALID") report(operationId, `unknown input gives ${failure}`);
}

function unlabelled(schema: JsonSchemaDocument): string[] {
  return Object.entries(propertiesOf(schema))
    .filter(([, property]) => typeof property["title"] !== "string" || typeof property["x-title-zh"] !== "string")
    .filter(([name]) => !["id", "object"].includes(name) || schema["additionalProperties"] === false)
    .map(([name]) => `${name} has no label in both languages`);
}

const propertiesSchema = z.record(z.string(), z.record(z.string(), z.unknown()));
function propertiesOf(schema: JsonSchemaDocument): Record<string, Record<string, unknown>> {
  const parsed = propertiesSchema.safeParse(schema["properties"] ?? {});
  return parsed.success ? parsed.data : {};
}

function hasBothLanguages(text: LocalizedText): boolean {
  return typeof text === "object" && text.en !== undefined && text.zh !== undefined;
}
