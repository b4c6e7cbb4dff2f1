import type { OperationContext } from "../../connectors/sdk/operation-context.ts";
import { serviceToken } from "../../connectors/sdk/operation-context.ts";
import type { ActivityPorts, WriteContext } from "../ports.ts";

/** The workspace's own store, which only the built-in CRM connector asks for. */
export const PORTS = serviceToken<ActivityPorts>("ports");

/** The write context of a step. */
export function writeContextOf(context: OperationContext): WriteContext & { idempotencyKey: string } {
  const { workspaceId, idempotencyKey, chain, runId } = context.origin;
  return { workspaceId, idempotencyKey, chain, runId };
}
