import * as z from "zod";
import { durationSchema, instantSchema } from "./duration.ts";
import { errorDataSchema } from "./error-data.ts";
import { jsonObjectSchema, jsonSchema } from "./json.ts";
import { eventNameSchema, keySchema } from "./names.ts";
import { teamSchema, userSchema } from "./resources.ts";
import { RUN_STATUSES } from "./run.ts";

const takes = { takes: durationSchema.optional() };
/** What a node answers in a simulation, and how long that takes in virtual time. */
const mockSchema = z.union([
  z.strictObject({ output: jsonSchema, ...takes }),
  z.strictObject({
    error: z.strictObject({ ...errorDataSchema.shape, message: z.string().default("") }),
    ...takes,
  }),
]);
export type Mock = z.infer<typeof mockSchema>;

/** Mocks by node id: one for every call, or a list, one a call, of which the last repeats. */
export const mocksSchema = z.record(z.string(), z.union([mockSchema, z.array(mockSchema).min(1)]));
export type Mocks = z.infer<typeof mocksSchema>;

/** What happens in a simulation, `after` its start: a business event, an answer to a task, or an operator's doing. */
export const happeningSchema = z.union([
  z.strictObject({
    after: durationSchema,
    name: eventNameSchema,
    correlate: jsonSchema.optional(),
    payload: jsonObjectSchema.default({}),
  }),
  z.strictObject({
    after: durationSchema,
    task: z.string(),
    by: z.string(),
    outcome: z.string(),
    comment: z.string().optional(),
    form: jsonObjectSchema.optional(),
  }),
  z.strictObject({ after: durationSchema, operator: z.enum(["pause", "resume", "cancel"]) }),
]);
export type Happening = z.infer<typeof happeningSchema>;

const byNode = <T extends z.ZodType>(value: T) => z.record(z.string(), value);

/** What a workflow test may expect; what it does not name is not checked. */
const expectationSchema = z.strictObject({
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
  /** Mails in the order sent; of each only the members that it names are compared (`to`, `subject`, `nodeId`, `at`, …). */
  mails: z.array(jsonObjectSchema).optional(),
  output: jsonSchema.optional(),
  error: errorDataSchema.partial().optional(),
  endedAt: instantSchema.nullable().optional(),
});
export type Expectation = z.infer<typeof expectationSchema>;

/** What a simulation starts from and meets. */
export const simulationInputShape = {
  /** The first trigger where absent. */
  trigger: z.string().max(64).optional(),
  at: instantSchema.optional(),
  input: jsonObjectSchema.optional(),
  record: jsonObjectSchema.nullable().optional(),
  records: z.array(jsonObjectSchema).max(1_000).optional(),
  mocks: mocksSchema.default({}),
  events: z.array(happeningSchema).max(1_000).default([]),
};

export const workflowTestCaseSchema = z.strictObject({
  name: z.string().min(1).max(200),
  ...simulationInputShape,
  expect: expectationSchema,
});
export type WorkflowTestCase = z.infer<typeof workflowTestCaseSchema>;

/** A `*.test.json`: tests of one workflow, with the files that they need, looked up beside it. */
export const workflowTestFileSchema = z.strictObject({
  workflow: keySchema,
  calendars: z.array(z.string()).default([]),
  tables: z.array(z.string()).default([]),
  policies: z.array(z.string()).default([]),
  /** People and teams whom policies may choose. */
  users: z.array(userSchema).optional(),
  teams: z.array(teamSchema).optional(),
  tests: z.array(workflowTestCaseSchema).min(1),
});
export type WorkflowTestFile = z.infer<typeof workflowTestFileSchema>;
