const TRIGGER_TYPES = [
  "manual",
  "webhook",
  "form",
  "schedule",
  "record",
  "poll",
  "app-event",
  "email",
  "event",
  "workflow",
] as const;
export type TriggerType = (typeof TRIGGER_TYPES)[number];

const TYPES: ReadonlySet<string> = new Set(TRIGGER_TYPES);

/** Whether a type is a trigger's; no node has the same. */
export function isTriggerType(type: string): type is TriggerType {
  return TYPES.has(type);
}
