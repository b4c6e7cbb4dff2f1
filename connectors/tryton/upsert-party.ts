import * as z from "zod";
import { FlowrightError } from "../../definitions/errors.ts";
import type { JsonObject } from "../../definitions/json.ts";
import { defineOperation } from "../sdk/define-operation.ts";
import { both, label } from "../sdk/label.ts";
import { SYNC } from "../sdk/services.ts";
import { type TrytonSession, withTryton } from "./client.ts";

export const TRYTON_RETRY = {
  maximumAttempts: 8,
  initialInterval: "PT2S",
  backoffCoefficient: 2,
  maximumInterval: "PT10M",
} as const;

const inputSchema = z.strictObject({
  externalKey: z
    .string()
    .min(1)
    .max(200)
    .meta(
      label({
        en: "Our key of the customer",
        zh: "客户外部编号",
        widget: "expression",
        description: { en: "Becomes the party's code in Tryton.", zh: "将作为 Tryton 中业务伙伴的编码。" },
        examples: ["=record.accountId"],
      }),
    ),
  name: z
    .string()
    .min(1)
    .max(300)
    .meta(
      label({
        en: "Name",
        zh: "名称",
        description: { en: "The party’s name as Tryton shows it.", zh: "Tryton 中显示的业务伙伴名称。" },
        examples: ["{{ record.name }}"],
        widget: "text",
      }),
    ),
  email: z
    .string()
    .max(320)
    .nullish()
    .meta(
      label({
        en: "E-mail",
        zh: "邮箱",
        description: { en: "Kept as a contact of the party.", zh: "保存为业务伙伴的联系方式。" },
        examples: ["=record.email"],
        widget: "expression",
      }),
    ),
  phone: z
    .string()
    .max(64)
    .nullish()
    .meta(
      label({
        en: "Phone",
        zh: "电话",
        description: { en: "Kept as a contact of the party.", zh: "保存为业务伙伴的联系方式。" },
        examples: ["=record.phone"],
        widget: "expression",
      }),
    ),
});
type PartyInput = z.output<typeof inputSchema>;

/** Creates or changes a party. Its code is our key, which Tryton keeps unique: two at once give one party. */
export const upsertParty = defineOperation({
  id: "upsert-party",
  title: both("Create or change a party", "新建或更新业务伙伴"),
  description: both(
    "Pushes a customer to Tryton. What was sent before and did not change is not sent again.",
    "将客户写入 Tryton。内容未变化时不会重复发送。",
  ),
  input: inputSchema,
  output: z.object({
    id: z.string().meta(label({ en: "Tryton id", zh: "Tryton 编号" })),
    created: z.boolean().meta(label({ en: "Was created", zh: "是否新建" })),
    unchanged: z.boolean().meta(label({ en: "Nothing to send", zh: "无需发送" })),
  }),
  defaultRetry: TRYTON_RETRY,
  defaultTimeout: "PT1M",
  async run(input, context) {
    const { externalKey, name, email = null, phone = null } = input;
    const payload: JsonObject = { name, email, phone };
    const { externalId, created, unchanged } = await context
      .use(SYNC)
      .pushOnce({ object: "party", id: externalKey, payload }, async () =>
        withTryton(context, async (session) => {
          const { id, created: isNew } = await findOrCreate(session, input);
          if (typeof email === "string") await setContact(session, id, "email", email);
          if (typeof phone === "string") await setContact(session, id, "phone", phone);
          return { externalId: String(id), created: isNew };
        }),
      );
    return { id: externalId, created, unchanged };
  },
});

const EVEN_ARCHIVED = { active_test: false };

async function findOrCreate(session: TrytonSession, input: PartyInput): Promise<{ id: number; created: boolean }> {
  const found = await findParty(session, input.externalKey);
  if (found !== null) {
    if (found.name !== input.name || !found.active) {
      await session.write("party.party", found.id, { name: input.name, active: true });
    }
    return { id: found.id, created: false };
  }
  try {
    const id = await session.create("party.party", { code: input.externalKey, name: input.name });
    return { id, created: true };
  } catch (error) {
    // The code is unique: somebody else may have created the party since the search.
    const other = await findParty(session, input.externalKey);
    if (other === null || !(error instanceof FlowrightError)) throw error;
    return { id: other.id, created: false };
  }
}

async function findParty(session: TrytonSession, code: string) {
  const [row] = await session.search("party.party", [["code", "=", code]], ["name", "active"], EVEN_ARCHIVED);
  return row === undefined ? null : { id: Number(row["id"]), name: row["name"], active: row["active"] === true };
}

async function setContact(session: TrytonSession, party: number, type: string, value: string): Promise<void> {
  const domain = [
    ["party", "=", party],
    ["type", "=", type],
  ];
  const [row] = await session.search("party.contact_mechanism", domain, ["value"]);
  if (row === undefined) await session.create("party.contact_mechanism", { party, type, value });
  else if (row["value"] !== value) await session.write("party.contact_mechanism", Number(row["id"]), { value });
}
