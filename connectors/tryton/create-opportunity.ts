import * as z from "zod";
import { userError } from "../../definitions/errors.ts";
import { MAX_INPUT_OPTIONS } from "../../definitions/input-option.ts";
import type { Json, JsonObject } from "../../definitions/json.ts";
import { defineOperation, type FindOptions } from "../sdk/define-operation.ts";
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
        label({
          en: "Our key of the opportunity",
          zh: "商机外部编号",
          description: {
            en: "A second call with the same key finds the first opportunity instead of making another.",
            zh: "相同编号再次调用时会找到已有商机，不会重复创建。",
          },
          widget: "expression",
          examples: ["=record.id"],
        }),
      ),
    party: z
      .union([z.string(), z.int()])
      .transform(Number)
      .pipe(z.int())
      .meta(
        label({
          en: "Party",
          zh: "业务伙伴",
          description: { en: "The id that the step before gave.", zh: "由前面的步骤得到的编号。" },
          widget: "expression",
          examples: ["=steps.party.output.id"],
        }),
      ),
    description: z
      .string()
      .max(500)
      .nullish()
      .meta(
        label({
          en: "Description",
          zh: "说明",
          description: { en: "What the opportunity is about.", zh: "商机的内容。" },
          examples: ["{{ record.name }}"],
          widget: "text",
        }),
      ),
    amount: z
      .number()
      .nullish()
      .meta(
        label({
          en: "Amount",
          zh: "金额",
          description: { en: "Expected amount, in the company’s currency.", zh: "预计金额，使用公司币种。" },
          examples: ["=record.amount"],
          widget: "expression",
        }),
      ),
    company: z
      .int()
      .optional()
      .meta(
        label({
          en: "Tryton's company id",
          zh: "Tryton 公司编号",
          description: { en: "Empty: the first company.", zh: "留空则使用第一个公司。" },
          examples: [1],
        }),
      ),
  }),
  output: z.object({
    id: z.string().meta(label({ en: "Tryton id", zh: "Tryton 编号" })),
    created: z.boolean().meta(label({ en: "Was created", zh: "是否新建" })),
  }),
  defaultRetry: TRYTON_RETRY,
  defaultTimeout: "PT1M",
  options: { party: optionsOf("party.party", "name", "code"), company: optionsOf("company.company", "id") },
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

/** Rows of a model by their names, with one field that tells equal names apart. */
function optionsOf(model: string, orderBy: string, hint?: string): FindOptions {
  const fields = hint === undefined ? [] : [hint];
  return async ({ search }, context) =>
    withTryton(context, async (session) => {
      const rows = await session.findByName(model, search.trim(), { fields, orderBy, limit: MAX_INPUT_OPTIONS });
      const textOf = (value: Json | undefined) => (typeof value === "string" && value !== "" ? value : null);
      return rows.map((row) => ({
        value: Number(row["id"]),
        label: textOf(row["rec_name"]) ?? `${Number(row["id"])}`,
        hint: hint === undefined ? null : textOf(row[hint]),
      }));
    });
}

async function findCompany(session: Parameters<Parameters<typeof withTryton>[1]>[0]): Promise<number> {
  const [first, second] = await session.search("company.company", [], ["id"]);
  if (first !== undefined && second === undefined) return Number(first["id"]);
  const problem = first === undefined ? "it has no company" : "it has several companies; give the step one";
  throw userError("TRYTON_COMPANY_UNCLEAR", `Tryton cannot take the opportunity: ${problem}.`, { problem });
}
