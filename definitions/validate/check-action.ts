import type { Issue } from "../api.ts";
import type { JsonObject, JsonSchemaDocument } from "../json.ts";
import type { ActionNode } from "../nodes/action.ts";
import type { ConditionContext } from "./check-condition.ts";
import { checkMapped, checkMappedInput } from "./check-mapped.ts";
import { checkOperation, checkSpan, type Directory } from "./check-references.ts";
import { makeIssue, placeIn, type Place } from "./issue.ts";
import { asSchema } from "./json-schema-type.ts";
import type { NodeChecks } from "./node-checks.ts";
import { findOperation } from "./source-types.ts";

/** Keys in an operation's input that name a resource, by the widget of the property. */
function checkNamedResources(
  input: JsonObject,
  schema: JsonSchemaDocument,
  place: Place,
  directory: Directory,
): Issue[] {
  const properties = asSchema(schema["properties"]) ?? {};
  return Object.entries(input).flatMap(([name, value]) => {
    if (typeof value !== "string" || value.startsWith("=") || value.includes("{{")) return [];
    const at = placeIn(place, name);
    switch (asSchema(properties[name])?.["x-widget"]) {
      case "policy":
        return directory.policies.has(value) ? [] : [makeIssue("POLICY_UNKNOWN", at, { policy: value })];
      case "mail-template":
        return directory.mailTemplates.has(value) ? [] : [makeIssue("MAIL_TEMPLATE_UNKNOWN", at, { template: value })];
      case "record-object":
        return directory.objects.has(value) ? [] : [makeIssue("OBJECT_UNKNOWN", at, { object: value })];
      case "team":
        return directory.teams.has(value) ? [] : [makeIssue("TEAM_UNKNOWN", at, { team: value })];
      case "rule-set":
        return isListed(directory.catalogue.ruleSets, value)
          ? []
          : [makeIssue("RULE_SET_KEY_UNKNOWN", at, { ruleSet: value })];
      case "scoring-model":
        return isListed(directory.catalogue.scoringModels, value)
          ? []
          : [makeIssue("SCORING_MODEL_KEY_UNKNOWN", at, { model: value })];
      default:
        return [];
    }
  });
}

/** A catalogue that does not list a kind of thing knows nothing of it: every key is taken as known. */
function isListed(list: readonly { key: string }[] | undefined, key: string): boolean {
  return list === undefined || list.some((entry) => entry.key === key);
}

function checkOperationInput(
  operation: string,
  input: JsonObject,
  place: Place,
  context: ConditionContext,
  directory: Directory,
): Issue[] {
  const description = findOperation(directory.catalogue, operation);
  if (description === undefined) return checkMapped(input, place, context);
  return [
    ...checkMappedInput(input, description.input, description.input, place, context),
    ...checkNamedResources(input, description.input, place, directory),
  ];
}

/** What is wrong with the operation that a step runs, its compensation, and what they are given. */
export function checkAction(node: ActionNode, place: Place, checks: NodeChecks): Issue[] {
  const { directory } = checks;
  const issues = [
    ...checkOperation(node.operation, node.connection, "action", place, directory),
    ...checkOperationInput(node.operation, node.input, placeIn(place, "input"), checks.context(node.id), directory),
    ...checkSpan(node.timeout, placeIn(place, "timeout"), directory),
  ];
  const { compensate } = node;
  if (compensate === undefined) return issues;
  const at = placeIn(place, "compensate");
  const isSame = compensate.operation.split(".", 1)[0] === node.operation.split(".", 1)[0];
  const connection = compensate.connection ?? (isSame ? node.connection : undefined);
  return [
    ...issues,
    ...checkOperation(compensate.operation, connection, "action", at, directory),
    ...checkOperationInput(
      compensate.operation,
      compensate.input,
      placeIn(at, "input"),
      checks.context(node.id, { self: true }),
      directory,
    ),
  ];
}
