/** The Temporal entry points: every export is a workflow type. */
// oxlint-disable-next-line import/no-unassigned-import -- must take effect before CEL is loaded
import "./sandbox-date.ts";

export { runDefinition } from "./run-definition.ts";
export { fireSchedule } from "./fire-schedule.ts";
