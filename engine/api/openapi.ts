import * as z from "zod";
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiResponseObject,
  type ZodOpenApiPathsObject,
} from "zod-openapi";
import { catalogueSchema } from "../../definitions/catalogue.ts";
import {
  connectionSchema,
  importSchema,
  issueSchema,
  problemSchema,
  recordSchema,
  type RouteName,
  ROUTES,
  type RouteShape,
  templateSchema,
  workflowSummarySchema,
} from "../../definitions/api.ts";
import { userSchema } from "../../definitions/resources.ts";
import { runDetailSchema, runSummarySchema } from "../../definitions/run.ts";
import { workflowDefinitionSchema } from "../../definitions/workflow.ts";

/** Schemas that many routes share; they get a name in the document instead of being repeated. */
const NAMED = {
  Problem: problemSchema,
  WorkflowDefinition: workflowDefinitionSchema,
  WorkflowSummary: workflowSummarySchema,
  Issue: issueSchema,
  RunSummary: runSummarySchema,
  Run: runDetailSchema,
  User: userSchema,
  CrmRecord: recordSchema,
  RecordImport: importSchema,
  Connection: connectionSchema,
  Template: templateSchema,
  Catalogue: catalogueSchema,
};
/** Routes that must or may carry a revision. */
const WITH_REVISION: ReadonlySet<RouteName> = new Set(["saveDraft", "publishWorkflow"]);

/** The OpenAPI 3.1 document of `/api/v1`, all of it from the route table. */
export function buildOpenApiDocument(publicUrl: string, version: string): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const name of Object.keys(ROUTES) as RouteName[]) {
    const route: RouteShape = ROUTES[name];
    const path = `/api/v1${route.path.replace(/:([A-Za-z]+)/g, "{$1}")}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeOperation(name, route) };
  }
  return createDocument(
    {
      openapi: "3.1.0",
      info: {
        title: "Flowright",
        version,
        description:
          "Workflows, runs, records and resources. Errors are RFC 9457 problem details with a stable `code`. POST takes an `Idempotency-Key`; drafts take `If-Match`.",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: publicUrl }],
      security: [{ apiKey: [] }, { session: [] }],
      components: {
        schemas: NAMED,
        securitySchemes: {
          apiKey: { type: "http", scheme: "bearer", description: "An API key: `Authorization: Bearer fr_…`" },
          session: { type: "apiKey", in: "cookie", name: "flowright.session_token" },
        },
      },
      paths,
    },
    { allowEmptySchema: { custom: { input: true, output: true }, unknown: true } as never },
  );
}

function describeOperation(name: RouteName, route: RouteShape): ZodOpenApiOperationObject {
  const parts = [...route.path.matchAll(/:([A-Za-z]+)/g)].map(([, part]) => part ?? "");
  const path = z.object(Object.fromEntries(parts.map((part) => [part, z.string()])));
  const headers = z.object({
    ...(route.method === "POST" ? { "Idempotency-Key": z.string().max(128).optional() } : {}),
    ...(WITH_REVISION.has(name) ? { "If-Match": z.string() } : {}),
  });
  const problem = {
    description: "Problem details",
    content: { "application/problem+json": { schema: problemSchema } },
  };
  return {
    operationId: name,
    summary: route.summary,
    description: route.permission === "public" ? "Needs no sign-in." : `Needs the permission \`${route.permission}\`.`,
    tags: [route.path.split("/")[1] ?? "other"],
    ...(route.permission === "public" ? { security: [] } : {}),
    requestParams: {
      ...(parts.length === 0 ? {} : { path }),
      ...(route.query === undefined ? {} : { query: route.query as z.ZodObject }),
      ...(Object.keys(headers.shape).length === 0 ? {} : { header: headers }),
    },
    ...describeBody(route),
    responses: { [`${route.status}`]: describeResponse(route), default: problem },
  };
}

function describeBody(route: RouteShape): Pick<ZodOpenApiOperationObject, "requestBody"> {
  if (route.media === "text/csv")
    return { requestBody: { required: true, content: { "text/csv": { schema: z.string() } } } };
  if (route.body === undefined) return {};
  return { requestBody: { required: true, content: { "application/json": { schema: route.body } } } };
}

function describeResponse(route: RouteShape): ZodOpenApiResponseObject {
  if (route.response === null) return { description: "Done" };
  const media = route.media === "text/event-stream" ? route.media : "application/json";
  return { description: "Success", content: { [media]: { schema: route.response } } };
}
