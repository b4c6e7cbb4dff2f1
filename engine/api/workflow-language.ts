import type { Issue } from "../../definitions/api.ts";
import type { Catalogue } from "../../definitions/catalogue.ts";
import type { DecisionTable } from "../../definitions/resources.ts";
import type { WorkflowDefinition } from "../../definitions/workflow.ts";
import type { Plan } from "../interpreter/plan.ts";

/** What the API needs of the language: checking a definition and compiling it. */
export interface WorkflowLanguage {
  validate(definition: unknown, catalogue: Catalogue): Issue[];
  hash(definition: WorkflowDefinition): string;
  /** Throws a coded error for what cannot run yet. */
  compile(
    definition: WorkflowDefinition,
    about: { tables: readonly DecisionTable[]; catalogue: Catalogue },
  ): CompiledWorkflow;
}
export interface CompiledWorkflow {
  plan: Plan;
  planHash: string;
  /** Keys of the calendars that the plan names. */
  calendars: readonly string[];
}
