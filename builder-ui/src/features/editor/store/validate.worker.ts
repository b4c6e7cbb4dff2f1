import type { Issue } from "../../../../../definitions/api.ts";
import type { Catalogue } from "../../../../../definitions/catalogue.ts";
import type { WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import { answerPage } from "../../../shared/answer-page.ts";
import { forbidEvalInZod } from "../../../zod-without-eval.ts";

/** A definition to check, and the catalogue where it is the first or another one. */
export interface ValidateQuestion {
  definition: WorkflowDefinition;
  catalogue?: Catalogue;
}

forbidEvalInZod();
// After the line above: schemas probe for `new Function` as they are made.
const checker = import("../../../../../definitions/validate/index.ts");
let known: Catalogue | undefined;

answerPage<ValidateQuestion, Issue[]>(async ({ definition, catalogue }) => {
  known = catalogue ?? known;
  if (known === undefined) throw new Error("a definition came before the catalogue");
  const current = known;
  const { validateWorkflow } = await checker;
  return validateWorkflow(definition, current);
});
