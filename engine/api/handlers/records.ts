import * as z from "zod";
import type { recordsRoutes } from "../../../definitions/api.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import { fieldNameSchema } from "../../../definitions/names.ts";
import { userError } from "../../../definitions/errors.ts";
import type { ApiRequest, Handlers } from "../api-request.ts";
import type { ApiServices } from "../api-services.ts";
import { parseInput, refuseParameter } from "../parse-input.ts";
import { readOrder, sortRecords } from "./sort-records.ts";
import { writeAudit, writerOf } from "./write-audit.ts";

const mappingSchema = z.record(z.string().max(500), fieldNameSchema);
const matchSchema = z.array(fieldNameSchema).min(1).max(5);

export const recordsHandlers: Handlers<keyof typeof recordsRoutes> = {
  async listRecords({ principal, params, query }, { store }) {
    const { sort, status, owner, ...page } = query;
    const { stageField, fields } = await store.objects.get(principal.workspace.id, params.object);
    const order = readOrder(sort, fields);
    if (status !== undefined && stageField === undefined)
      throw refuseParameter("status", `a ${params.object} has no status`);
    const where: JsonObject = {
      ...(status === undefined || stageField === undefined ? {} : { [stageField]: status }),
      ...(owner === undefined ? {} : { owner }),
    };
    const list = async (request: typeof page) =>
      store.records.list(principal.workspace.id, params.object, { ...request, where });
    return order === null ? list(page) : sortRecords(list, order, page);
  },

  async createRecord({ principal, params, body }, services) {
    const record = await services.store.records.create(params.object, body, writerOf(principal));
    await writeAudit(services, principal, "record.create", `${params.object}/${record.id}`);
    return record;
  },

  async getRecord({ principal, params }, { store }) {
    const record = await store.records.get(principal.workspace.id, params.object, params.id);
    if (record === null) throw userError("RECORD_UNKNOWN", `There is no ${params.object} ${params.id}`, { ...params });
    return record;
  },

  async updateRecord({ principal, params, body }, services) {
    const { record } = await services.store.records.update(params.object, params.id, body, writerOf(principal));
    const target = `${params.object}/${params.id}`;
    await writeAudit(services, principal, "record.update", target, { fields: Object.keys(body) });
    return record;
  },

  async deleteRecord({ principal, params }, services) {
    await services.store.records.remove(params.object, params.id, writerOf(principal));
    await writeAudit(services, principal, "record.delete", `${params.object}/${params.id}`);
  },

  importRecords: async (request, services) => importRecords(request, services),

  listImports: async ({ principal }, { store }) => ({
    items: await store.workspace(principal.workspace.id).imports.list(),
  }),

  getImport: async ({ principal, params }, { store }) => store.workspace(principal.workspace.id).imports.get(params.id),
};

async function importRecords({ principal, query, stream }: ApiRequest<"importRecords">, services: ApiServices) {
  const { object, fileName, automations } = query;
  const mapping =
    query.mapping === undefined ? undefined : parseInput(mappingSchema, parseMapping(query.mapping), "mapping");
  const match = query.match === undefined ? undefined : parseInput(matchSchema, query.match.split(","), "match");
  const { imports } = services.store.workspace(principal.workspace.id);
  const job = await imports.create({ object, fileName, mapping, automations, match, byUser: principal.id }, stream);
  await writeAudit(services, principal, "record.import", job.id, { object, fileName: fileName ?? null });
  return job;
}

function parseMapping(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refuseParameter("mapping", "this is not JSON: write {column: field}");
  }
}
