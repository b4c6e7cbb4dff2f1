import * as z from "zod";
import { defineOperation } from "../../connectors/sdk/define-operation.ts";
import { both, label } from "../../connectors/sdk/label.ts";
import { FlowrightError } from "../../definitions/errors.ts";
import type { JsonObject } from "../../definitions/json.ts";
import { fieldNameSchema } from "../../definitions/names.ts";
import { requireRecord } from "../assignment/assign-record.ts";
import { fieldsField, idField, objectField, recordOutput } from "./fields.ts";
import { PORTS, writeContextOf } from "./ports-token.ts";

const get = defineOperation({
  id: "get",
  title: both("Read a record", "读取记录"),
  description: both("The record as it is now.", "读取记录的当前内容。"),
  internal: true,
  sideEffect: false,
  input: z.strictObject({ object: objectField, id: idField }),
  output: recordOutput,
  run: async (input, context) => requireRecord(context.use(PORTS), context.origin.workspaceId, input.object, input.id),
});

const find = defineOperation({
  id: "find",
  title: both("Find records", "查找记录"),
  description: both(
    "Records whose fields have these values, newest first. A For each step can go through all of them, page by page.",
    "按字段值查找记录，最新的在前。“遍历”步骤可以逐页处理全部记录。",
  ),
  internal: true,
  sideEffect: false,
  input: z.strictObject({
    object: objectField,
    where: z.record(z.string(), z.unknown()).meta(
      label({
        en: "Fields with these values",
        zh: "字段等于",
        description: {
          en: "Only records whose fields have exactly these values; empty finds all.",
          zh: "仅查找字段值完全相等的记录；留空则查找全部。",
        },
        examples: [{ status: "new" }],
        widget: "key-value",
      }),
    ),
    limit: z
      .int()
      .min(1)
      .max(1_000)
      .default(100)
      .meta(
        label({
          en: "At most",
          zh: "最多条数",
          description: {
            en: "How many records at most; the oldest come first.",
            zh: "最多返回多少条记录，最早的在前。",
          },
          examples: [100],
        }),
      ),
    cursor: z
      .string()
      .max(200)
      .optional()
      .meta(
        label({
          en: "Cursor",
          zh: "游标",
          description: { en: "Where an earlier page ended.", zh: "上一页结束的位置。" },
          examples: ["=steps.find.output.nextCursor"],
        }),
      ),
  }),
  output: z.object({
    records: z.array(recordOutput).meta(label({ en: "Records", zh: "记录" })),
    count: z.int().meta(label({ en: "How many", zh: "数量" })),
    nextCursor: z
      .string()
      .nullable()
      .meta(label({ en: "Next cursor", zh: "下一页游标" })),
  }),
  paging: { cursor: "cursor", size: "limit", items: "records", next: "nextCursor" },
  async run({ object, where, limit, cursor }, context) {
    const { records } = context.use(PORTS);
    const { workspaceId } = context.origin;
    const page = await records.list(workspaceId, object, { where: where as JsonObject, limit, cursor });
    return { records: page.items, count: page.items.length, nextCursor: page.nextCursor };
  },
});

const create = defineOperation({
  id: "create",
  title: both("Create a record", "新建记录"),
  internal: true,
  input: z.strictObject({ object: objectField, fields: fieldsField }),
  output: recordOutput,
  run: async (input, context) =>
    context.use(PORTS).records.create(input.object, input.fields as JsonObject, writeContextOf(context)),
});

const update = defineOperation({
  id: "update",
  title: both("Change a record", "修改记录"),
  description: both(
    "Changes some fields. With expected values it changes nothing, and fails, when they are different by now.",
    "修改部分字段。若给出期望值且当前值不同，则不修改并报错。",
  ),
  internal: true,
  input: z.strictObject({
    object: objectField,
    id: idField,
    fields: fieldsField,
    expected: z
      .record(z.string(), z.unknown())
      .optional()
      .meta(
        label({
          en: "Only while these fields have these values",
          zh: "仅当字段仍为以下值",
          description: {
            en: "The record is left as it is when a field has another value by now; the step then fails.",
            zh: "若字段此时已是其他值，记录保持不变，步骤失败。",
          },
          examples: [{ status: "new" }],
          widget: "key-value",
        }),
      ),
  }),
  output: recordOutput,
  async run(input, context) {
    const { written, record } = await context
      .use(PORTS)
      .records.update(
        input.object,
        input.id,
        input.fields as JsonObject,
        writeContextOf(context),
        input.expected as JsonObject | undefined,
      );
    if (written) return record;
    throw new FlowrightError({
      code: "RECORD_CHANGED",
      class: "user",
      retryable: false,
      message: `The ${input.object} ${input.id} was changed meanwhile and does not have the expected values.`,
      details: { object: input.object, id: input.id },
    });
  },
});

const upsert = defineOperation({
  id: "upsert",
  title: both("Create or change a record", "新建或更新记录"),
  description: both(
    "Changes the record that has the same values in the matching fields, or creates it.",
    "若存在匹配字段值相同的记录则更新，否则新建。",
  ),
  internal: true,
  input: z.strictObject({
    object: objectField,
    match: z
      .array(fieldNameSchema)
      .min(1)
      .max(5)
      .meta(
        label({
          en: "Matching fields",
          zh: "匹配字段",
          description: {
            en: "A record whose fields equal the new values is changed; if there is none, one is created.",
            zh: "字段与新值相同的记录会被更新；没有则新建。",
          },
          examples: [["email"]],
        }),
      ),
    fields: fieldsField,
  }),
  output: z.object({
    created: z.boolean().meta(label({ en: "Was created", zh: "是否新建" })),
    record: recordOutput.meta(label({ en: "Record", zh: "记录" })),
  }),
  run: async (input, context) =>
    context.use(PORTS).records.upsert(input.object, input.match, input.fields as JsonObject, writeContextOf(context)),
});

export const RECORD_OPERATIONS = [get, find, create, update, upsert];
