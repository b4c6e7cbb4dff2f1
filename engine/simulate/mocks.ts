import * as z from "zod";
import { durationSchema } from "../../definitions/duration.ts";
import { errorDataSchema } from "../../definitions/error-data.ts";
import { jsonSchema } from "../../definitions/json.ts";

const takes = { takes: durationSchema.optional() };
/** What a node answers in a simulation, and how long that takes in virtual time. */
export const mockSchema = z.union([
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

export interface MockDesk {
  /** The mock of this call, or null. In a for-each that runs several items at once a list goes by item index. */
  take(nodeId: string, items: readonly { index: number; concurrency: number }[]): Mock | null;
  has(nodeId: string): boolean;
}

export function createMockDesk(mocks: Mocks): MockDesk {
  const calls = new Map<string, number>();
  return {
    has: (nodeId) => mocks[nodeId] !== undefined,
    take(nodeId, items) {
      const mock = mocks[nodeId];
      if (mock === undefined) return null;
      if (!Array.isArray(mock)) return mock;
      const call = calls.get(nodeId) ?? 0;
      calls.set(nodeId, call + 1);
      const item = items.at(-1);
      const index = item !== undefined && item.concurrency > 1 ? item.index : call;
      return mock[Math.min(index, mock.length - 1)] ?? null;
    },
  };
}
