import type { MailboxClient } from "../../engine/runtime/mail-catcher/client.ts";
import type { RecordImport } from "../../definitions/api.ts";
import type { ApiSession } from "../stack/api-session.ts";
import { CHAOS_WORKFLOW_KEY } from "./lead-workflow.ts";

export interface RunCount {
  total: number;
  /** Different records among the runs. */
  records: number;
  byStatus: Record<string, number>;
}
export interface LeadCount {
  import: RecordImport;
  runs: RunCount;
  owners: Map<string, number>;
  mails: { total: number; messageIds: number };
}

export async function countRuns(session: ApiSession): Promise<RunCount> {
  const byStatus: Record<string, number> = {};
  const records = new Set<string>();
  let total = 0;
  let cursor: string | undefined;
  do {
    const page = await session.call("listRuns", {
      query: { workflow: CHAOS_WORKFLOW_KEY, limit: 200, ...(cursor === undefined ? {} : { cursor }) },
    });
    for (const run of page.items) {
      total += 1;
      byStatus[run.status] = (byStatus[run.status] ?? 0) + 1;
      if (run.record !== null) records.add(run.record.id);
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return { total, records: records.size, byStatus };
}

export async function countOwners(session: ApiSession): Promise<Map<string, number>> {
  const owners = new Map<string, number>();
  let cursor: string | undefined;
  do {
    const page = await session.call("listRecords", {
      params: { object: "lead" },
      query: { limit: 200, ...(cursor === undefined ? {} : { cursor }) },
    });
    for (const lead of page.items) {
      const owner = typeof lead["owner"] === "string" ? lead["owner"] : "";
      owners.set(owner, (owners.get(owner) ?? 0) + 1);
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return owners;
}

export async function countMails(mailbox: MailboxClient): Promise<{ total: number; messageIds: number }> {
  const messageIds = new Set<string>();
  let total = 0;
  let cursor: string | undefined;
  do {
    const page = await mailbox.list({ limit: 200, cursor });
    for (const mail of page.items) {
      total += 1;
      messageIds.add(mail.messageId ?? mail.id);
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return { total, messageIds: messageIds.size };
}
