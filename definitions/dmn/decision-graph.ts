import * as z from "zod";
import { jsonSchema } from "../json.ts";
import { COLUMN_TYPES, decisionTableSchema } from "../resources.ts";

const graphIdSchema = z.string().min(1).max(200);
const graphNameSchema = z.string().min(1).max(500);
const feelSchema = z.string().max(10_000);

/**
 * Where a column's value comes from: an S-FEEL expression over the names in scope; `allowed` are unary tests that its
 * value must pass; `stands` marks a column that we made for an expression of a cell, and whose place the cell is.
 */
const columnSourceSchema = z.strictObject({
  expression: feelSchema,
  allowed: feelSchema.optional(),
  stands: z.enum(["for-input", "for-output"]).optional(),
});

/**
 * What a decision does: a table, a literal expression, or something that we cannot evaluate and therefore name.
 * `columns` says by input column where its value comes from, `outputNames` how the standard calls our output columns.
 */
const decisionLogicSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("table"),
    table: decisionTableSchema,
    columns: z.record(z.string(), columnSourceSchema),
    outputNames: z.record(z.string(), z.string()),
  }),
  z.strictObject({ kind: z.literal("expression"), text: feelSchema, type: z.enum(COLUMN_TYPES).optional() }),
  z.strictObject({ kind: z.literal("unsupported"), what: z.string() }),
]);

const graphInputSchema = z.strictObject({
  id: graphIdSchema,
  name: graphNameSchema,
  /** Absent where the value is structured or of any type. */
  type: z.enum(COLUMN_TYPES).optional(),
  values: z.array(jsonSchema).max(1_000).optional(),
  /** No input datum declares it: an expression uses its name. */
  implicit: z.boolean().optional(),
});
const graphDecisionSchema = z.strictObject({
  id: graphIdSchema,
  name: graphNameSchema,
  /** Its name in the expressions of other decisions, where that is another one than `name`. */
  variable: graphNameSchema.optional(),
  description: z.string().max(10_000).optional(),
  /** Ids of the inputs and decisions that it needs. */
  requires: z.array(graphIdSchema).max(1_000),
  logic: decisionLogicSchema,
});

/** A decision requirements graph (DMN 1.3 §6): decisions that feed decisions, and the inputs that feed them. */
export const decisionGraphSchema = z.strictObject({
  schemaVersion: z.literal(1),
  id: graphIdSchema,
  name: graphNameSchema,
  namespace: z.string().max(1_000),
  inputs: z.array(graphInputSchema).max(5_000),
  decisions: z.array(graphDecisionSchema).min(1).max(5_000),
});
export type DecisionGraph = z.infer<typeof decisionGraphSchema>;
export type GraphDecision = DecisionGraph["decisions"][number];
export type GraphInput = DecisionGraph["inputs"][number];
export type TableLogic = Extract<GraphDecision["logic"], { kind: "table" }>;

/** Something in a file that we do not hold or evaluate, and its place. */
export interface Unsupported {
  what: string;
  where: string;
}
