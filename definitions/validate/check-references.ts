import type { Issue } from "../api.ts";
import { isTimeZone } from "../calendar/instants.ts";
import type { Catalogue } from "../catalogue.ts";
import type { Condition } from "../condition.ts";
import type { TimeSpan } from "../duration.ts";
import type { Assignees } from "../nodes/base.ts";
import type { Settings } from "../workflow.ts";
import { makeIssue, placeIn, type Place } from "./issue.ts";
import { findOperation } from "./source-types.ts";

/** The catalogue with its keys at hand. */
export interface Directory {
  catalogue: Catalogue;
  calendars: ReadonlySet<string>;
  policies: ReadonlySet<string>;
  mailTemplates: ReadonlySet<string>;
  users: ReadonlySet<string>;
  teams: ReadonlySet<string>;
  conditions: ReadonlyMap<string, Condition | undefined>;
  objects: ReadonlyMap<string, Catalogue["objects"][number]>;
  tables: ReadonlyMap<string, Catalogue["tables"][number]>;
  workflows: ReadonlyMap<string, Catalogue["workflows"][number]>;
}

export function readDirectory(catalogue: Catalogue): Directory {
  const keys = (list: readonly { key: string }[]) => new Set(list.map((entry) => entry.key));
  return {
    catalogue,
    calendars: keys(catalogue.calendars),
    policies: keys(catalogue.policies),
    mailTemplates: keys(catalogue.mailTemplates),
    users: new Set(catalogue.users.map((user) => user.id)),
    teams: keys(catalogue.teams),
    conditions: new Map(catalogue.conditions.map((entry) => [entry.name, entry.when])),
    objects: new Map(catalogue.objects.map((entry) => [entry.name, entry])),
    tables: new Map(catalogue.tables.map((entry) => [entry.key, entry])),
    workflows: new Map(catalogue.workflows.map((entry) => [entry.key, entry])),
  };
}

/** A calendar's key that must exist. */
export function checkCalendar(key: string | undefined, place: Place, directory: Directory): Issue[] {
  return key === undefined || directory.calendars.has(key)
    ? []
    : [makeIssue("CALENDAR_KEY_UNKNOWN", place, { calendar: key })];
}

/** A span of time: its calendar must exist, and business time has no weeks or months. */
export function checkSpan(span: TimeSpan | undefined, place: Place, directory: Directory): Issue[] {
  if (span === undefined || typeof span === "string" || span.calendar === undefined) return [];
  const issues = checkCalendar(span.calendar, placeIn(place, "calendar"), directory);
  const [date = ""] = span.duration.slice(1).split("T");
  if (/[YMW]/.test(date))
    issues.push(makeIssue("DURATION_UNSUPPORTED", placeIn(place, "duration"), { duration: span.duration }));
  return issues;
}

export function checkTimeZone(timeZone: string | undefined, place: Place): Issue[] {
  return timeZone === undefined || isTimeZone(timeZone) ? [] : [makeIssue("TIME_ZONE_UNKNOWN", place, { timeZone })];
}

/** People that a task names. A role is only warned about: roles are free words. */
export function checkAssignees(assignees: Assignees | undefined, place: Place, directory: Directory): Issue[] {
  if (assignees === undefined || "expression" in assignees) return [];
  if ("users" in assignees) {
    return assignees.users
      .filter((user) => !directory.users.has(user))
      .map((user) => makeIssue("USER_UNKNOWN", placeIn(place, "users"), { user }));
  }
  if ("team" in assignees) {
    return directory.teams.has(assignees.team)
      ? []
      : [makeIssue("TEAM_UNKNOWN", placeIn(place, "team"), { team: assignees.team })];
  }
  // The catalogue names no queues: an unknown one is found when the task opens.
  if ("queue" in assignees) return [];
  const isKnown = directory.catalogue.roles.includes(assignees.role);
  return isKnown ? [] : [makeIssue("ROLE_UNKNOWN", placeIn(place, "role"), { role: assignees.role }, "warning")];
}

/** A workflow that is called or started after a failure. Unpublished ones are warned about: they may be published later. */
export function checkWorkflow(key: string | undefined, place: Place, directory: Directory): Issue[] {
  if (key === undefined) return [];
  const workflow = directory.workflows.get(key);
  if (workflow === undefined) return [makeIssue("WORKFLOW_UNKNOWN", place, { workflow: key })];
  return workflow.published ? [] : [makeIssue("WORKFLOW_UNPUBLISHED", place, { workflow: key }, "warning")];
}

export function checkObject(
  name: string | undefined,
  fields: readonly string[],
  place: Place,
  directory: Directory,
): Issue[] {
  if (name === undefined) return [];
  const object = directory.objects.get(name);
  if (object === undefined) return [makeIssue("OBJECT_UNKNOWN", placeIn(place, "object"), { object: name })];
  const known = new Set(["id", ...object.fields.map((field) => field.name)]);
  return fields
    .filter((field) => !known.has(field))
    .map((field) => makeIssue("FIELD_UNKNOWN", placeIn(place, "fields"), { object: name, field }));
}

/** An operation and the connection that it runs on. */
export function checkOperation(
  name: string,
  connection: string | undefined,
  kind: "action" | "trigger",
  place: Place,
  directory: Directory,
): Issue[] {
  const { catalogue } = directory;
  const operation = findOperation(catalogue, name);
  if (operation === undefined)
    return [makeIssue("OPERATION_UNKNOWN", placeIn(place, "operation"), { operation: name })];
  const issues: Issue[] = [];
  if (operation.kind !== kind)
    issues.push(
      makeIssue("OPERATION_KIND_INVALID", placeIn(place, "operation"), { operation: name, kind: operation.kind }),
    );
  if (operation.deprecated === true)
    issues.push(makeIssue("OPERATION_DEPRECATED", placeIn(place, "operation"), { operation: name }, "warning"));
  const connectorId = name.split(".", 1)[0] ?? "";
  const connector = catalogue.connectors.find((entry) => entry.id === connectorId);
  if (connection !== undefined) {
    const isKnown = catalogue.connections.some((entry) => entry.key === connection && entry.connector === connectorId);
    if (!isKnown)
      issues.push(
        makeIssue("CONNECTION_UNKNOWN", placeIn(place, "connection"), { connection, connector: connectorId }),
      );
  } else if (connector?.auth !== undefined && connector.authOptional !== true && operation.delivery !== "push") {
    issues.push(makeIssue("CONNECTION_MISSING", placeIn(place, "connection"), { connector: connectorId }));
  }
  return issues;
}

/** The workflow's settings, but for their expressions. */
export function checkSettings(settings: Settings, directory: Directory): Issue[] {
  const at = (key: string): Place => ({ path: `settings.${key}` });
  return [
    ...checkTimeZone(settings.timeZone, at("timeZone")),
    ...checkCalendar(settings.calendar, at("calendar"), directory),
    ...checkSpan(settings.timeout, at("timeout"), directory),
    ...checkWorkflow(settings.failureWorkflow, at("failureWorkflow"), directory),
  ];
}
