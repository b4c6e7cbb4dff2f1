import {
  fieldDescriptionSchema,
  type FieldDescription,
  type ObjectDescription,
} from "../../../definitions/catalogue.ts";
import { userError } from "../../../definitions/errors.ts";
import { BUILT_IN_OBJECTS } from "../../../definitions/records.ts";
import type { CacheRevisions } from "../cache-revisions.ts";
import { keyedId, type StoreContext } from "../context.ts";

/** The record objects of all workspaces, with their custom fields, kept in memory. */
export class ObjectDirectory {
  readonly #context: StoreContext;
  readonly #revisions: CacheRevisions;
  readonly #cached = new Map<string, { revision: number; objects: Map<string, ObjectDescription> }>();

  constructor(context: StoreContext, revisions: CacheRevisions) {
    this.#context = context;
    this.#revisions = revisions;
  }

  /** Every object of the workspace with built-in and custom fields. */
  async list(workspaceId: string): Promise<ObjectDescription[]> {
    return [...(await this.#read(workspaceId)).values()];
  }

  /** Throws `OBJECT_UNKNOWN`. */
  async get(workspaceId: string, object: string): Promise<ObjectDescription> {
    const found = (await this.#read(workspaceId)).get(object);
    if (found === undefined) throw userError("OBJECT_UNKNOWN", `There is no object ${object}`, { object });
    return found;
  }

  /** Adds a custom field, or replaces one of the same name and type. Throws `FIELD_CONFLICT`, `OBJECT_UNKNOWN`. */
  async putField(workspaceId: string, object: string, given: FieldDescription): Promise<void> {
    const description = await this.get(workspaceId, object);
    const field = fieldDescriptionSchema.parse(given);
    const builtIn = BUILT_IN_OBJECTS.find(({ name }) => name === object)?.fields.some(
      ({ name }) => name === field.name,
    );
    const present = description.fields.find(({ name }) => name === field.name);
    if (builtIn === true || (present !== undefined && present.type !== field.type))
      throw userError("FIELD_CONFLICT", `The object ${object} already has a field ${field.name}`, {
        object,
        field: field.name,
      });
    const settings = this.#context.collections.settings;
    const id = keyedId(workspaceId, "objects");
    await settings.updateOne(
      { _id: id },
      { $setOnInsert: { workspaceId, name: "objects" }, $pull: { [`customFields.${object}`]: { name: field.name } } },
      { upsert: true },
    );
    await settings.updateOne({ _id: id, workspaceId }, { $push: { [`customFields.${object}`]: field } });
    await this.#context.touch("objects");
  }

  async #read(workspaceId: string): Promise<Map<string, ObjectDescription>> {
    const revision = this.#revisions.known("objects");
    const cached = this.#cached.get(workspaceId);
    if (cached !== undefined && cached.revision >= revision) return cached.objects;
    const stored = await this.#context.collections.settings.findOne({
      _id: keyedId(workspaceId, "objects"),
      workspaceId,
    });
    const objects = new Map(
      BUILT_IN_OBJECTS.map((object) => [
        object.name,
        { ...object, fields: [...object.fields, ...(stored?.customFields?.[object.name] ?? [])] },
      ]),
    );
    this.#cached.set(workspaceId, { revision, objects });
    return objects;
  }
}
