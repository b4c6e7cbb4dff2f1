import type { WriteContext } from "../../../activities/ports.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import type { Principal } from "../../auth/principal.ts";
import type { ApiServices } from "../api-services.ts";

/** One entry of the audit log for a change that was just made. `details` must hold no secrets. */
export async function writeAudit(
  services: ApiServices,
  principal: Principal,
  action: string,
  target: string,
  details: JsonObject = {},
): Promise<void> {
  const { audit } = services.store.workspace(principal.workspace.id);
  await audit.add({ byUser: principal.id, action, target, details });
}

/** On whose behalf the store writes: a person or a key, not a run. */
export function writerOf(principal: Principal): WriteContext {
  return { workspaceId: principal.workspace.id, chain: [], byUser: principal.id };
}
