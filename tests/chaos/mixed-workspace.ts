import type { WorkflowDefinitionInput } from "../../definitions/workflow.ts";
import { openApiSession, retryWhileAway, type ApiSession } from "../stack/api-session.ts";
import { CONNECTION_KEY, mixedWorkflows } from "./mixed-workflows.ts";

const PASSWORD = "chaos-chaos-chaos";

/** Where the runs are started and who answers. */
export interface MixedWorkspace {
  admin: ApiSession;
  people: { id: string; session: ApiSession }[];
  workflows: Record<string, WorkflowDefinitionInput>;
  /** Address of each workflow's webhook, by its name. */
  hooks: Record<string, string>;
}

/** Adds three people who can sign in, a lead and the published workflows. */
export async function prepareMixedWorkspace(admin: ApiSession, otherSystem: string): Promise<MixedWorkspace> {
  const people: MixedWorkspace["people"] = [];
  for (const name of ["ann", "bo", "cy"]) {
    const email = `${name}@example.com`;
    const { id } = await admin.call("createUser", { body: { name, email, role: "member", password: PASSWORD } });
    people.push({ id, session: await openApiSession(admin.url, email, PASSWORD) });
  }
  const lead = await admin.call("createRecord", { params: { object: "lead" }, body: { name: "Read often" } });
  await admin.call("putConnection", {
    params: { key: CONNECTION_KEY },
    body: { connector: "http", name: "The other system", settings: { baseUrl: otherSystem, signIn: "none" } },
  });
  const around = { people: people.map(({ id }) => id), leadId: lead["id"] };
  const workflows = mixedWorkflows(around);
  const hooks: Record<string, string> = {};
  for (const [name, definition] of Object.entries(workflows)) {
    const { revision } = await admin.call("createWorkflow", { body: { definition } });
    const params = { key: definition.key };
    await admin.call("publishWorkflow", { params, body: {}, headers: { "if-match": String(revision) } });
    const { addresses } = await admin.call("getWorkflow", { params });
    if (addresses[0] !== undefined) hooks[name] = addresses[0].url;
  }
  return { admin, people, workflows, hooks };
}

/** Publishes another version, though calls may break at any moment. Answers when `version` is the published one. */
export async function publishAgain(
  admin: ApiSession,
  definition: WorkflowDefinitionInput,
  version: number,
): Promise<void> {
  const params = { key: definition.key };
  const isPublished = async () => (await admin.call("getWorkflow", { params })).publishedVersion === version;
  await retryWhileAway(async () => {
    if (await isPublished()) return;
    const { revision } = await admin.call("getWorkflow", { params });
    const saved = await admin.call("saveDraft", {
      params,
      body: definition,
      headers: { "if-match": String(revision) },
    });
    await admin.call("publishWorkflow", { params, body: {}, headers: { "if-match": String(saved.revision) } });
  });
}
