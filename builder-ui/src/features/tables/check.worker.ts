import type { Issue } from "../../../../definitions/api.ts";
import type { DecisionTable } from "../../../../definitions/resources.ts";
import { answerPage } from "../../shared/answer-page.ts";
import { forbidEvalInZod } from "../../zod-without-eval.ts";

forbidEvalInZod();
// After the line above: schemas probe for `new Function` as they are made.
const checker = import("./find-table-issues.ts");

answerPage<DecisionTable, Issue[]>(async (table) => {
  const { findTableIssues } = await checker;
  return findTableIssues(table);
});
