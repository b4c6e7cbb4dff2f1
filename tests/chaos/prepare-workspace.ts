import type { ApiSession } from "../stack/api-session.ts";
import {
  CHAOS_CALENDAR,
  CHAOS_MAIL_TEMPLATE,
  CHAOS_POLICY_KEY,
  CHAOS_TABLE,
  CHAOS_WORKFLOW,
  CHAOS_WORKFLOW_KEY,
  chaosPolicy,
} from "./lead-workflow.ts";

const PEOPLE = ["Ann", "Bo", "陈晨", "Dana", "Emil"];

/** Adds five people, the resources and the published workflow. Answers the people's ids. */
export async function prepareWorkspace(session: ApiSession): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, name] of PEOPLE.entries()) {
    const user = await session.call("createUser", {
      body: { name, email: `seller${index + 1}@example.com`, role: "member" },
    });
    ids.push(user.id);
  }
  await session.call("putResource", { params: { kind: "calendars", key: CHAOS_CALENDAR.key }, body: CHAOS_CALENDAR });
  await session.call("putResource", { params: { kind: "tables", key: CHAOS_TABLE.key }, body: CHAOS_TABLE });
  await session.call("putResource", {
    params: { kind: "mail-templates", key: CHAOS_MAIL_TEMPLATE.key },
    body: CHAOS_MAIL_TEMPLATE,
  });
  await session.call("putResource", { params: { kind: "policies", key: CHAOS_POLICY_KEY }, body: chaosPolicy(ids) });
  const workflow = await session.call("createWorkflow", { body: { definition: CHAOS_WORKFLOW } });
  await session.call("publishWorkflow", {
    params: { key: CHAOS_WORKFLOW_KEY },
    body: {},
    headers: { "if-match": String(workflow.revision) },
  });
  return ids;
}
