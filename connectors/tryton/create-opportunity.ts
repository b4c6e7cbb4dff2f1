import * as z from "zod";
import { userError } from "../../definitions/errors.ts";
import type { JsonObject } from "../../definitions/json.ts";
import { defineOperation } from "../sdk/define-operation.ts";
import { both, label } from "../sdk/label.ts";
import { SYNC } from "../sdk/services.ts";
import { withTryton } from "./client.ts";
import { TRYTON_RETRY } from "./upsert-party.ts";

/** Creates a sale opportunity of a party. Its reference is our key: a repeat finds it there. */
export const createOpportunity = defineOperation({
  id: "create-opportunity",
  title: both("Create an opportunity", "创建商机"),
  input: z.strictObject({
    externalKey: z
      .string()
      .min(1)
      .max(200)
      .meta(
        label({ en: "Our key of the opportunity", zh: "商机外部编号", widget: "expression", examples: ["=record.id"] }),
      ),
    party: z
      .union([z.string(), z.int()])
      .transform(Number)
      .pipe(z.int())
      .meta(label({ en: "Party", zh: "业务伙伴", widget: "expression", examples: ["=steps.party.output.id"] })),
    description: z
      .string()
      .max(500)
      .nullish()
      .meta(label({ en: "Description", zh: "说明", widget: "text" })),
    amount: z
      .number()
      .nullish()
      .meta(label({ en: "Amount", zh: "金额", widget: "expression" })),
    company: z
      .int()
      .optional()
      .meta(label({ en: "Tryton's company id", zh: "Tryton 公司编号" })),
  }),
  output: z.object({
    id: z.string().meta(label({ en: "Tryton id", zh: "Tryton 编号" })),
    created: z.boolean().meta(label({ en: "Was created", zh: "是否新建" })),
  }),
  defaultRetry: TRYTON_RETRY,
  defaultTimeout: "PT1M",
  async run({ externalKey, party, description = null, amount = null, company }, context) {
    const payload: JsonObject = { party, description, amount };
    const { externalId, created } = await context
      .use(SYNC)
      .pushOnce({ object: "opportunity", id: externalKey, payload }, async () =>
        withTryton(context, async (session) => {
          const [found] = await session.search("sale.opportunity", [["reference", "=", externalKey]], ["party"]);
          const companyId = company ?? (await findCompany(session));
          const values: JsonObject = {
            party,
            description,
            amount: amount === null ? null : { __class__: "Decimal", decimal: amount.toFixed(2) },
          };
          if (found !== undefined) {
            await session.write("sale.opportunity", Number(found["id"]), values, { company: companyId });
            return { externalId: String(Number(found["id"])), created: false };
          }
          const id = await session.create(
            "sale.opportunity",
            { ...values, reference: externalKey, company: companyId },
            { company: companyId },
          );
          return { externalId: String(id), created: true };
        }),
      );
    return { id: externalId, created };
  },
});

async function findCompany(session: Parameters<Parameters<typeof withTryton>[1]>[0]): Promise<number> {
  const [first, second] = await session.search("company.company", [], ["id"]);
  if (first !== undefined && second === undefined) return Number(first["id"]);
  const problem = first === undefined ? "it has no company" : "it has several companies; give the step one";
  throw userError("TRYTON_COMPANY_UNCLEAR", `Tryton cannot take the opportunity: ${problem}.`, { problem });
}
