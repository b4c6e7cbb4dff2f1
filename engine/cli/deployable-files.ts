import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { RESOURCE_KINDS, RESOURCE_SCHEMAS, type ResourceKind } from "../../definitions/resources.ts";
import { type WorkflowDefinition, workflowDefinitionSchema } from "../../definitions/workflow.ts";
import { userError } from "../../definitions/errors.ts";
import { fileError, readJson, readJsonAs } from "./workflow-files.ts";

/** A file that can be deployed: a workflow, or a resource that workflows name. */
export type Deployable =
  | { file: string; kind: "workflow"; key: string; definition: WorkflowDefinition }
  | { file: string; kind: ResourceKind; key: string; value: { key: string } };

const WHAT: Record<ResourceKind, string> = {
  calendars: "calendar",
  tables: "decision table",
  policies: "policy",
  "mail-templates": "mail template",
  teams: "team",
  queues: "queue",
  conditions: "shared condition",
  "rule-sets": "rule set",
  "scoring-models": "scoring model",
};

/**
 * Workflows and resources among the paths, folders searched through (tests left out), resources first. Throws
 * `WORKFLOW_FILE_INVALID`, `DEPLOY_FILE_UNKNOWN` for a named file that is neither, `DEPLOY_KEY_REPEATED`.
 */
export function readDeployables(paths: readonly string[], cwd: string): Deployable[] {
  const found = paths.flatMap((path) => {
    const full = resolve(cwd, path);
    if (!existsSync(full)) throw fileError(path, "workflow", "no such file or folder");
    if (!statSync(full).isDirectory()) return [readDeployable(full, true)];
    return listFiles(full).map((file) => readDeployable(file, false));
  });
  const deployables = found.filter((one) => one !== null);
  const seen = new Map<string, string>();
  for (const { kind, key, file } of deployables) {
    const other = seen.get(`${kind}/${key}`);
    if (other !== undefined)
      throw userError("DEPLOY_KEY_REPEATED", `${file} and ${other} are both the ${kind} ${key}.`, { file, other, key });
    seen.set(`${kind}/${key}`, file);
  }
  return [...deployables.filter(({ kind }) => kind !== "workflow"), ...deployables.filter(isWorkflow)];
}

export function isWorkflow(deployable: Deployable): deployable is Extract<Deployable, { kind: "workflow" }> {
  return deployable.kind === "workflow";
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(json|ya?ml)$/iu.test(name) && !/\.test\.\w+$/u.test(name) && !name.includes("node_modules"))
    .sort()
    .map((name) => join(folder, name));
}

function readDeployable(file: string, isNamed: boolean): Deployable | null {
  const content = readJson(file, "definition");
  const kind = kindOf(content, basename(dirname(file)));
  if (kind === "workflow") {
    const definition = readJsonAs(file, workflowDefinitionSchema, "workflow");
    return { file, kind, key: definition.key, definition };
  }
  if (kind !== null) {
    const value = readJsonAs<{ key: string }>(file, RESOURCE_SCHEMAS[kind], WHAT[kind]);
    return { file, kind, key: value.key, value };
  }
  // A folder may hold other JSON beside the definitions; a file that was named must be one.
  if (!isNamed) return null;
  throw userError("DEPLOY_FILE_UNKNOWN", `${file} is neither a workflow nor a resource.`, { file });
}

/** A resource by its folder where that is named as a kind, as an export does; else by the members that only it has. */
function kindOf(content: unknown, folder: string): "workflow" | ResourceKind | null {
  if (typeof content !== "object" || content === null || !("key" in content)) return null;
  if ("nodes" in content || "triggers" in content) return "workflow";
  const named = RESOURCE_KINDS.find((kind) => kind === folder);
  if (named !== undefined) return named;
  if ("hitPolicy" in content) return "tables";
  if ("hours" in content && "tz" in content) return "calendars";
  if ("type" in content && (content.type === "points" || content.type === "learned")) return "scoring-models";
  if ("rules" in content) return "inputs" in content ? "rule-sets" : "policies";
  if ("when" in content) return "conditions";
  if ("html" in content) return "mail-templates";
  if ("members" in content) return "teams";
  return null;
}
