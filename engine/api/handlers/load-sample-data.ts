import type { JsonObject } from "../../../definitions/json.ts";
import { FlowrightError } from "../../../definitions/errors.ts";
import type { Principal } from "../../auth/principal.ts";
import type { ApiServices } from "../api-services.ts";
import { SAMPLE_PEOPLE, SAMPLE_RECORDS, SAMPLE_RESOURCES } from "./sample-data.ts";
import { writerOf } from "./write-audit.ts";

/**
 * Adds the sample people, teams, policies, calendars and records, each once: what is there (by id, key or e-mail) stays
 * as it is. Nothing starts a workflow. Answers how many people and leads were added.
 */
export async function loadSampleData(
  services: ApiServices,
  principal: Principal,
): Promise<{ users: number; leads: number }> {
  const { resources } = services.store.workspace(principal.workspace.id);
  let users = 0;
  for (const person of SAMPLE_PEOPLE) if (await addPerson(services, principal, person)) users += 1;
  for (const { kind, value } of SAMPLE_RESOURCES) await resources.putIfFree(kind, value, principal.id);
  let leads = 0;
  for (const { object, match, fields } of SAMPLE_RECORDS)
    if ((await addRecord(services, principal, object, match, fields)) && object === "lead") leads += 1;
  return { users, leads };
}

async function addPerson(
  services: ApiServices,
  principal: Principal,
  person: (typeof SAMPLE_PEOPLE)[number],
): Promise<boolean> {
  const { users } = services.store.workspace(principal.workspace.id);
  if ((await users.get(person.id)) !== null) return false;
  try {
    await users.create(person);
    return true;
  } catch (error) {
    if (error instanceof FlowrightError && error.code === "USER_EXISTS") return false;
    throw error;
  }
}

async function addRecord(
  services: ApiServices,
  principal: Principal,
  object: string,
  match: string,
  fields: JsonObject,
): Promise<boolean> {
  const writer = { ...writerOf(principal), skipAutomations: true };
  const { workspaceId } = writer;
  const found = await services.store.records.find(workspaceId, object, { [match]: fields[match] ?? null }, 1);
  if (found.length > 0) return false;
  await services.store.records.create(object, fields, writer);
  return true;
}
