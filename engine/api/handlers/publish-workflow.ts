import type { Issue, Version } from "../../../definitions/api.ts";
import { userError } from "../../../definitions/errors.ts";
import type { Principal } from "../../auth/principal.ts";
import { ApiError } from "../api-error.ts";
import type { ApiServices } from "../api-services.ts";
import { readInlinable } from "./read-called.ts";
import { readCatalogue } from "./read-catalogue.ts";

/**
 * Publishes the draft as it was at `revision`. Throws WORKFLOW_INVALID with the issues while there is an error,
 * WORKFLOW_CONFLICT when the draft moved on, and what the compiler refuses.
 */
export async function publishWorkflow(
  services: ApiServices,
  principal: Principal,
  key: string,
  revision: number,
  note: string | undefined,
): Promise<Version> {
  const { workflows, resources } = services.store.workspace(principal.workspace.id);
  const { draft, revision: present } = await workflows.get(key);
  if (present !== revision)
    throw userError("WORKFLOW_CONFLICT", `Somebody else saved the workflow ${key} meanwhile`, {
      key,
      revision: present,
    });
  const catalogue = await readCatalogue(services, principal.workspace.id);
  refuseInvalid(key, services.language.validate(draft, catalogue));
  const published = await services.store.published.listFresh(principal.workspace.id);
  const versions = new Map(published.map((workflow) => [workflow.key, workflow.version]));
  const called = await readInlinable(services, principal.workspace.id, draft, versions);
  const tables = await resources.list("tables");
  const compiled = services.language.compile(draft, { tables, catalogue, versions, called });
  const hash = services.language.hash(draft);
  return toVersion(await workflows.publish(key, { revision, hash, ...compiled, note, byUser: principal.id }));
}

function refuseInvalid(key: string, issues: readonly Issue[]): void {
  const errors = issues.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return;
  throw new ApiError(
    "WORKFLOW_INVALID",
    { key, errors: errors.length, issues },
    errors.map(({ nodeId, path, message, code }) => ({
      path: [nodeId, path].filter((part) => part !== undefined).join("."),
      message,
      code,
    })),
  );
}

export function toVersion({ version, hash, note, publishedAt, publishedBy }: Version): Version {
  return { version, hash, note, publishedAt, publishedBy };
}
