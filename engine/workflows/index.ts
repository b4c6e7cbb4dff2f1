/** The Temporal entry points: every export is a workflow type. */
export { runDefinition } from "./run-definition.ts";
export { fireSchedule } from "./fire-schedule.ts";
