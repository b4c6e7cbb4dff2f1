import * as z from "zod";
import { errorDataSchema } from "./error-data.ts";
import { jsonObjectSchema, jsonSchema } from "./json.ts";
import { RUN_STATUSES, stepSchema } from "./run.ts";

/** A step of a simulation: the run's own step, with null for what is not there. */
const simulatedStepSchema = z.object({
  nodeId: z.string(),
  stepId: z.string(),
  iteration: z.int(),
  status: stepSchema.shape.status,
  port: z.string().nullable(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  attempts: z.int(),
  input: jsonSchema,
  output: jsonSchema,
  error: errorDataSchema.nullable(),
  /** What the step waits for where the simulation stopped. */
  waitingFor: stepSchema.shape.waitingFor,
  /** Why a decision went as it did: every rule and row asked. */
  explanation: stepSchema.shape.explanation,
  warnings: stepSchema.shape.warnings,
});
export type SimulatedStep = z.infer<typeof simulatedStepSchema>;

/** What a simulation gives; steps in order of start. */
export const simulationResultSchema = z.object({
  status: z.enum(RUN_STATUSES),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  output: jsonSchema,
  error: errorDataSchema.nullable(),
  steps: z.array(simulatedStepSchema),
  mails: z.array(jsonObjectSchema),
  events: z.array(
    z.object({ name: z.string(), correlate: jsonSchema.nullable(), payload: jsonObjectSchema, at: z.string() }),
  ),
  /** Node ids in the order undone. */
  compensated: z.array(z.string()),
  liveEdges: z.array(z.string()),
  deadEdges: z.array(z.string()),
  /** The virtual instant at which it stopped before its end. */
  stoppedAt: z.string().optional(),
});
export type SimulationResult = z.infer<typeof simulationResultSchema>;

/** A failed expectation: which one, of which node, what was expected and what came. */
const differenceSchema = z.object({
  expectation: z.string(),
  node: z.string().optional(),
  expected: z.unknown(),
  actual: z.unknown(),
});
export type Difference = z.infer<typeof differenceSchema>;

const coveredSchema = z.object({ total: z.int(), covered: z.int(), missing: z.array(z.string()) });
/** How much of a workflow its tests have run: nodes that ran, edges that were taken. */
const coverageSchema = z.object({ workflow: z.string(), nodes: coveredSchema, edges: coveredSchema });
export type Coverage = z.infer<typeof coverageSchema>;

export const workflowTestReportSchema = z.object({
  passed: z.int(),
  failed: z.int(),
  results: z.array(
    z.object({ workflow: z.string(), name: z.string(), ok: z.boolean(), differences: z.array(differenceSchema) }),
  ),
  coverage: coverageSchema,
});
export type WorkflowTestReport = z.infer<typeof workflowTestReportSchema>;
