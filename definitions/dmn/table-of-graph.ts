import { userError } from "../errors.ts";
import type { DecisionTable } from "../resources.ts";
import type { DecisionGraph, Unsupported } from "./decision-graph.ts";

/**
 * One decision's table as a table of its own, by the decision's name or id; without a name, the only one. `unsupported` names
 * the expressions of its columns: who asks the table gives their values. Throws `DECISION_UNKNOWN`, `DECISION_UNSUPPORTED`.
 */
export function tableOfGraph(
  graph: DecisionGraph,
  name: string | undefined,
): { table: DecisionTable; unsupported: Unsupported[] } {
  const candidates = graph.decisions.filter((decision) =>
    name === undefined ? decision.logic.kind === "table" : decision.name === name || decision.id === name,
  );
  const [found] = candidates;
  if (found === undefined || candidates.length > 1) {
    const known = graph.decisions.map((decision) => decision.name).join(", ");
    throw userError("DECISION_UNKNOWN", `there is no single decision ${name ?? ""}; the file has ${known}`, {
      decision: name ?? "",
      known,
    });
  }
  const { logic } = found;
  if (logic.kind !== "table") {
    const what = logic.kind === "expression" ? "it is a literal expression, no table" : logic.what;
    throw userError("DECISION_UNSUPPORTED", `"${found.name}" is no table: ${what}`, { decision: found.name, what });
  }
  const where = `Decision ${found.name}`;
  const unsupported: Unsupported[] = [];
  for (const [id, { expression, allowed }] of Object.entries(logic.columns)) {
    if (expression !== id) unsupported.push({ what: `column ${id} stands for the expression ${expression}`, where });
    if (allowed !== undefined) unsupported.push({ what: `allowed values ${allowed} of column ${id}`, where });
  }
  return { table: logic.table, unsupported };
}
