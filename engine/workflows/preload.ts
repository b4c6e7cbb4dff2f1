/**
 * The pure part of the workflow code, loaded once for all runs of a worker thread instead of once a run: the module
 * bodies of CEL, calendars and regular expressions cost more than most runs. Nothing here may keep the state of a run;
 * what these modules keep are caches by source text or by object. See preload.decision.md.
 */
// oxlint-disable-next-line import/no-unassigned-import -- must take effect before CEL is loaded
import "./sandbox-date.ts";
// oxlint-disable-next-line import/no-unassigned-import -- takes effect by being loaded
import "./no-stack-traces.ts";

export * as calendar from "../../definitions/calendar/index.ts";
export * as expression from "../../definitions/expression/index.ts";
export * as interpreter from "../interpreter/run-plan.ts";
export * as plans from "../interpreter/share-plan.ts";
export * as rules from "../../definitions/rules/compile.ts";
export * as tables from "../../definitions/tables/index.ts";
