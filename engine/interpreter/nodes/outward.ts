import { evaluateMapped } from "../../../definitions/expression/index.ts";
import { asObject, scopeOf } from "../run.ts";
import { definitionOf, type NodeExecutor } from "./node-execution.ts";

/** Emits a business event, once. Output: `{ id }`. */
export const executeEmit: NodeExecutor = async ({ run, frame, node, step, idempotencyKey, editedInput }) => {
  const definition = definitionOf(node, "emit");
  const scope = scopeOf(run, frame);
  const correlate = definition.correlate === undefined ? null : evaluateMapped(definition.correlate, scope);
  const payload = asObject(editedInput ?? evaluateMapped(definition.payload, scope), "The payload of an event");
  run.timeline.change(step, { input: payload });
  const { id } = await run.ports.emitEvent({
    nodeId: node.id,
    idempotencyKey,
    name: definition.event,
    correlate,
    payload,
  });
  return { port: "out", output: { id } };
};
