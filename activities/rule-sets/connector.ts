import * as z from "zod";
import { defineConnector } from "../../connectors/sdk/define-connector.ts";
import { defineOperation } from "../../connectors/sdk/define-operation.ts";
import { both, label } from "../../connectors/sdk/label.ts";
import { serviceToken } from "../../connectors/sdk/operation-context.ts";
import type { JsonObject } from "../../definitions/json.ts";
import { keySchema } from "../../definitions/names.ts";
import type { RuleSetAsker } from "./ask-rule-set.ts";

/** Which only the connector of rule sets asks for. */
export const RULE_SETS = serviceToken<RuleSetAsker>("rule-sets");

const evaluate = defineOperation({
  id: "evaluate",
  title: both("Ask a rule set", "调用规则集"),
  description: both(
    "Which rules hold, the events they give, and why. Facts are fetched when a rule needs them.",
    "返回成立的规则、产生的事件及原因。规则需要时才获取事实。",
  ),
  // Its facts may come from other systems: not a local activity, and not repeated by a simulation.
  internal: false,
  sideEffect: false,
  defaultRetry: { maximumAttempts: 5, initialInterval: "PT1S", backoffCoefficient: 2, maximumInterval: "PT1M" },
  defaultTimeout: "PT2M",
  input: z.strictObject({
    ruleSet: keySchema.meta(
      label({
        en: "Rule set",
        zh: "规则集",
        description: {
          en: "Rules that are asked. They are made under Rules and scores.",
          zh: "要执行的规则，在“规则与评分”中维护。",
        },
        widget: "rule-set",
      }),
    ),
    input: z
      .record(z.string(), z.unknown())
      .default({})
      .meta(
        label({
          en: "Input",
          zh: "输入",
          description: {
            en: "What the rules are asked with, by the names that the rule set declares.",
            zh: "规则所需的输入，按规则集声明的名称填写。",
          },
          widget: "key-value",
          examples: [{ amount: "=record.amount" }],
        }),
      ),
  }),
  output: z.object({
    events: z
      .array(z.object({ type: z.string(), params: z.record(z.string(), z.unknown()), rule: z.string() }))
      .meta(label({ en: "Events", zh: "事件" })),
    first: z
      .object({ type: z.string(), params: z.record(z.string(), z.unknown()), rule: z.string() })
      .nullable()
      .meta(label({ en: "First event", zh: "首个事件" })),
    held: z.array(z.string()).meta(label({ en: "Rules that held", zh: "成立的规则" })),
    rules: z.array(z.unknown()).meta(label({ en: "Every rule, explained", zh: "各规则的说明" })),
    facts: z.array(z.unknown()).meta(label({ en: "Facts that were needed", zh: "用到的事实" })),
  }),
  async run(input, context) {
    const { origin } = context;
    const result = await context
      .use(RULE_SETS)
      .ask(
        { ruleSet: input.ruleSet, input: input.input as JsonObject },
        { ...origin, stepId: origin.nodeId, chain: [...origin.chain] },
      );
    return {
      ...result,
      first: result.events[0] ?? null,
      held: result.rules.filter(({ status }) => status === "held").map(({ id }) => id),
    };
  },
});

/** Rule sets as steps of workflows. */
export const rulesConnector = defineConnector({
  id: "rules",
  name: both("Rule sets", "规则集"),
  description: both("Asks the workspace's rule sets.", "调用工作区的规则集。"),
  version: "1.0.0",
  group: "crm",
  icon: "scale",
  operations: [evaluate],
  permissions: { hosts: [] },
});
