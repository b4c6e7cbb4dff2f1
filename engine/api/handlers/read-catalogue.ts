import type { Registry } from "../../../connectors/registry.ts";
import { type Connection, ROLES } from "../../../definitions/api.ts";
import type { Catalogue } from "../../../definitions/catalogue.ts";
import { describeTable } from "../../../definitions/tables/describe-table.ts";
import { textIn } from "../../../definitions/text.ts";
import type { ApiServices } from "../api-services.ts";

/** All that a definition of this workspace may refer to. */
export async function readCatalogue(services: ApiServices, workspaceId: string): Promise<Catalogue> {
  const { store, registry } = services;
  const { resources, connections, workflows, users } = store.workspace(workspaceId);
  const [objects, allConnections, tables, calendars, policies, mailTemplates, teams, allWorkflows, people, more] =
    await Promise.all([
      store.objects.list(workspaceId),
      connections.list(),
      resources.list("tables"),
      resources.list("calendars"),
      resources.list("policies"),
      resources.list("mail-templates"),
      resources.list("teams"),
      workflows.list(),
      users.list(),
      Promise.all([resources.list("conditions"), resources.list("rule-sets"), resources.list("scoring-models")]),
    ]);
  const [conditions, ruleSets, scoringModels] = more;
  return {
    connectors: registry.describe(),
    objects,
    connections: [
      ...allConnections.map(({ key, connector, name }) => ({ key, connector, name })),
      ...hostConnections(registry, allConnections),
    ],
    tables: tables.map(describeTable),
    calendars: calendars.map(({ key, tz, name }) => ({ key, tz, name })),
    policies: policies.map(({ key, name, object }) => ({ key, name, object })),
    mailTemplates: mailTemplates.map(({ key, name }) => ({ key, name })),
    workflows: allWorkflows.map(({ key, name, published }) => ({ key, name, published: published !== null })),
    users: people.map(({ id, name, email, active }) => ({ id, name, email, active })),
    teams: teams.map(({ key, name }) => ({ key, name })),
    roles: [...new Set([...ROLES, ...people.flatMap(({ roles }) => roles)])],
    conditions: conditions.map(({ key, name, object, when }) => ({ name: key, title: name, object, when })),
    ruleSets: ruleSets.map(({ key, name, inputs }) => ({ key, name, inputs })),
    scoringModels: scoringModels.map(({ key, name, object, type }) => ({ key, name, object, type })),
  };
}

/** Connections that the host gives where none of their key is stored: mail by SMTP_URL. */
function hostConnections(registry: Registry, stored: readonly Connection[]): Catalogue["connections"] {
  return registry.connectors.flatMap(({ id, name, auth }) => {
    const key = auth?.fallbackKey;
    if (key === undefined || stored.some((connection) => connection.key === key)) return [];
    return [{ key, connector: id, name: textIn(name, "en") }];
  });
}
