import type { ActivityPorts, WriteContext } from "../ports.ts";
import { assignRecord, type AssignmentResult } from "../assignment/assign-record.ts";

/**
 * Routes a ticket: the policy's first rule that holds (priority, category, language, …) names the queue and the agents;
 * the agent is chosen by the rule's strategy among those who have the skills that the ticket asks for. With nobody
 * available the ticket stays in the rule's queue without an owner. Throws as assignRecord does.
 */
export async function routeTicket(
  ports: ActivityPorts,
  request: { id: string; policy: string; now: string; timeZone: string },
  context: WriteContext & { idempotencyKey: string },
): Promise<AssignmentResult> {
  return assignRecord(ports, { ...request, object: "ticket", exclude: [], isReassignment: false }, context);
}
