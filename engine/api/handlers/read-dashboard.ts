import type { RouteResponse } from "../../../definitions/api.ts";
import type { ApiServices } from "../api-services.ts";

const DAYS = 14;
/** Owners without a person are counted as one group, by the empty id. */
const NOBODY = "";

/** Counts for the dashboard; each is one query of the store. */
export async function readDashboard(
  { store }: ApiServices,
  workspaceId: string,
): Promise<RouteResponse<"getDashboard">> {
  const { runs, users } = store.workspace(workspaceId);
  const people = await users.list();
  const ids = [...people.map(({ id }) => id), NOBODY];
  const [runsByStatus, runsByDay, leads, openTickets, mailsSent] = await Promise.all([
    runs.countByStatus(),
    runs.countByDay(DAYS),
    store.records.countOpenByOwner(workspaceId, "lead", ids),
    store.records.countOpen(workspaceId, "ticket"),
    store.deliveries.countSent(workspaceId),
  ]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const leadsByOwner = [...leads]
    .filter(([, count]) => count > 0)
    .map(([id, count]) => ({ owner: names.get(id) ?? id, count }))
    .sort((a, b) => b.count - a.count);
  return { runsByStatus, runsByDay, leadsByOwner, openTickets, mailsSent };
}
