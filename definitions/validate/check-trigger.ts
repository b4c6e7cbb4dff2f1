import type { Issue } from "../api.ts";
import type { Trigger } from "../triggers/index.ts";
import { checkCondition, type ConditionContext } from "./check-condition.ts";
import { checkMapped, checkMappedString } from "./check-mapped.ts";
import {
  checkCalendar,
  checkObject,
  checkOperation,
  checkTimeZone,
  checkWorkflow,
  type Directory,
} from "./check-references.ts";
import { makeIssue, type Place } from "./issue.ts";
import { findOperation } from "./source-types.ts";

const CRON_FIELD = /^(\*|[A-Za-z0-9]+(-[A-Za-z0-9]+)?)(\/\d+)?(,(\*|[A-Za-z0-9]+(-[A-Za-z0-9]+)?)(\/\d+)?)*$/;
const CRON_RANGES: readonly (readonly [number, number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
];

/** Whether this is a cron line of five fields with numbers in range. */
function isCron(line: string): boolean {
  const fields = line.trim().split(/\s+/);
  if (fields.length !== 5) return false;
  return fields.every((field, index) => {
    const [low, high] = CRON_RANGES[index] ?? [0, 0];
    if (!CRON_FIELD.test(field)) return false;
    const numbers = field.replaceAll(/\/\d+/g, "").match(/\d+/g) ?? [];
    return numbers.every((text) => Number(text) >= low && Number(text) <= high);
  });
}

function checkSchedule(
  trigger: Extract<Trigger, { type: "schedule" }>,
  at: (key: string) => Place,
  directory: Directory,
): Issue[] {
  const issues = [
    ...checkTimeZone(trigger.timeZone, at("timeZone")),
    ...checkCalendar(trigger.calendar, at("calendar"), directory),
  ];
  if ((trigger.cron === undefined) === (trigger.every === undefined))
    issues.push(makeIssue("TRIGGER_SCHEDULE_INVALID", at("cron")));
  else if (trigger.cron !== undefined && !isCron(trigger.cron))
    issues.push(makeIssue("TRIGGER_CRON_INVALID", at("cron"), { cron: trigger.cron }));
  return issues;
}

function checkSource(
  trigger: Trigger,
  at: (key: string) => Place,
  context: ConditionContext,
  directory: Directory,
): Issue[] {
  const place: Place = { nodeId: trigger.id };
  switch (trigger.type) {
    case "record":
      return checkObject(trigger.object, trigger.fields ?? [], place, directory);
    case "manual":
      return checkObject(trigger.object, [], place, directory);
    case "schedule":
      return checkSchedule(trigger, at, directory);
    case "poll":
    case "app-event":
      return [
        ...checkOperation(trigger.operation, trigger.connection, "trigger", place, directory),
        ...checkDelivery(trigger, at("operation"), directory),
        ...checkMapped(trigger.input ?? {}, at("input"), context),
      ];
    case "workflow":
      return checkWorkflow(trigger.workflow, at("workflow"), directory);
    case "webhook":
    case "form":
    case "email":
    case "event":
      return [];
  }
}

/** A poll asks, an app event is told: an operation of the other kind would never start a run. */
function checkDelivery(
  { type, operation }: Extract<Trigger, { type: "poll" | "app-event" }>,
  place: Place,
  { catalogue }: Directory,
): Issue[] {
  const delivery = findOperation(catalogue, operation)?.delivery;
  const wanted = type === "poll" ? "poll" : "push";
  return delivery === undefined || delivery === wanted
    ? []
    : [makeIssue("TRIGGER_DELIVERY_MISMATCH", place, { operation, delivery })];
}

/** Checks a trigger: what it names, its rule, its expressions. */
export function checkTrigger(trigger: Trigger, context: ConditionContext, directory: Directory): Issue[] {
  const at = (key: string): Place => ({ nodeId: trigger.id, path: key });
  const issues = checkSource(trigger, at, context, directory);
  if (trigger.when !== undefined) issues.push(...checkCondition(trigger.when, at("when"), context));
  if ("dedupeKey" in trigger && trigger.dedupeKey !== undefined) {
    issues.push(...checkMappedString(trigger.dedupeKey, at("dedupeKey"), context).issues);
  }
  if ("upsert" in trigger && trigger.upsert !== undefined) {
    const { object, match, fields } = trigger.upsert;
    issues.push(...checkObject(object, [...match, ...Object.keys(fields)], at("upsert"), directory));
    issues.push(...checkMapped(fields, at("upsert.fields"), context));
  }
  return issues;
}
