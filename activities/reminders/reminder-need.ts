import type { Json } from "../../definitions/json.ts";
import type { RecordFields } from "../ports.ts";

/** Why a record needs no reminder any more; null when it still does. */
export type ReminderHindrance = "contacted" | "closed";

const CONTACTED: Readonly<Record<string, readonly string[]>> = { lead: ["contacted", "qualified"] };
const CLOSED: Readonly<Record<string, readonly string[]>> = {
  lead: ["converted", "disqualified"],
  opportunity: ["won", "lost"],
  ticket: ["resolved", "closed"],
};

/** Looks at the record as it is at the moment of sending: a lead that was contacted is not reminded of. */
export function findReminderHindrance(record: RecordFields): ReminderHindrance | null {
  const stage: Json = record["status"] ?? record["stage"] ?? null;
  if (typeof stage === "string" && CLOSED[record.object]?.includes(stage) === true) return "closed";
  if (typeof stage === "string" && CONTACTED[record.object]?.includes(stage) === true) return "contacted";
  const contactedAt = record["contactedAt"] ?? null;
  return record.object === "lead" && contactedAt !== null && contactedAt !== "" ? "contacted" : null;
}
