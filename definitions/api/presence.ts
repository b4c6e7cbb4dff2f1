import * as z from "zod";
import { route, type RouteShape } from "./route.ts";

/** One open tab of somebody who has a workflow's draft before them. */
export const presenceSchema = z.object({
  tab: z.string(),
  userId: z.string(),
  name: z.string(),
  /** The step that is selected there. */
  step: z.string().nullable(),
});
export type Presence = z.infer<typeof presenceSchema>;

const tabSchema = z.string().regex(/^[A-Za-z0-9-]{8,64}$/);

export const presenceRoutes = {
  watchDraft: route({
    method: "GET",
    path: "/workflows/:key/watch",
    permission: "workflow:read",
    summary: "Who has the draft open, and its revision: now and after every change, as server-sent events",
    query: z.strictObject({ tab: tabSchema }),
    media: "text/event-stream",
    status: 200,
    response: z.object({ people: z.array(presenceSchema), revision: z.int(), updatedBy: z.string().nullable() }),
  }),
  tellPresence: route({
    method: "PUT",
    path: "/workflows/:key/presence",
    permission: "workflow:read",
    summary: "Tell which step is selected in a tab that watches the draft",
    body: z.strictObject({ tab: tabSchema, step: z.string().max(64).nullable() }),
    status: 204,
    response: null,
  }),
} as const satisfies Record<string, RouteShape>;
