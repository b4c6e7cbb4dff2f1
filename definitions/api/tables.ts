import * as z from "zod";
import { errorDataSchema } from "../error-data.ts";
import { jsonObjectSchema, jsonSchema } from "../json.ts";
import { decisionTableSchema } from "../resources.ts";
import { stepSchema } from "../run.ts";
import { tableBackTestSchema, tableDiffSchema } from "../table-history.ts";
import { route, type RouteShape } from "./route.ts";

const answerSchema = z.object({
  outputs: jsonSchema,
  hits: z.array(z.string()),
  explanation: stepSchema.shape.explanation,
});
const unsupportedSchema = z.array(z.object({ what: z.string(), where: z.string() }));
/** A table that is not saved yet, else the saved one. */
const tried = { table: decisionTableSchema.optional() };

export const tablesRoutes = {
  evaluateTable: route({
    method: "POST",
    path: "/resources/tables/:key/evaluate",
    permission: "resource:read",
    summary: "Ask a decision table, once for each input: outputs, rows that matched, explanation",
    body: z.strictObject({
      ...tried,
      inputs: z.array(jsonObjectSchema).min(1).max(1_000),
      /** Which rows with dates are in force; today where absent. */
      asOf: z.iso.date().optional(),
    }),
    status: 200,
    response: z.object({ results: z.array(z.union([answerSchema, z.object({ error: errorDataSchema })])) }),
  }),
  backTestTable: route({
    method: "POST",
    path: "/resources/tables/:key/back-test",
    permission: "resource:write",
    summary: "Try a changed table on the inputs that it had in the last runs",
    body: z.strictObject({ table: decisionTableSchema, last: z.int().min(1).max(1_000).default(100) }),
    status: 200,
    response: tableBackTestSchema,
  }),
  diffTableVersions: route({
    method: "GET",
    path: "/resources/tables/:key/versions/:version/diff",
    permission: "resource:read",
    summary: "What changed in a version of a table, row by row, since the one before it or the one given",
    query: z.strictObject({ since: z.coerce.number().int().min(1).optional() }),
    status: 200,
    response: tableDiffSchema,
  }),
  readTableFile: route({
    method: "POST",
    path: "/tables/read",
    permission: "resource:read",
    summary: "The tables in a DMN, CSV or XLSX file, and what of it is not supported; nothing is saved",
    body: z.strictObject({
      format: z.enum(["dmn", "csv", "xlsx"]),
      /** Text; base64 for XLSX. */
      content: z.string().max(12_000_000),
    }),
    status: 200,
    response: z.object({ tables: z.array(decisionTableSchema), unsupported: unsupportedSchema }),
  }),
  evaluateDecisionFile: route({
    method: "POST",
    path: "/tables/evaluate-dmn",
    permission: "resource:read",
    summary: "Ask a decision of a DMN file, with those that it needs, once for each input; nothing is saved",
    body: z.strictObject({
      content: z.string().max(12_000_000),
      /** Name or id; where absent, the decision that no other needs. */
      decision: z.string().max(500).optional(),
      inputs: z.array(jsonObjectSchema).min(1).max(1_000),
      asOf: z.iso.date().optional(),
    }),
    status: 200,
    response: z.object({
      decision: z.string(),
      results: z.array(
        z.union([answerSchema.extend({ decisions: jsonObjectSchema }), z.object({ error: errorDataSchema })]),
      ),
      unsupported: unsupportedSchema,
    }),
  }),
  writeTableFile: route({
    method: "POST",
    path: "/tables/write",
    permission: "resource:read",
    summary: "A table as a DMN, CSV or XLSX file, and what the file cannot hold",
    body: z.strictObject({ format: z.enum(["dmn", "csv", "xlsx"]), table: decisionTableSchema }),
    status: 200,
    response: z.object({ content: z.string(), unsupported: unsupportedSchema }),
  }),
} as const satisfies Record<string, RouteShape>;
