import { CLOSED_STAGES } from "../../definitions/closed-stages.ts";
import type { Json } from "../../definitions/json.ts";
import type { RecordFields } from "../ports.ts";

/** Why a record needs no reminder any more; null when it still does. */
export type ReminderHindrance = "contacted" | "closed";

const CONTACTED: Readonly<Record<string, readonly string[]>> = { lead: ["contacted", "qualified"] };

/** Looks at the record as it is at the moment of sending: a lead that was contacted is not reminded of. */
export function findReminderHindrance(record: RecordFields): ReminderHindrance | null {
  const stage: Json = record["status"] ?? record["stage"] ?? null;
  if (typeof stage === "string" && CLOSED_STAGES[record.object]?.includes(stage) === true) return "closed";
  if (typeof stage === "string" && CONTACTED[record.object]?.includes(stage) === true) return "contacted";
  const contactedAt = record["contactedAt"] ?? null;
  return record.object === "lead" && contactedAt !== null && contactedAt !== "" ? "contacted" : null;
}
