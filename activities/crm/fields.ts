import * as z from "zod";
import { label } from "../../connectors/sdk/label.ts";
import { keySchema, objectNameSchema } from "../../definitions/names.ts";

/** Input fields that several CRM operations share. */
export const objectField = objectNameSchema.meta(
  label({
    en: "Object",
    zh: "对象",
    description: { en: "What kind of record it is.", zh: "记录的类型。" },
    widget: "record-object",
    examples: ["lead"],
  }),
);
export const idField = z
  .string()
  .min(1)
  .max(64)
  .meta(
    label({
      en: "Record id",
      zh: "记录 ID",
      description: {
        en: "Which record; mostly the one that the run is about.",
        zh: "哪一条记录，通常是本次运行所针对的记录。",
      },
      widget: "expression",
      examples: ["=record.id"],
    }),
  );
export const policyField = keySchema.meta(
  label({
    en: "Assignment policy",
    zh: "分配策略",
    description: {
      en: "Who can get it and in what order. Policies are made under Settings.",
      zh: "决定谁可以获得以及顺序，在“设置”中维护。",
    },
    widget: "policy",
  }),
);
export const userField = z
  .string()
  .min(1)
  .max(64)
  .meta(
    label({
      en: "User",
      zh: "用户",
      description: { en: "Chosen from the list, or computed.", zh: "从列表选择，或用表达式计算。" },
      widget: "user",
      examples: ["=record.owner"],
    }),
  );
export const fieldsField = z.record(z.string(), z.unknown()).meta(
  label({
    en: "Fields",
    zh: "字段",
    description: {
      en: "Field names with their new values; a value may be computed.",
      zh: "字段名及其新值，值可以是表达式。",
    },
    examples: [{ status: "contacted" }],
    widget: "key-value",
  }),
);

/** A record as an operation gives it: its declared fields, `id` and `object`. */
export const recordOutput = z.looseObject({
  id: z.string().meta(label({ en: "Record id", zh: "记录 ID" })),
  object: z.string().meta(label({ en: "Object", zh: "对象" })),
});
export const ownerOutput = z
  .object({
    id: z.string().meta(label({ en: "User id", zh: "用户 ID" })),
    name: z.string().meta(label({ en: "Name", zh: "姓名" })),
    email: z.string().meta(label({ en: "E-mail", zh: "邮箱" })),
    language: z.string().meta(label({ en: "Language", zh: "语言" })),
  })
  .nullable()
  .meta(label({ en: "Owner", zh: "负责人" }));
