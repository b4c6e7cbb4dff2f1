import * as z from "zod";
import { assignRecord } from "../../activities/assignment/assign-record.ts";
import { createInMemoryPorts } from "../../activities/testing/in-memory-ports.ts";
import type { ActivityPorts, RecordFields } from "../../activities/ports.ts";
import { isTimeZone } from "../../definitions/calendar/index.ts";
import { userError } from "../../definitions/errors.ts";
import type { JsonObject } from "../../definitions/json.ts";
import { type AssignmentPolicy, teamSchema, userSchema } from "../../definitions/resources.ts";

const WORKSPACE = "command-line";

/** A person as a file names them: what only sign-in needs may be absent; `open` is what they own beside the records. */
const personSchema = z.union([
  z.string().min(1),
  userSchema
    .partial()
    .required({ id: true })
    .extend({ open: z.int().min(0).default(0) }),
]);
const teamOfFileSchema = z.union([
  teamSchema,
  z.strictObject({ key: teamSchema.shape.key, members: teamSchema.shape.members }),
]);
export const candidateFileSchema = z.union([
  z.array(personSchema),
  z.strictObject({ users: z.array(personSchema), teams: z.array(teamOfFileSchema).default([]) }),
]);

export interface Assigned {
  record: string;
  owner: string | null;
  queue: string | null;
  rule: string | null;
  alreadyAssigned: boolean;
}

/**
 * Assigns records one after the other by the policy, as `crm.assign` does, on a store in memory. `counts` says how many
 * each person got. Throws what assignRecord throws, `RECORD_OBJECT_MISSING`, `RECORD_ID_REPEATED`,
 * `CALENDAR_TIME_ZONE_UNKNOWN`.
 */
export async function assignAll(request: {
  policy: AssignmentPolicy;
  people: z.infer<typeof candidateFileSchema>;
  records: readonly JsonObject[];
  at: string;
  timeZone: string;
}): Promise<{ assignments: Assigned[]; counts: Record<string, number> }> {
  const { policy, at, timeZone } = request;
  if (!isTimeZone(timeZone))
    throw userError("CALENDAR_TIME_ZONE_UNKNOWN", `${timeZone} is not a time zone.`, { timeZone });
  const records = request.records.map((fields, index) => asRecord(fields, index, policy));
  for (const [index, { object, id }] of records.entries())
    if (records.findIndex((other) => other.object === object && other.id === id) !== index)
      throw userError("RECORD_ID_REPEATED", `Two records are ${object} ${id}.`, { object, id });
  const { ports, ids } = fillPorts({ ...request, records });
  const assignments: Assigned[] = [];
  const counts: Record<string, number> = Object.fromEntries(ids.map((id) => [id, 0]));
  for (const [index, record] of records.entries()) {
    const { object, id } = record;
    const asked = { object, id, policy: policy.key, exclude: [], isReassignment: false, now: at, timeZone };
    const context = { workspaceId: WORKSPACE, chain: [], idempotencyKey: String(index) };
    const { owner, queue, rule, alreadyAssigned } = await assignRecord(ports, asked, context);
    // Somebody who is not in the file may own a record; their id is all that is known.
    const kept = alreadyAssigned && typeof record["owner"] === "string" ? record["owner"] : null;
    const chosen = owner?.id ?? kept;
    assignments.push({ record: id, owner: chosen, queue, rule, alreadyAssigned });
    if (chosen !== null && !alreadyAssigned) counts[chosen] = (counts[chosen] ?? 0) + 1;
  }
  return { assignments, counts };
}

function asRecord(fields: JsonObject, index: number, policy: AssignmentPolicy): RecordFields {
  const object = fields["object"] ?? policy.object;
  if (typeof object !== "string")
    throw userError(
      "RECORD_OBJECT_MISSING",
      `Record ${index + 1} has no object, and the policy ${policy.key} is for none.`,
      { record: index + 1, policy: policy.key },
    );
  const id = fields["id"] ?? index + 1;
  return { ...fields, id: typeof id === "string" ? id : JSON.stringify(id), object, owner: fields["owner"] ?? null };
}

function fillPorts(request: {
  policy: AssignmentPolicy;
  people: z.infer<typeof candidateFileSchema>;
  records: readonly RecordFields[];
  at: string;
}): { ports: ActivityPorts; ids: string[] } {
  const ports = createInMemoryPorts({ now: () => request.at });
  const workspace = ports.workspace(WORKSPACE);
  const { users, teams } = Array.isArray(request.people) ? { users: request.people, teams: [] } : request.people;
  const open = new Map<string, number>();
  for (const entry of users) {
    const { open: held, ...person } = typeof entry === "string" ? { id: entry, open: 0 } : entry;
    const known = Object.fromEntries(Object.entries(person).filter(([, value]) => value !== undefined));
    workspace.users.push(userSchema.parse({ name: person.id, email: "nobody@example.com", ...known }));
    open.set(person.id, held);
  }
  for (const team of teams) workspace.teams.push({ name: team.key, ...team });
  workspace.policies.push(request.policy);
  for (const record of request.records) workspace.records.set(`${record.object}/${record.id}`, record);
  const countOpenByOwner: ActivityPorts["records"]["countOpenByOwner"] = async (workspaceId, object, ids) => {
    const counts = await ports.records.countOpenByOwner(workspaceId, object, ids);
    for (const [id, count] of counts) counts.set(id, count + (open.get(id) ?? 0));
    return counts;
  };
  return { ports: { ...ports, records: { ...ports.records, countOpenByOwner } }, ids: [...open.keys()] };
}
