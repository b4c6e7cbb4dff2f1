import * as z from "zod";
import { errorDataSchema } from "../../definitions/error-data.ts";
import { instantSchema } from "../../definitions/duration.ts";
import { jsonObjectSchema, jsonSchema } from "../../definitions/json.ts";
import { keySchema } from "../../definitions/names.ts";
import { RUN_STATUSES } from "../../definitions/run.ts";
import { happeningSchema } from "./happenings.ts";
import { mocksSchema } from "./mocks.ts";

const byNode = <T extends z.ZodType>(value: T) => z.record(z.string(), value);

/** What a workflow test may expect; what it does not name is not checked. */
export const expectationSchema = z.strictObject({
  status: z.enum(RUN_STATUSES).optional(),
  /** Node ids in order of start, skipped ones left out. */
  path: z.array(z.string()).optional(),
  /** The port taken, of the last run of the node; a list has one entry a run. */
  ports: byNode(z.union([z.string(), z.null(), z.array(z.string().nullable())])).optional(),
  counts: byNode(z.int().min(0)).optional(),
  inputs: byNode(z.array(jsonSchema)).optional(),
  outputs: byNode(z.array(jsonSchema)).optional(),
  startedAt: byNode(z.array(instantSchema)).optional(),
  attempts: byNode(z.union([z.int().min(0), z.array(z.int().min(0))])).optional(),
  compensated: z.array(z.string()).optional(),
  emitted: z
    .array(z.strictObject({ name: z.string(), correlate: jsonSchema.optional(), payload: jsonObjectSchema.optional() }))
    .optional(),
  output: jsonSchema.optional(),
  error: errorDataSchema.partial().optional(),
  endedAt: instantSchema.nullable().optional(),
});
export type Expectation = z.infer<typeof expectationSchema>;

export const workflowTestCaseSchema = z.strictObject({
  name: z.string().min(1),
  trigger: z.string().optional(),
  at: instantSchema.optional(),
  input: jsonObjectSchema.optional(),
  record: jsonObjectSchema.nullable().optional(),
  records: z.array(jsonObjectSchema).optional(),
  mocks: mocksSchema.default({}),
  events: z.array(happeningSchema).default([]),
  expect: expectationSchema,
});
export type WorkflowTestCase = z.infer<typeof workflowTestCaseSchema>;

/** A `*.test.json`: tests of one workflow, with the files that they need, looked up beside it. */
export const workflowTestFileSchema = z.strictObject({
  workflow: keySchema,
  calendars: z.array(z.string()).default([]),
  tables: z.array(z.string()).default([]),
  policies: z.array(z.string()).default([]),
  tests: z.array(workflowTestCaseSchema).min(1),
});
export type WorkflowTestFile = z.infer<typeof workflowTestFileSchema>;
