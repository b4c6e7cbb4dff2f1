import type { Mock, Mocks } from "../../definitions/workflow-test.ts";

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
