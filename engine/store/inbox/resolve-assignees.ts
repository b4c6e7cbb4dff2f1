import { userError } from "../../../definitions/errors.ts";
import type { Assignees } from "../../../definitions/nodes/base.ts";
import type { User } from "../../../definitions/resources.ts";
import type { StoreContext } from "../context.ts";
import { ResourceStore } from "../people/resource-store.ts";
import { UserStore } from "../people/user-store.ts";

/**
 * The active people that are meant: by id, by team, by work or access role, by the team of a queue, or by the values of
 * an expression (ids or e-mails). Each once, in the order named. Throws `TEAM_UNKNOWN`, `QUEUE_UNKNOWN`,
 * `TASK_ASSIGNEE_UNKNOWN` for a value that names nobody, `TASK_ASSIGNEES_NONE` where nobody active is left.
 */
export async function resolveAssignees(
  store: StoreContext,
  workspaceId: string,
  assignees: Assignees,
  values: readonly string[] | null,
): Promise<string[]> {
  const users = new UserStore(store, workspaceId);
  const found = await findPeople(store, workspaceId, users, assignees, values);
  const active = [...new Set(found.filter(({ active: isActive }) => isActive).map(({ id }) => id))];
  if (active.length > 0) return active;
  const [kind, name] = Object.entries(assignees)[0] ?? ["", ""];
  throw userError("TASK_ASSIGNEES_NONE", `Nobody active is meant by ${kind} ${String(name)}.`, {
    assignees: `${kind} ${values?.join(", ") ?? String(name)}`,
  });
}

async function findPeople(
  store: StoreContext,
  workspaceId: string,
  users: UserStore,
  assignees: Assignees,
  values: readonly string[] | null,
): Promise<User[]> {
  if ("users" in assignees) return users.getMany(assignees.users);
  if ("role" in assignees) return users.findByRole(assignees.role);
  if ("expression" in assignees) return Promise.all((values ?? []).map((value) => findByValue(users, value)));
  const resources = new ResourceStore(store, workspaceId);
  const team = "team" in assignees ? assignees.team : await teamOfQueue(resources, assignees.queue);
  const found = await resources.find("teams", team);
  if (found === null) throw userError("TEAM_UNKNOWN", `There is no team ${team}.`, { team });
  return users.getMany(found.members);
}

async function teamOfQueue(resources: ResourceStore, key: string): Promise<string> {
  const queue = await resources.find("queues", key);
  if (queue === null) throw userError("QUEUE_UNKNOWN", `There is no queue ${key}.`, { queue: key });
  if (queue.team === undefined)
    throw userError("TASK_ASSIGNEES_NONE", `The queue ${key} has no team.`, { assignees: `queue ${key}` });
  return queue.team;
}

async function findByValue(users: UserStore, value: string): Promise<User> {
  const user = (await users.get(value)) ?? (value.includes("@") ? await users.findByEmail(value) : null);
  if (user === null) throw userError("TASK_ASSIGNEE_UNKNOWN", `There is no person ${value}.`, { value });
  return user;
}
