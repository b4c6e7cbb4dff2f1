import type { Trigger } from "../../../definitions/triggers/index.ts";
import type { PublishedWorkflow } from "../../store/index.ts";
import { RUN_ENDED } from "../../../definitions/run-ended.ts";
import { MAXIMUM_CHAIN, type OutboxEvent } from "../contract.ts";

export type RecordOutboxEvent = Extract<OutboxEvent, { kind: "record" }>;
export type NamedOutboxEvent = Extract<OutboxEvent, { kind: "event" }>;

/**
 * The triggers that an event may start, one a workflow: the first that fits. Whether its `when` holds is asked later.
 * Switched off workflows and triggers are left out.
 */
export function matchTriggers(
  workflows: readonly PublishedWorkflow[],
  event: RecordOutboxEvent | NamedOutboxEvent,
): { workflow: PublishedWorkflow; triggers: Trigger[] }[] {
  if (event.skipAutomations === true) return [];
  return workflows.flatMap((workflow) => {
    if (!workflow.enabled) return [];
    const triggers = workflow.triggers.filter((trigger) => trigger.disabled !== true && isMeant(trigger, event));
    return triggers.length === 0 ? [] : [{ workflow, triggers }];
  });
}

/** Why the origin chain forbids a start, or null (loop protection, §8). */
export function refuseChain(workflowKey: string, chain: readonly string[]): string | null {
  if (chain.includes(workflowKey)) return "CHAIN_LOOP";
  return chain.length >= MAXIMUM_CHAIN ? "CHAIN_TOO_LONG" : null;
}

function isMeant(trigger: Trigger, event: RecordOutboxEvent | NamedOutboxEvent): boolean {
  if (event.kind === "event" && event.name === RUN_ENDED) return hearsEnd(trigger, event.payload);
  if (event.kind === "event") return trigger.type === "event" && trigger.event === event.name;
  if (trigger.type !== "record" || trigger.object !== event.object) return false;
  const changes: string[] = event.stageChanged ? [event.change, "stage-changed"] : [event.change];
  if (!trigger.on.some((change) => changes.includes(change))) return false;
  if (trigger.fields === undefined || event.change !== "updated") return true;
  return trigger.fields.some((field) => event.changedFields.includes(field));
}

/** Whether a trigger `workflow` is meant by the end of this run. */
function hearsEnd(trigger: Trigger, { workflow, status }: NamedOutboxEvent["payload"]): boolean {
  return trigger.type === "workflow" && trigger.workflow === workflow && trigger.on.some((each) => each === status);
}
