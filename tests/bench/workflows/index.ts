/** The workflow types of the bench: the product's own, and what a programmer would write by hand. */
export { runDefinition } from "../../../engine/workflows/index.ts";
export { handWrittenLead, handWrittenThreeActivities } from "./hand-written.ts";
