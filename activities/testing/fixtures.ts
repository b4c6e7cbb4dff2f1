import type { JsonObject } from "../../definitions/json.ts";
import { assignmentPolicySchema, teamSchema, type User, userSchema } from "../../definitions/resources.ts";
import type { OperationCall } from "../operation-call.ts";
import type { InMemoryPorts } from "./in-memory-ports.ts";

export const WORKSPACE = "workspace1";

/** A user with defaults. */
export function createUser(id: string, fields: Partial<User> = {}): User {
  return userSchema.parse({ id, name: `User ${id}`, email: `${id}@example.com`, ...fields });
}

/** Puts users, and the team `sales` of all of them, into a workspace. */
export function addTeam(ports: InMemoryPorts, users: User[], key = "sales"): void {
  const workspace = ports.workspace(WORKSPACE);
  workspace.users.push(...users);
  workspace.teams.push(teamSchema.parse({ key, name: key, members: users.map(({ id }) => id) }));
}

/** Puts a policy into a workspace; `fields` as in a file. */
export function addPolicy(ports: InMemoryPorts, key: string, fields: JsonObject): void {
  ports.workspace(WORKSPACE).policies.push(assignmentPolicySchema.parse({ key, name: key, ...fields }));
}

/** A step's call of an operation; the same `nodeId` again is a repeat of that step. */
export function createCall(
  operation: string,
  input: JsonObject,
  nodeId = "node",
  fields: Partial<OperationCall> = {},
): OperationCall {
  return {
    workspaceId: WORKSPACE,
    runId: "run1",
    workflowKey: "lead-routing",
    nodeId,
    stepId: nodeId,
    idempotencyKey: `run1/${nodeId}/0`,
    operation,
    input,
    chain: [],
    now: "2026-03-02T09:00:00Z",
    ...fields,
  };
}
