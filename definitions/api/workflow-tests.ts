import * as z from "zod";
import { backTestReportSchema } from "../back-test.ts";
import { durationSchema, instantSchema } from "../duration.ts";
import { simulationResultSchema, workflowTestReportSchema } from "../simulation.ts";
import { workflowDefinitionSchema } from "../workflow.ts";
import { simulationInputShape, workflowTestCaseSchema } from "../workflow-test.ts";
import { route, type RouteShape } from "./route.ts";

/** A workflow test stored beside its workflow. */
export const storedTestSchema = z.object({
  id: z.string(),
  test: workflowTestCaseSchema,
  updatedAt: z.string(),
  updatedBy: z.string().nullable(),
});
export type StoredTest = z.infer<typeof storedTestSchema>;

/** What is tried: a definition that is not saved yet, else the draft. */
const tried = { definition: workflowDefinitionSchema.optional() };

export const workflowTestsRoutes = {
  listWorkflowTests: route({
    method: "GET",
    path: "/workflows/:key/tests",
    permission: "workflow:read",
    summary: "The tests stored beside a workflow",
    status: 200,
    response: z.object({ items: z.array(storedTestSchema) }),
  }),
  saveWorkflowTest: route({
    method: "PUT",
    path: "/workflows/:key/tests/:id",
    permission: "workflow:write",
    summary: "Create or replace a test of a workflow",
    body: workflowTestCaseSchema,
    status: 200,
    response: storedTestSchema,
  }),
  deleteWorkflowTest: route({
    method: "DELETE",
    path: "/workflows/:key/tests/:id",
    permission: "workflow:write",
    summary: "Delete a test of a workflow",
    status: 204,
    response: null,
  }),
  runWorkflowTests: route({
    method: "POST",
    path: "/workflows/:key/test",
    permission: "workflow:write",
    summary: "Run the stored tests, some of them, or given ones, in virtual time",
    body: z.strictObject({
      ...tried,
      /** Of the stored tests only these. */
      ids: z.array(z.string().max(64)).max(200).optional(),
      /** Instead of the stored tests these. */
      tests: z.array(workflowTestCaseSchema).max(200).optional(),
    }),
    status: 200,
    response: workflowTestReportSchema,
  }),
  simulateWorkflow: route({
    method: "POST",
    path: "/workflows/:key/simulate",
    permission: "workflow:write",
    summary: "Simulate the draft in virtual time, with every decision explained",
    body: z.strictObject({
      ...tried,
      ...simulationInputShape,
      /** Stop at this virtual instant, or so long after the start. */
      until: instantSchema.or(durationSchema).optional(),
      /** Stop as soon as a step of this node has ended; what does not lead to it is left out. */
      untilNode: z.string().max(64).optional(),
    }),
    status: 200,
    response: simulationResultSchema,
  }),
  backTestWorkflow: route({
    method: "POST",
    path: "/workflows/:key/back-test",
    permission: "workflow:write",
    summary: "Compare the draft with what happened on the last real triggers",
    body: z.strictObject({ ...tried, last: z.int().min(1).max(200).default(50) }),
    status: 200,
    response: backTestReportSchema,
  }),
} as const satisfies Record<string, RouteShape>;
