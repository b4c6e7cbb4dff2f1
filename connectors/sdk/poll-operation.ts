import * as z from "zod";
import type { Json, JsonObject } from "../../definitions/json.ts";
import type { ConnectorTrigger } from "./define-connector.ts";
import { defineOperation, type Operation } from "./define-operation.ts";

/** What one look of a poll trigger answers: see `PolledItem`. */
export interface PollAnswer {
  items: { id: string; at: string; data: JsonObject }[];
}

/**
 * One look of a poll trigger as an operation, so that the host checks its input, gives it the connection's client and
 * redacts secrets as for any other. Input: `{ input, since }`. Null for a trigger that does not poll.
 */
export function pollOperationOf(trigger: ConnectorTrigger): Operation | null {
  const { poll } = trigger;
  if (poll === undefined) return null;
  return defineOperation({
    id: trigger.id,
    title: trigger.title,
    sideEffect: false,
    input: z.strictObject({ input: trigger.input, since: z.string().nullable() }),
    output: z.object({
      items: z
        .array(z.object({ id: z.string().min(1).max(500), at: z.iso.datetime({ offset: true }), data: trigger.output }))
        .max(10_000),
    }),
    async run({ input, since }, context) {
      const items = await poll(input, context, since);
      return { items: items.map(({ id, at, data }) => ({ id, at, data: data as Json })) };
    },
  });
}
