import type { Catalogue, ObjectDescription } from "../../../../definitions/catalogue.ts";
import type { JsonObject } from "../../../../definitions/json.ts";
import type { Trigger } from "../../../../definitions/triggers/index.ts";
import { call } from "../../api/client.ts";
import { recordObjectOfTrigger, sampleInput } from "../editor/dialogs/run-input.ts";

const LOOK_MS = 400;
const PATIENCE_MS = 20_000;

/** A record that stands out in its list: only what it must have, a name, and a source where there is one. */
function testRecord(object: ObjectDescription, name: string): JsonObject {
  const record: JsonObject = {};
  for (const field of object.fields) {
    if (field.name === object.nameField) record[field.name] = name;
    else if (field.name === "email") record[field.name] = "test.lead@example.com";
    else if (field.required === true && field.values?.[0] !== undefined) record[field.name] = field.values[0];
    else if (field.required === true && field.type === "string") record[field.name] = name;
    else if (field.required === true && field.type === "number") record[field.name] = 1;
  }
  return record;
}

/**
 * Starts the published workflow as the world would: a record is made where a new record starts it, else the trigger is
 * given a sample. Answers the run's id; null when no run began.
 */
export async function sendTest(
  workflow: string,
  trigger: Trigger,
  catalogue: Catalogue,
  name: string,
): Promise<string | null> {
  const object = catalogue.objects.find((entry) => entry.name === recordObjectOfTrigger(trigger));
  if (object === undefined) {
    const body = { triggerId: trigger.id, payload: sampleInput(trigger, catalogue) };
    return (await call("startRun", { params: { key: workflow }, body })).runId;
  }
  const params = { object: object.name };
  const record = await call("createRecord", { params, body: testRecord(object, name) });
  if (trigger.type === "record" && trigger.on.includes("created")) return waitForRun(workflow, record.id);
  const body = { triggerId: trigger.id, record: { object: object.name, id: record.id } };
  return (await call("startRun", { params: { key: workflow }, body })).runId;
}

async function waitForRun(workflow: string, recordId: string): Promise<string | null> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until;) {
    const { items } = await call("listRuns", { query: { workflow, recordId, limit: 1 } });
    const [run] = items;
    if (run !== undefined) return run.id;
    await new Promise((resolve) => window.setTimeout(resolve, LOOK_MS));
  }
  return null;
}
