export { describeCron } from "./describe-cron.ts";
export { describeDuration } from "./describe-duration.ts";
export { describeEvent } from "./describe-event.ts";
export { describeNode, operationOf } from "./describe-node.ts";
export { describeOperator, describeRule, hasNoValue } from "./describe-rule.ts";
export { describeTrigger } from "./describe-trigger.ts";
export { fieldTitle, ownObjectsFirst } from "./field-title.ts";
