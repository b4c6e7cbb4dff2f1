import type { RunAction, runsRoutes } from "../../../definitions/api.ts";
import { userError } from "../../../definitions/errors.ts";
import { type AuditEntry, emitNamedEvent } from "../../store/index.ts";
import { ApiError } from "../api-error.ts";
import type { Handlers } from "../api-request.ts";
import { filterPages, runMatches } from "./find-in-list.ts";
import type { runWorkHandlers } from "./run-work.ts";
import { operateOne, RUN_OPERATIONS, resolveOne } from "./operate-run.ts";
import { writeAudit, writerOf } from "./write-audit.ts";

export const runsHandlers: Handlers<Exclude<keyof typeof runsRoutes, keyof typeof runWorkHandlers>> = {
  async listRuns({ principal, query: { search, ...query } }, { store }) {
    const { runs } = store.workspace(principal.workspace.id);
    if (search === undefined) return runs.list(query);
    return filterPages(
      async (page) => runs.list({ ...query, ...page }),
      (run) => runMatches(search, run),
      query,
    );
  },

  async getRun({ principal, params, setHeader }, { runStates }) {
    const { run, source } = await runStates.read(principal.workspace.id, params.id);
    setHeader("Flowright-Run-Source", source);
    return run;
  },

  async getHeat({ principal, params, query }, { store }) {
    const { runs, workflows } = store.workspace(principal.workspace.id);
    const { published } = await workflows.get(params.key);
    const version = query.version ?? published?.version;
    if (version === undefined)
      throw userError("WORKFLOW_NOT_PUBLISHED", `The workflow ${params.key} has no published version`, {
        key: params.key,
      });
    return { version, ...(await runs.heat({ workflow: params.key, version, from: query.from, to: query.to })) };
  },

  async listRunActions({ principal, params }, { store }) {
    const { runs, audit } = store.workspace(principal.workspace.id);
    await runs.getHandle(params.id);
    return { items: (await audit.ofTarget(params.id)).map(toRunAction) };
  },

  async listStepAttempts({ principal, params }, { store }) {
    const workspaceId = principal.workspace.id;
    await store.workspace(workspaceId).runs.getHandle(params.id);
    return { items: await store.attempts.list(workspaceId, params.id, params.stepId) };
  },

  watchRun: async ({ principal, params, signal }, { runStates }) =>
    runStates.watch(principal.workspace.id, params.id, signal),

  async operateRun({ principal, params, body }, services) {
    const operation = RUN_OPERATIONS.find((name) => name === params.operation);
    if (operation === undefined) throw new ApiError("RUN_OPERATION_UNKNOWN", { operation: params.operation });
    await operateOne(services, principal, params.id, operation, body.reason);
    await writeAudit(
      services,
      principal,
      `run.${operation}`,
      params.id,
      body.reason === undefined ? {} : { reason: body.reason },
    );
    return { accepted: true };
  },

  async resolveIncident({ principal, params, body }, services) {
    await resolveOne(services, principal, params.id, params.stepId, body);
    await writeAudit(services, principal, "run.resolve", params.id, { stepId: params.stepId, action: body.action });
    return { accepted: true };
  },

  async emitEvent({ principal, body }, services) {
    const event = {
      name: body.name,
      payload: body.payload,
      ...(body.correlate === undefined ? {} : { correlate: body.correlate }),
      ...(body.id === undefined ? {} : { id: body.id }),
    };
    const { id } = await emitNamedEvent(services.store.context, writerOf(principal), event);
    await writeAudit(services, principal, "event.emit", id, { name: body.name });
    return { id };
  },
};

/** An entry of the audit log as a run's page tells it. */
function toRunAction({ id, at, byUser, action, details }: AuditEntry): RunAction {
  const { stepId, action: resolution, reason, toVersion } = details;
  return {
    id,
    at,
    byUser,
    action,
    ...(typeof stepId === "string" ? { stepId } : {}),
    ...(resolution === "retry" || resolution === "skip" || resolution === "fail" ? { resolution } : {}),
    ...(typeof reason === "string" ? { reason } : {}),
    ...(typeof toVersion === "number" ? { toVersion } : {}),
  };
}
