import type { Issue } from "../../definitions/api.ts";
import type { Catalogue } from "../../definitions/catalogue.ts";
import type { Condition } from "../../definitions/condition.ts";
import type { DecisionTable } from "../../definitions/resources.ts";
import { inlineConditions } from "../../definitions/rule-sets/inline-conditions.ts";
import type { Trigger } from "../../definitions/triggers/index.ts";
import type { WorkflowDefinition } from "../../definitions/workflow.ts";
import type { Plan } from "../interpreter/plan.ts";
import { compilePlan } from "../publish/compile-plan.ts";
import type { FindInlined } from "../publish/inline-calls.ts";
import { contentHash, planHash } from "../publish/content-hash.ts";

export type ValidateWorkflow = (definition: unknown, catalogue: Catalogue) => Issue[];

/** What the API needs of the language: checking a definition and compiling it. */
export interface WorkflowLanguage {
  validate: ValidateWorkflow;
  hash(definition: WorkflowDefinition): string;
  /** Throws a coded error for what cannot run yet. */
  compile(
    definition: WorkflowDefinition,
    about: {
      tables: readonly DecisionTable[];
      catalogue: Catalogue;
      versions?: ReadonlyMap<string, number>;
      called?: FindInlined;
    },
  ): CompiledWorkflow;
}
export interface CompiledWorkflow {
  plan: Plan;
  planHash: string;
  /** Keys of the calendars that the plan names. */
  calendars: readonly string[];
  /** The triggers with the content of shared conditions in the place of their names. */
  triggers: readonly Trigger[];
}

/** The shared conditions whose content the catalogue gives, by key. */
function conditionsOf({ conditions }: Pick<Catalogue, "conditions">): Record<string, Condition> {
  return Object.fromEntries(conditions.flatMap(({ name, when }) => (when === undefined ? [] : [[name, when]])));
}

/** The language as engine/publish and definitions/validate speak it. */
export function createWorkflowLanguage(validate: ValidateWorkflow): WorkflowLanguage {
  return {
    validate,
    hash: contentHash,
    compile(definition, { tables, catalogue, versions, called }) {
      const conditions = conditionsOf(catalogue);
      const plan = compilePlan(definition, {
        conditions,
        tables: new Map(tables.map((table) => [table.key, table])),
        operations: catalogue.connectors.flatMap(({ operations }) => operations),
        ...(versions === undefined ? {} : { versions }),
        ...(called === undefined ? {} : { called }),
      });
      return {
        plan,
        planHash: planHash(plan),
        calendars: plan.calendars,
        triggers: inlineConditions(definition, conditions).triggers,
      };
    },
  };
}
