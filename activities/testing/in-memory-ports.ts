import type { ObjectDescription } from "../../definitions/catalogue.ts";
import { userError } from "../../definitions/errors.ts";
import type { Json } from "../../definitions/json.ts";
import type { ActivityPorts, CursorPort, DeliveryPort, EventPort, LinkPort, NoticePort, PeoplePort } from "../ports.ts";
import { checkChain, MemoryState, type MemoryWorkspace } from "./memory-state.ts";
import { createMemoryRecords } from "./memory-records.ts";

export interface InMemoryPorts extends ActivityPorts {
  /** What a workspace holds, to be filled and looked at. */
  workspace(id: string): MemoryWorkspace;
}
export interface InMemoryOptions {
  /** The clock, ISO 8601. */
  now?: () => string;
  objects?: readonly ObjectDescription[];
}

/** ActivityPorts in memory, with the semantics that ports-contract.ts checks: for unit tests and simulation. */
export function createInMemoryPorts(options: InMemoryOptions = {}): InMemoryPorts {
  const state = new MemoryState();
  const now = options.now ?? (() => new Date().toISOString());
  return {
    workspace: (id) => state.workspace(id),
    records: createMemoryRecords(state, now, options.objects),
    people: createPeople(state),
    resources: {
      getCalendar: async (workspaceId, key) => byKey(state.workspace(workspaceId).calendars, key),
      getPolicy: async (workspaceId, key) => byKey(state.workspace(workspaceId).policies, key),
      getMailTemplate: async (workspaceId, key) => byKey(state.workspace(workspaceId).mailTemplates, key),
      getScoringModel: async (workspaceId, key) => byKey(state.workspace(workspaceId).scoringModels, key),
      async putScoringModel(workspaceId, model) {
        const { scoringModels } = state.workspace(workspaceId);
        const index = scoringModels.findIndex(({ key }) => key === model.key);
        scoringModels.splice(index === -1 ? scoringModels.length : index, index === -1 ? 0 : 1, structuredClone(model));
        return structuredClone(model);
      },
      getRuleSet: async (workspaceId, key) => byKey(state.workspace(workspaceId).ruleSets, key),
      listConditions: async (workspaceId) => structuredClone(state.workspace(workspaceId).conditions),
    },
    cursors: createCursors(state),
    deliveries: createDeliveries(state, now),
    links: createLinks(state),
    connections: {
      async resolve(workspaceId, key) {
        const found = state.workspace(workspaceId).connections.get(key);
        if (found !== undefined) return { key, ...structuredClone(found) };
        throw userError("CONNECTION_UNKNOWN", `There is no connection ${key}.`, { connection: key });
      },
    },
    notices: createNotices(state),
    events: createEvents(state),
  };
}

function createPeople(state: MemoryState): PeoplePort {
  const users = (workspaceId: string) => state.workspace(workspaceId).users;
  return {
    getUser: async (workspaceId, id) => users(workspaceId).find((user) => user.id === id) ?? null,
    getUsers: async (workspaceId, ids) => users(workspaceId).filter((user) => ids.includes(user.id)),
    findUsersByRole: async (workspaceId, role) => users(workspaceId).filter((user) => user.roles.includes(role)),
    getTeam: async (workspaceId, key) => byKey(state.workspace(workspaceId).teams, key),
  };
}

function createCursors(state: MemoryState): CursorPort {
  return {
    async pickOnce(workspaceId, name, idempotencyKey, choose) {
      const { cursors, picks } = state.workspace(workspaceId);
      const key = `${name}\n${idempotencyKey}`;
      const stored = picks.get(key);
      if (stored !== undefined) return { pick: structuredClone(stored) as never, repeated: true };
      const { pick, state: next } = choose((structuredClone(cursors.get(name)) ?? null) as never);
      cursors.set(name, structuredClone(next) as Json);
      picks.set(key, structuredClone(pick) as Json);
      return { pick, repeated: false };
    },
  };
}

function createDeliveries(state: MemoryState, now: () => string): DeliveryPort {
  return {
    async open(workspaceId, entry) {
      const { deliveries } = state.workspace(workspaceId);
      const existing = deliveries.get(entry.key);
      if (existing !== undefined && existing.status !== "failed") {
        return { opened: false, delivery: structuredClone(existing) };
      }
      const at = now();
      const delivery = {
        ...structuredClone(entry),
        status: "sending" as const,
        createdAt: existing?.createdAt ?? at,
        updatedAt: at,
      };
      deliveries.set(entry.key, delivery);
      return { opened: true, delivery: structuredClone(delivery) };
    },
    async settle(workspaceId, key, status, about) {
      const { deliveries } = state.workspace(workspaceId);
      const existing = deliveries.get(key);
      if (existing === undefined) throw userError("DELIVERY_UNOPENED", `There is no delivery ${key}.`, { key });
      deliveries.set(key, { ...existing, ...about, status, updatedAt: now() });
    },
  };
}

function createLinks(state: MemoryState): LinkPort {
  const keyOf = (...parts: string[]) => parts.join("\n");
  return {
    async get(workspaceId, connection, object, recordId) {
      return structuredClone(state.workspace(workspaceId).links.get(keyOf(connection, object, recordId))) ?? null;
    },
    async put(workspaceId, connection, object, recordId, externalId, hash) {
      const { links } = state.workspace(workspaceId);
      const key = keyOf(connection, object, recordId);
      const existing = links.get(key);
      if (existing !== undefined && existing.externalId !== externalId) {
        throw userError("LINK_CONFLICT", `${object} ${recordId} is ${existing.externalId} there, not ${externalId}.`, {
          object,
          recordId,
          externalId: existing.externalId,
        });
      }
      links.set(key, { externalId, ...(hash === undefined ? {} : { hash }) });
    },
  };
}

function createNotices(state: MemoryState): NoticePort {
  return {
    async notify(context, { userId, text, kind, record }) {
      return state.once(context.workspaceId, "notice", context.idempotencyKey, () => {
        const id = state.newId("notice");
        state.workspace(context.workspaceId).notices.push({ id, userId, text, kind, record: record ?? null });
        return { id };
      });
    },
    async createTask(context, { assignees, title, description, dueAt, record }) {
      return state.once(context.workspaceId, "task", context.idempotencyKey, () => {
        const id = state.newId("task");
        state.workspace(context.workspaceId).tasks.push({
          id,
          assignees,
          title,
          description: description ?? null,
          dueAt: dueAt ?? null,
          record: record ?? null,
        });
        return { id };
      });
    },
  };
}

function createEvents(state: MemoryState): EventPort {
  return {
    async emit(context, { name, correlate, payload }) {
      checkChain(context.chain);
      return state.once(context.workspaceId, "event", context.idempotencyKey, () => {
        const id = state.newId("event");
        const chain = [...context.chain];
        state.workspace(context.workspaceId).events.push({ id, name, correlate: correlate ?? null, payload, chain });
        return { id };
      });
    },
  };
}

function byKey<T extends { key: string }>(items: readonly T[], key: string): T | null {
  return structuredClone(items.find((item) => item.key === key)) ?? null;
}
