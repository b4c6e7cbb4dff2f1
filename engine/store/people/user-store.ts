import { userSchema, type User } from "../../../definitions/resources.ts";
import { userError } from "../../../definitions/errors.ts";
import { keyedId, type StoreContext } from "../context.ts";
import { newId } from "../new-id.ts";
import { isDuplicateKey } from "../transaction.ts";

/** The people of one workspace. Sign-in accounts refer to them by id. */
export class UserStore {
  readonly #store: StoreContext;
  readonly #workspaceId: string;

  constructor(store: StoreContext, workspaceId: string) {
    this.#store = store;
    this.#workspaceId = workspaceId;
  }

  /** By name. */
  async list(): Promise<User[]> {
    const found = await this.#users.find({ workspaceId: this.#workspaceId }).toArray();
    return found.map(({ user }) => user).sort((a, b) => a.name.localeCompare(b.name));
  }

  async get(id: string): Promise<User | null> {
    const found = await this.#users.findOne({ _id: this.#id(id), workspaceId: this.#workspaceId });
    return found?.user ?? null;
  }

  /** In the order of `ids`, unknown ones left out. */
  async getMany(ids: readonly string[]): Promise<User[]> {
    const found = await this.#users
      .find({ _id: { $in: ids.map((id) => this.#id(id)) }, workspaceId: this.#workspaceId })
      .toArray();
    const byId = new Map(found.map(({ user }) => [user.id, user]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  async findByEmail(email: string): Promise<User | null> {
    const found = await this.#users.findOne({ workspaceId: this.#workspaceId, "user.email": email.toLowerCase() });
    return found?.user ?? null;
  }

  /** People with this work role or access role. */
  async findByRole(role: string): Promise<User[]> {
    return (await this.list()).filter((user) => user.roles.includes(role) || user.role === role);
  }

  /** Throws `USER_EXISTS` when the id or the e-mail is taken. */
  async create(given: Omit<User, "id"> & { id?: string | undefined }): Promise<User> {
    const user = userSchema.parse({ ...given, id: given.id ?? newId(), email: given.email.toLowerCase() });
    try {
      await this.#users.insertOne({ _id: this.#id(user.id), workspaceId: this.#workspaceId, user });
    } catch (error) {
      throw taken(error, user.email);
    }
    return user;
  }

  /** Throws `USER_UNKNOWN`, `USER_EXISTS`. */
  async update(id: string, changes: Partial<Omit<User, "id">>): Promise<User> {
    const set = Object.entries(changes).filter(([, value]) => value !== undefined);
    const email = changes.email === undefined ? {} : { "user.email": changes.email.toLowerCase() };
    const before = await this.#require(id);
    userSchema.parse({ ...before, ...Object.fromEntries(set) });
    try {
      if (set.length > 0)
        await this.#users.updateOne(
          { _id: this.#id(id), workspaceId: this.#workspaceId },
          { $set: { ...Object.fromEntries(set.map(([name, value]) => [`user.${name}`, value])), ...email } },
        );
    } catch (error) {
      throw taken(error, changes.email ?? before.email);
    }
    return this.#require(id);
  }

  get #users() {
    return this.#store.collections.users;
  }
  #id(id: string): string {
    return keyedId(this.#workspaceId, id);
  }
  async #require(id: string): Promise<User> {
    const user = await this.get(id);
    if (user === null) throw userError("USER_UNKNOWN", `There is no person ${id}`, { id });
    return user;
  }
}

function taken(error: unknown, email: string): unknown {
  return isDuplicateKey(error) ? userError("USER_EXISTS", `There is a person with ${email} already`, { email }) : error;
}
