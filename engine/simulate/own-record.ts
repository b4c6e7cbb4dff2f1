import { evaluateMapped } from "../../definitions/expression/index.ts";
import type { JsonObject } from "../../definitions/json.ts";
import { BUILT_IN_OBJECTS } from "../../definitions/records.ts";
import type { Trigger } from "../../definitions/triggers/index.ts";
import { startScope } from "../triggers/start-scope.ts";
import type { SimulatedCrm } from "./simulated-operations.ts";

interface Start {
  workflow: { key: string; version: number };
  runId: string;
  input: JsonObject;
  /** ISO. */
  now: string;
}

/**
 * The record that a trigger writes before its run begins (`upsert`): one of the simulated records that matches, changed,
 * else a new one with every declared field. Null for other triggers. Throws what the expressions of its fields throw.
 */
export function recordOfUpsert(trigger: Trigger, crm: SimulatedCrm, start: Start): JsonObject | null {
  if (!("upsert" in trigger) || trigger.upsert === undefined) return null;
  const { object, match, fields } = trigger.upsert;
  const scope = startScope(start.workflow, {
    trigger: start.input,
    record: null,
    runId: start.runId,
    now: start.now,
  });
  const values = evaluateMapped(fields, scope) as JsonObject;
  const isMatch = (record: JsonObject) =>
    record["object"] === object && match.every((field) => record[field] === values[field]);
  const found = crm.records?.find(isMatch);
  if (found !== undefined) return { ...found, ...values };
  const declared = (crm.objects ?? BUILT_IN_OBJECTS).find(({ name }) => name === object)?.fields ?? [];
  const empty = Object.fromEntries(declared.map(({ name }) => [name, null]));
  return { ...empty, ...values, object, id: `${object}-of-trigger` };
}
