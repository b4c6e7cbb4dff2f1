import type { ActivityPorts } from "../../activities/ports.ts";
import { emitNamedEvent } from "./outbox.ts";
import type { Store } from "./open-store.ts";

/** The ports of activities on this store. */
export function createStorePorts(store: Store): ActivityPorts {
  return {
    records: store.records,
    cursors: store.cursors,
    deliveries: store.deliveries,
    links: store.links,
    people: {
      getUser: (workspaceId, id) => store.workspace(workspaceId).users.get(id),
      getUsers: (workspaceId, ids) => store.workspace(workspaceId).users.getMany(ids),
      findUsersByRole: (workspaceId, role) => store.workspace(workspaceId).users.findByRole(role),
      getTeam: (workspaceId, key) => store.workspace(workspaceId).resources.find("teams", key),
    },
    resources: {
      getCalendar: (workspaceId, key) => store.workspace(workspaceId).resources.find("calendars", key),
      getPolicy: (workspaceId, key) => store.workspace(workspaceId).resources.find("policies", key),
      getMailTemplate: (workspaceId, key) => store.workspace(workspaceId).resources.find("mail-templates", key),
      getScoringModel: (workspaceId, key) => store.workspace(workspaceId).resources.find("scoring-models", key),
      putScoringModel: (workspaceId, model, byUser) =>
        store.workspace(workspaceId).resources.put("scoring-models", model, byUser),
      getRuleSet: (workspaceId, key) => store.workspace(workspaceId).resources.find("rule-sets", key),
      listConditions: (workspaceId) => store.workspace(workspaceId).resources.list("conditions"),
    },
    connections: { resolve: (workspaceId, key) => store.workspace(workspaceId).connections.resolve(key) },
    notices: {
      notify: (context, notice) => store.notices.notify(context, notice),
      createTask: (context, task) => store.tasks.create(context, task),
    },
    events: {
      emit: async (context, event) => ({ id: (await emitNamedEvent(store.context, context, event)).id }),
    },
  };
}
