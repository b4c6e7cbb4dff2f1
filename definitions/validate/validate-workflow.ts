import type { Issue } from "../api.ts";
import type { Catalogue } from "../catalogue.ts";
import type { WorkflowDefinition } from "../workflow.ts";
import { checkCondition, type ConditionContext } from "./check-condition.ts";
import { checkGraph } from "./check-graph.ts";
import { checkMappedString } from "./check-mapped.ts";
import { checkNode } from "./check-node.ts";
import { checkSettings, readDirectory, type Directory } from "./check-references.ts";
import { checkTrigger } from "./check-trigger.ts";
import { readGraph } from "./graph-model.ts";
import { makeIssue, type Place } from "./issue.ts";
import { parseDefinition } from "./parse-definition.ts";
import { createScopes, type ScopeModel, type ScopeMore } from "./scope.ts";
import type { ScopeTypes } from "../expression/types.ts";

/** A word on a path `steps.<id>…` that is not in sight: there is no such step, or it runs elsewhere. */
function explainStepPath(
  scopes: ScopeModel,
  nodeId: string,
  more: ScopeMore,
  path: string,
  place: Place,
): Issue | null {
  const [root, step = ""] = path.split(".");
  if (root !== "steps" || scopes.isVisible(step, nodeId, more)) return null;
  const { graph } = scopes;
  const code = graph.nodes.has(step) ? "STEP_NOT_BEFORE" : "STEP_UNKNOWN";
  return makeIssue(code, place, { step, path });
}

/** Scopes without steps in them are the same for all expressions of a place: kept, so that they are made once. */
function nodeContext(scopes: ScopeModel, directory: Directory, nodeId: string, more: ScopeMore): ConditionContext {
  let plain: ScopeTypes | null = null;
  return {
    namedConditions: directory.conditions,
    calendars: directory.calendars,
    scopeFor(stepIds) {
      if (stepIds.size > 0) return scopes.at(nodeId, more, stepIds);
      plain ??= scopes.at(nodeId, more, stepIds);
      return plain;
    },
    explainPath: (path, place) => explainStepPath(scopes, nodeId, more, path, place),
  };
}

function fixedContext(scope: ScopeTypes, directory: Directory): ConditionContext {
  return { namedConditions: directory.conditions, scopeFor: () => scope, explainPath: () => null };
}

function checkVariables(definition: WorkflowDefinition): Issue[] {
  const seen = new Set<string>();
  return definition.variables.flatMap((variable, index) => {
    const path = `variables.${index}`;
    const issues: Issue[] = [];
    if (seen.has(variable.name)) issues.push(makeIssue("VARIABLE_DUPLICATE", { path }, { name: variable.name }));
    seen.add(variable.name);
    const { initial, type } = variable;
    if (initial === undefined || initial === null || type === "any") return issues;
    const actual = Array.isArray(initial) ? "list" : typeof initial;
    if (actual !== (type === "instant" ? "string" : type)) {
      issues.push(
        makeIssue("VARIABLE_TYPE_MISMATCH", { path: `${path}.initial` }, { name: variable.name, type, actual }),
      );
    }
    return issues;
  });
}

function checkSettingsExpressions(definition: WorkflowDefinition, scopes: ScopeModel, directory: Directory): Issue[] {
  const { settings } = definition;
  const { calendars } = directory;
  const plain = { ...fixedContext(scopes.atSettings(false), directory), calendars };
  const withEvent = { ...fixedContext(scopes.atSettings(true), directory), calendars };
  const issues: Issue[] = [];
  if (settings.concurrency?.key !== undefined) {
    issues.push(...checkMappedString(settings.concurrency.key, { path: "settings.concurrency.key" }, plain).issues);
  }
  (settings.exitWhen ?? []).forEach((rule, index) => {
    const path = `settings.exitWhen.${index}`;
    if ("event" in rule && rule.correlate !== undefined) {
      issues.push(...checkMappedString(rule.correlate, { path: `${path}.correlate` }, plain).issues);
    }
    if (rule.when !== undefined)
      issues.push(...checkCondition(rule.when, { path: `${path}.when` }, "event" in rule ? withEvent : plain));
  });
  return issues;
}

/**
 * Checks a definition of any shape against the language and what the workspace has. Every issue has a code, its place
 * (node, path, range within an expression) and details for its text; `error` stops publishing, `warning` and `info` do not.
 * Parts that the schema refuses are reported, the rest is checked all the same.
 */
export function validateWorkflow(definition: unknown, catalogue: Catalogue): Issue[] {
  const parsed = parseDefinition(definition);
  if (parsed.definition === null) return parsed.issues;
  const graph = readGraph(parsed.definition, parsed.brokenIds);
  const directory = readDirectory(catalogue);
  const scopes = createScopes(graph, catalogue);
  const contexts = new Map<string, ConditionContext>();
  const context = (nodeId: string, more: ScopeMore = {}): ConditionContext => {
    const key = `${nodeId} ${more.self === true} ${more.body === true} ${more.event === true}`;
    let known = contexts.get(key);
    if (known === undefined) {
      known = nodeContext(scopes, directory, nodeId, more);
      contexts.set(key, known);
    }
    return known;
  };
  return [
    ...parsed.issues,
    ...checkGraph(graph),
    ...checkVariables(parsed.definition),
    ...checkSettings(parsed.definition.settings, directory),
    ...checkSettingsExpressions(parsed.definition, scopes, directory),
    ...parsed.definition.triggers.flatMap((trigger) =>
      checkTrigger(trigger, fixedContext(scopes.atTrigger(trigger.id), directory), directory),
    ),
    ...parsed.definition.nodes.flatMap((node) => checkNode(node, { scopes, directory, context })),
  ];
}
