import type { Catalogue } from "../../../../../definitions/catalogue.ts";
import { BUILT_IN_OBJECTS } from "../../../../../definitions/records.ts";

/** A workspace with the built-in objects and nothing else, for tests. */
export const emptyCatalogue: Catalogue = {
  connectors: [],
  objects: [...BUILT_IN_OBJECTS],
  connections: [],
  tables: [],
  calendars: [],
  policies: [],
  mailTemplates: [],
  workflows: [],
  users: [],
  teams: [],
  roles: [],
  conditions: [],
};
