import { userError } from "../../definitions/errors.ts";
import type { ActivityPorts, RecordFields, WriteContext } from "../ports.ts";
import { findReminderHindrance, type ReminderHindrance } from "./reminder-need.ts";

export interface ReminderRequest {
  user: string;
  recordId: string;
  /** Absent: found by its id among the objects that people are reminded of. */
  object: string | undefined;
  text: string;
}
export interface ReminderResult {
  sent: boolean;
  reason: ReminderHindrance | "record-missing" | "user-inactive" | null;
  noticeId: string | null;
}

const REMINDED_OBJECTS = ["lead", "opportunity", "ticket", "contact", "account"] as const;

/** Puts a reminder in a user's inbox unless it has become pointless. Throws USER_UNKNOWN. */
export async function remind(
  ports: ActivityPorts,
  request: ReminderRequest,
  context: WriteContext,
): Promise<ReminderResult> {
  const record = await findRecord(ports, context.workspaceId, request);
  const skip = (reason: NonNullable<ReminderResult["reason"]>) => ({ sent: false, reason, noticeId: null });
  if (record === null) return skip("record-missing");
  const hindrance = findReminderHindrance(record);
  if (hindrance !== null) return skip(hindrance);
  const user = await ports.people.getUser(context.workspaceId, request.user);
  if (user === null) throw userError("USER_UNKNOWN", `There is no user ${request.user}.`, { user: request.user });
  if (!user.active) return skip("user-inactive");
  const { id } = await ports.notices.notify(context, {
    userId: user.id,
    text: request.text,
    kind: "reminder",
    record: { object: record.object, id: record.id },
  });
  return { sent: true, reason: null, noticeId: id };
}

async function findRecord(
  ports: ActivityPorts,
  workspaceId: string,
  request: ReminderRequest,
): Promise<RecordFields | null> {
  const objects = request.object === undefined ? REMINDED_OBJECTS : [request.object];
  for (const object of objects) {
    const record = await ports.records.get(workspaceId, object, request.recordId);
    if (record !== null) return record;
  }
  return null;
}
