import { createBuiltInRegistry } from "../../activities/built-in-registry.ts";
import type { Catalogue } from "../../definitions/catalogue.ts";
import { BUILT_IN_OBJECTS } from "../../definitions/records.ts";
import type { Calendar, DecisionTable } from "../../definitions/resources.ts";
import { describeTable } from "../../definitions/tables/describe-table.ts";

/**
 * What a definition may refer to, without a server: the built-in connectors and objects, and the resources beside the
 * file. Names that only a workspace knows (connections, policies, mail templates, teams, roles, workflows) are taken as
 * known where the definition names them.
 */
export function createOfflineCatalogue(
  definition: unknown,
  resources: { calendars: Calendar[]; tables: DecisionTable[] },
): Catalogue {
  const registry = createBuiltInRegistry();
  const named = collectNames(definition);
  const keyed = (names: Set<string>) => [...names].map((key) => ({ key, name: key }));
  return {
    connectors: [...registry.describe()],
    objects: [...BUILT_IN_OBJECTS],
    connections: [...named.connections].map(([key, connector]) => ({ key, connector, name: key })),
    tables: resources.tables.map(describeTable),
    calendars: resources.calendars.map(({ key, tz, name }) => ({ key, tz, ...(name === undefined ? {} : { name }) })),
    policies: keyed(named.of("policy")),
    mailTemplates: keyed(named.of("template")),
    workflows: [...named.of("workflow")].map((key) => ({ key, name: key, published: true })),
    users: [...named.of("users")].map((id) => ({ id, name: id, email: "", active: true })),
    teams: keyed(named.of("team")),
    roles: [...named.of("role")],
    conditions: [...named.of("condition")].map((name) => ({ name })),
  };
}

/** Strings by the name of the member that holds them, and connections with the connector that uses them. */
function collectNames(definition: unknown) {
  const byMember = new Map<string, Set<string>>();
  const connections = new Map<string, string>();
  const visit = (value: unknown, member: string): void => {
    if (typeof value === "string") {
      if (!byMember.has(member)) byMember.set(member, new Set());
      byMember.get(member)?.add(value);
    } else if (Array.isArray(value)) for (const item of value) visit(item, member);
    else if (typeof value === "object" && value !== null) {
      const { connection, operation } = value as { connection?: unknown; operation?: unknown };
      if (typeof connection === "string" && typeof operation === "string")
        connections.set(connection, operation.split(".")[0] ?? "");
      for (const [name, inner] of Object.entries(value)) visit(inner, name);
    }
  };
  visit(definition, "");
  return { connections, of: (member: string) => byMember.get(member) ?? new Set<string>() };
}
