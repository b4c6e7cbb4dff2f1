import { randomBytes } from "node:crypto";
import { userError } from "../../../definitions/errors.ts";
import type { WorkflowDefinition } from "../../../definitions/workflow.ts";
import type { StoreContext } from "../context.ts";
import type { WorkflowDocument } from "../documents.ts";
import { seal } from "../secret-box.ts";

/** Triggers that are reached from outside, by an address of their own. */
const ADDRESSED = ["webhook", "form", "email", "app-event"] as const;
export type AddressedTrigger = (typeof ADDRESSED)[number];

export interface TriggerAddress {
  triggerId: string;
  type: AddressedTrigger;
  addressId: string;
  secret: string;
}
export function draftConflict(key: string, revision: number) {
  return userError("WORKFLOW_CONFLICT", `Somebody else saved the workflow ${key} meanwhile`, { key, revision });
}

/** Where a trigger's signing secret is kept; bound into its encryption. */
export function addressPlace(workspaceId: string, key: string, triggerId: string): string {
  return `${workspaceId}/workflows/${key}/${triggerId}`;
}

/** Addresses for the triggers that need one; those that are there stay, also while a trigger is away for a version. */
export function completeAddresses(
  store: StoreContext,
  document: WorkflowDocument,
  definition: WorkflowDefinition,
): WorkflowDocument["addresses"] {
  const addresses = [...document.addresses];
  for (const trigger of definition.triggers) {
    const { id } = trigger;
    const type = ADDRESSED.find((one) => one === trigger.type);
    if (type === undefined || addresses.some(({ triggerId }) => triggerId === id)) continue;
    const place = addressPlace(document.workspaceId, document.key, id);
    const secret = seal(store.keyRing, place, randomBytes(32).toString("base64url"));
    addresses.push({ triggerId: id, type, addressId: randomBytes(24).toString("base64url"), secret });
  }
  return addresses;
}
