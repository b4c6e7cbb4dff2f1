// Not by the index, which also describes conditions and brings the schema library with it.
import { compileCondition, type CompiledCondition } from "../../../definitions/rules/compile.ts";
import type { Condition } from "../../../definitions/condition.ts";
import { userError } from "../../../definitions/errors.ts";
import { evaluateMapped } from "../../../definitions/expression/index.ts";
import type { Explanation } from "../../../definitions/run.ts";
import { evaluateTable, stepOutput } from "../../../definitions/tables/evaluate-table.ts";
import { workflowAt } from "../plan.ts";
import { asObject, factsOf, nowIso, scopeOf } from "../run.ts";
import { definitionOf, type NodeExecutor } from "./node-execution.ts";

const compiledConditions = new WeakMap<object, CompiledCondition>();

/** A condition as functions, compiled once for each condition object. */
export function conditionOf(condition: Condition): CompiledCondition {
  let compiled = compiledConditions.get(condition);
  if (compiled === undefined) {
    compiled = compileCondition(condition);
    compiledConditions.set(condition, compiled);
  }
  return compiled;
}

/** Takes the port of the first branch whose rule holds, else `else`; every rule asked is explained. */
export const executeCondition: NodeExecutor = ({ run, frame, node, step }) => {
  const facts = factsOf(run, frame);
  const explanation: Explanation[] = [];
  let port = "else";
  for (const branch of definitionOf(node, "condition").branches) {
    const explained = { ...conditionOf(branch.when).explain(facts), id: branch.id };
    explanation.push(explained);
    if (explained.held) {
      port = branch.id;
      break;
    }
  }
  run.timeline.change(step, { explanation });
  return { port, output: { branch: port } };
};

/** Evaluates a decision table; its outputs become the step's output. */
export const executeDecisionTable: NodeExecutor = ({ run, frame, node, step, editedInput }) => {
  const definition = definitionOf(node, "decision-table");
  const table = workflowAt(run.plan, node.id).tables[definition.table];
  if (table === undefined)
    throw userError("TABLE_UNKNOWN", `There is no decision table ${definition.table}.`, { table: definition.table });
  const mapped = editedInput ?? evaluateMapped(definition.input, scopeOf(run, frame));
  const input = asObject(mapped, "The input of a decision table");
  run.timeline.change(step, { input });
  const result = evaluateTable(table, input, { asOf: nowIso(run).slice(0, 10) });
  run.timeline.change(step, { explanation: result.explanation });
  const output = stepOutput(result, table);
  if (definition.portBy === undefined) return { port: "out", output };
  const port = output[definition.portBy];
  if (typeof port !== "string" || !node.ports.includes(port))
    throw userError(
      "TABLE_PORT_UNKNOWN",
      `The table answered ${JSON.stringify(port)}, which is no port of ${node.id}.`,
      {
        port,
        node: node.id,
      },
    );
  return { port, output };
};

/** Computes values; those that are declared variables are set. All see the variables as they were. */
export const executeSet: NodeExecutor = ({ run, frame, node }) => {
  const output = asObject(evaluateMapped(definitionOf(node, "set").values, scopeOf(run, frame)), "The values of a set");
  const { vars } = frame.workflow;
  for (const [name, value] of Object.entries(output)) {
    if (Object.hasOwn(vars, name)) vars[name] = value;
  }
  return { port: "out", output };
};

/** Ends the workflow with a result: the run, or the call within it. */
export const executeEnd: NodeExecutor = ({ run, frame, node }) => {
  const definition = definitionOf(node, "end");
  const output = definition.output === undefined ? null : evaluateMapped(definition.output, scopeOf(run, frame));
  const error =
    definition.status === "failed"
      ? { code: "RUN_ENDED_FAILED", class: "user" as const, retryable: false, message: `The run ended at ${node.id}.` }
      : null;
  return { port: null, output, finish: { status: definition.status, output, error } };
};
